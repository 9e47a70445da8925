"""`wijktoets new`: a dossier to fill in."""
