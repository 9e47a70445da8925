"""The Uitleg: why something comes out as it does, down to the answers and the lines of the source."""
