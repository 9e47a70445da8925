"""The screen of `batch`."""
