"""A thema on both sides of a limit as two themas: what each holds, and how that stands in the text of the dossier."""
