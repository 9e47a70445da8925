"""The version of wijktoets, in a place that documents can read without knowing the rest."""

__version__ = "0.1.0"
