"""Planes of bits: one bit a row, 64 rows a word; from one value a row to planes and back.

Bit-slicing: one `and` of two words does 64 rows at once, as long as what is computed is Boolean.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint64]
Rows = NDArray[np.bool_] | NDArray[np.uint8]
"""One value a row; anything that is not 0 is true."""
Codes = NDArray[np.unsignedinteger[Any]] | NDArray[np.signedinteger[Any]]
"""One small whole number a row: the place of something among a few. Where the type is signed -1 is the last place."""

WORD: Final = 64


def words(rows: int) -> int:
    """How many words hold that many rows."""
    return -(-rows // WORD)


def pack(rows: Rows) -> Plane:
    """One bit a row; the last word is filled up with zeros.

    >>> pack(np.array([True, False, True]))
    array([5], dtype=uint64)
    """
    packed = np.packbits(rows, bitorder="little")
    if len(packed) % 8:
        packed = np.concatenate([packed, np.zeros(-len(packed) % 8, dtype=np.uint8)])
    return packed.view(np.uint64)


def unpack(plane: Plane, rows: int) -> NDArray[np.uint8]:
    """A plane as 0 and 1, one a row; what lies beyond `rows` in the last word is left out."""
    return np.unpackbits(plane.view(np.uint8), count=rows, bitorder="little")


def zeros(count: int) -> Plane:
    """A plane of `count` words that is nowhere true."""
    return np.zeros(count, dtype=np.uint64)


def ones(count: int) -> Plane:
    """A plane of `count` words that is everywhere true, beyond the last row as well."""
    return np.full(count, ~np.uint64(0), dtype=np.uint64)


def numbers(planes: Sequence[Plane], rows: int, out: Codes | None = None) -> Codes:
    """Planes as binary digits, the least first, as one number a row in the smallest type that holds it.

    Args:
        out: where to write them, in that type.

    >>> numbers([pack(np.array([1, 0, 1])), pack(np.array([0, 0, 1]))], 3)
    array([1, 0, 3], dtype=uint8)
    """
    kind = smallest(2 ** len(planes))
    total = np.empty(rows, dtype=kind) if out is None else out
    if not planes:
        total[:] = 0
    for digit, plane in enumerate(planes):
        bits = unpack(plane, rows)
        if digit == 0:
            total[:] = bits
            continue
        shifted = bits if kind == np.uint8 else bits.astype(kind)
        total |= np.left_shift(shifted, kind(digit), out=shifted)
    return total


def places(codes: Codes, many: int) -> Codes:
    """Codes among so many as places from 0; what has no sign is not copied.

    >>> places(np.array([0, -1, 1], dtype=np.int8), 4)
    array([0, 3, 1], dtype=uint8)
    """
    if codes.dtype.kind == "u":
        return codes
    found: Codes = np.minimum(codes.view(f"u{codes.itemsize}"), many - 1)
    return found


def smallest(bound: int) -> "type[np.unsignedinteger[Any]]":
    """The smallest type for the numbers below `bound`.

    Raises:
        ValueError: no type holds them.
    """
    for kind in (np.uint8, np.uint16, np.uint32, np.uint64):
        if bound - 1 <= np.iinfo(kind).max:
            return kind
    raise ValueError(f"no type for numbers below {bound}")
