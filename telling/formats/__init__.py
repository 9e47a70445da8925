"""The document tree drawn: each format knows the tree and nothing of what it is about."""
