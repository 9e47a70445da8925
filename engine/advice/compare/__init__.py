"""The Vergelijking: what differs between two dossiers, two moments or two packs, and what made the difference."""
