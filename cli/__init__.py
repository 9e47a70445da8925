"""The command line: one thin module a command, which formats results and computes none."""
