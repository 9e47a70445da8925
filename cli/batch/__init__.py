"""`wijktoets batch`: many dossiers or a table of rows."""
