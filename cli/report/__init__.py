"""`wijktoets report`: a document about one dossier or about many."""
