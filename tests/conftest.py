"""Sets hypothesis for the whole test run: dev while you work, ci repeatable, deep for a long search."""

import os

from hypothesis import settings

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", parent=settings.get_profile("dev"), max_examples=100, derandomize=True, database=None)
settings.register_profile("deep", parent=settings.get_profile("dev"), max_examples=5000)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
