"""The command `serve`: the pages, on this machine alone."""
