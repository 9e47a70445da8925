"""`wijktoets migrate`: dossiers to the pack of today."""
