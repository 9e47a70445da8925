"""The screen of `evaluate`."""
