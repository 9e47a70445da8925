"""`wijktoets compare`: what differs between two dossiers, two moments or two packs."""
