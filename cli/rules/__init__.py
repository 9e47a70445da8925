"""`wijktoets rules`: for who reads and keeps the packs."""
