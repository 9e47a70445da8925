"""How the store came to have the tables that it has, a step a file, run when it is opened."""
