"""The command line: a folder a command, which formats results and computes none; `base` serves all."""
