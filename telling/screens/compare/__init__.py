"""The screen of `compare`."""
