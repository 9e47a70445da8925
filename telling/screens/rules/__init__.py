"""What the commands of `rules` show, for who reads and keeps the packs."""
