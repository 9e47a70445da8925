"""The command `sensitivity`: how much hangs on a reading of the source."""
