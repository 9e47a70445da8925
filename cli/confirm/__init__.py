"""The command `confirm`: a party says how a dossier is written down."""
