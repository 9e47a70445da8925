"""From a Dossier and a pack to what holds per thema × fase: facts, intervals, eisen and the uitkomst."""
