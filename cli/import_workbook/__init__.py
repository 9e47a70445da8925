"""`wijktoets import`: a dossier from a workbook."""
