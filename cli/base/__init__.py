"""What every command shares: options, dossiers and packs in, text and files out, errors and how a command ends."""
