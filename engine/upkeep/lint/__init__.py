"""Looks whether a pack is sound beyond loading: its sources, references, examples, conditions, language and files."""
