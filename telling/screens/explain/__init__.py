"""The screen of `explain`, and the same as a chart."""
