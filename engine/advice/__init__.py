"""Tools on top of the engine for the people at the table."""
