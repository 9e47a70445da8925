"""Pictures of a Rapport as SVG, each with the same as a table."""
