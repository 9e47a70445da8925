"""The columns engine: judges many rows at once, on planes of bits, without the direct engine (docs/columns.md).

In reading order: planes (bits) · circuit (what must be computed, planned into few buffers) · leaves (answers) ·
program (conditions) · congruence and scores (the vector twin of congruence.py) · table (a block of batch rows) ·
rows, dossiers, cells, frame (where rows come from) · batch and stream (DataFrames and files) · facts (all intervals).
"""
