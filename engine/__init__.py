"""What a Dossier and a Regelpakket mean together: pure, without printing and without sentences of its own."""
