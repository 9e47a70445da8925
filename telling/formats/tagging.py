"""Completes the structure of a PDF: tells a screen reader which cell is the head of its row.

typst tags the cells of the head row as heads and all others as data; a way to say more is behind a switch of its
command line. A file is finished here as typst would write it with that switch, and nothing else in it changes.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Final

import pikepdf

from ..tree import Table

_ROW: Final = pikepdf.Name.Row


def finish(made: bytes, tables: Sequence[Table] = ()) -> bytes:
    """A PDF of typst with the heads of rows tagged; the same bytes for the same bytes.

    Args:
        tables: those of the document from top to bottom. Each must be there, and none besides.

    Raises:
        ValueError: the tables in the file are not those of the document.
    """
    with pikepdf.open(io.BytesIO(made)) as pdf:
        if "/Suspects" in pdf.Root.MarkInfo:
            # False, which is the default: left out, poppler does not take it for a fault.
            del pdf.Root.MarkInfo["/Suspects"]
        root = pdf.Root.StructTreeRoot
        found = [_rows(table) for table in _below(root, "/Table")]
        made_of = [_shape(rows) for rows in found]
        asked = [[len(t.heads), *(len(row) for row in t.rows)] for t in tables]
        if made_of != asked:
            raise ValueError(f"cells in the rows of the tables in the file: {made_of}; in the document: {asked}")
        for rows, tabel in zip(found, tables, strict=True):
            if tabel.row_heads:
                _tag(rows, pikepdf.NameTree(root.IDTree))
        finished = io.BytesIO()
        # What typst wrote stays as it is: its metadata, and its streams, so that the bytes depend on no other library.
        pdf.save(finished, deterministic_id=True, fix_metadata_version=False, compress_streams=False)
    return finished.getvalue()


def _below(node: pikepdf.Object, *roles: str) -> Iterator[pikepdf.Object]:
    """The nearest elements with one of these roles below a node, in the order of reading."""
    below = node.get("/K")
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            if str(child.S) in roles:
                yield child
            else:
                yield from _below(child, *roles)


def _rows(table: pikepdf.Object) -> list[list[pikepdf.Object]]:
    return [list(_below(row, "/TH", "/TD")) for row in _below(table, "/TR")]


def _shape(rows: list[list[pikepdf.Object]]) -> list[int]:
    """How many cells each row of a table has; none when it has no head row."""
    headed = bool(rows) and all(cell.S == pikepdf.Name.TH for cell in rows[0])
    return [len(row) for row in rows] if headed else []


def _tag(rows: list[list[pikepdf.Object]], names: pikepdf.NameTree) -> None:
    """Make the first cell of each row below the head row its head, which the other cells of the row refer to."""
    corner = str(rows[0][0].ID)
    for number, (head, *others) in enumerate(rows[1:], 1):
        head.S = pikepdf.Name.TH
        head.ID = pikepdf.String(f"{corner}r{number}")
        names[str(head.ID)] = head
        _attributes(head).Scope = _ROW
        for cell in others:
            _attributes(cell).Headers.append(head.ID)


def _attributes(cell: pikepdf.Object) -> pikepdf.Object:
    """What a cell says of its place in the table."""
    return next(each for each in cell.A if each.O == pikepdf.Name.Table)
