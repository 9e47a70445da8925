"""`wijktoets check`: whether dossiers and packs are in order."""
