"""The Plan and the Groeipad: the smallest set of acties that is enough, and how it is recorded in a dossier."""
