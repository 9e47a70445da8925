"""From a file to a Dossier or a linked pack, with everything that is wrong said at its line and column."""
