"""The pages of a pack: one thing of it with all that a reader needs to know."""
