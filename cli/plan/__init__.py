"""`wijktoets plan`: what to do and by whom, as a list, a path, a calendar, or in the dossier."""
