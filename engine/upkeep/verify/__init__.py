"""Proofs over all dossiers of a pack, each with a dossier that shows what does not hold."""
