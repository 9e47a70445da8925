"""A sheet of sentences, lists and tables, and how it is drawn on a screen or in Markdown."""
