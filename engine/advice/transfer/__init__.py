"""The Overdracht: what was found about each bevoegdheid, and the map of forms and routes."""
