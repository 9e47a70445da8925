"""`wijktoets export`: a workbook to fill in, or a table to share."""
