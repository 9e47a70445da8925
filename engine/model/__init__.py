"""What the words of the model are in code: answers and their intervals, conditions, a Dossier, and a Regelpakket."""
