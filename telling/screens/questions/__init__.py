"""The screens of `questions`."""
