"""The Dekking: which lines of the source carry which rules and questions, and what is not accounted for."""
