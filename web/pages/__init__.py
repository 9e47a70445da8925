"""The screens, a module each: what a page shows, and what a form on it does."""
