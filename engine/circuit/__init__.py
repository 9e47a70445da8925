"""A pack as one circuit of gates: what columns runs on planes of bits, and proof turns into formulas (docs/columns.md).

In reading order: gates (and, or, xor, each made once) · worlds (an interval as five yes-or-nos, and answers in them) ·
conditions (the nodes of a pack) · rules (eisen, borging, rollen, uitkomst and past). It knows no numpy and no z3.
"""
