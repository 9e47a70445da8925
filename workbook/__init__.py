"""A dossier as a workbook for a spreadsheet program, and back; a shared layout keeps the two the same."""
