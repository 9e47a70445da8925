"""`wijktoets follow-up`: what was agreed to do, and what is due."""
