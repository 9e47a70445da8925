"""Small faults in rules, and whether the examples of those rules notice them."""
