"""The dossiers that come with wijktoets: five pilots and, in voorbeelden/, invented ones."""
