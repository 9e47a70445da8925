"""The tool `sensitivity`: how much of what comes out hangs on how the source was read."""
