"""`wijktoets explain`: why a point stands as it does, and what would change it."""
