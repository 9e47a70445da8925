"""The columns engine: judges many rows at once, on planes of bits, without the direct engine (docs/columns.md).

What it computes is the circuit of the pack (engine/circuit). In reading order: planes (bits) · running (a circuit
planned into few buffers) · leaves (answers) · congruence and scores (what a batch row adds to the circuit) ·
table and compiled (a block of batch rows) · rows, dossiers, cells, frame (where rows come from) · batch and stream
(DataFrames and files) · facts (all intervals).
"""
