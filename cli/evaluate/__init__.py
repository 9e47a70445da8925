"""`wijktoets evaluate`: one dossier beside the rules."""
