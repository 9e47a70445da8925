"""What each command shows: which parts of the tree, in which order, for who looks at a screen."""
