"""Which parts make which paper: the bijlage, the sheet to sign, the praatplaat."""
