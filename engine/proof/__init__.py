"""A Regelpakket as Boolean formulas, to prove what holds over all dossiers; for the tools on top of the engine only."""
