"""The page of one thing of a pack, as `rules show` and docs/regels/ tell it."""
