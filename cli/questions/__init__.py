"""`wijktoets questions`: what to talk about first, on a screen or on paper."""
