"""The Agenda: which questions to talk about first, and what their answers could settle."""
