"""The columns engine: judges many rows at once, on planes of bits, without the direct engine.

In reading order: planes (bits) · program (conditions) · congruence and scores (the vector twin of congruence.py) ·
table (batch rows) · dossiers and frame (where rows come from).
"""
