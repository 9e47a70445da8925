"""Tools on top of the engine for who maintains the packs."""
