"""The screens of `transfer`."""
