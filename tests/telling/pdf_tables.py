"""Reads the tables of a PDF from its structure, as a screen reader does: the role, scope and words of every cell."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

Name = pikepdf.Name


@dataclass(frozen=True)
class Cell:
    """A cell as it is tagged; `heads` are the words of the cells that it says are its heads."""

    role: str
    scope: str
    words: str
    heads: tuple[str, ...]


def tables(made: bytes) -> list[list[list[Cell]]]:
    """Every table from top to bottom, as rows of cells."""
    with pikepdf.open(io.BytesIO(made)) as opened:
        root = opened.Root.StructTreeRoot
        tree = pikepdf.NameTree(root.IDTree) if "/IDTree" in root else {}
        said = {(page.obj.objgen, mark): text for page in opened.pages for mark, text in marked(page)}
        named = {key: _words(cell, said) for key, cell in tree.items()}
        return [
            [[_cell(cell, said, named) for cell in below(row, "/TH", "/TD")] for row in below(table, "/TR")]
            for table in below(root, "/Table")
        ]


def below(node: pikepdf.Object, *roles: str) -> Iterator[pikepdf.Object]:
    """The elements with one of these roles below a node, from top to bottom; not those inside one that is found."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            if str(child.S) in roles:
                yield child
            else:
                yield from below(child, *roles)


def _cell(cell: pikepdf.Object, said: dict[tuple[object, int], str], named: dict[str, str]) -> Cell:
    about = next(each for each in cell.A if each.O == Name.Table)
    return Cell(
        str(cell.S),
        str(about.get("/Scope", "")),
        _words(cell, said),
        tuple(named[str(head)] for head in about.get("/Headers", [])),
    )


def _words(node: pikepdf.Object, said: dict[tuple[object, int], str], page: pikepdf.Object | None = None) -> str:
    """All words below an element, without spaces."""
    page = node.get("/Pg", page)
    children = node.get("/K", [])
    found = ""
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found += said[child.Pg.objgen, int(child.MCID)] if "/MCID" in child else _words(child, said, page)
        elif page is not None:
            found += said[page.objgen, int(child)]
    return "".join(found.split())


def marked(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """The text of each marked part of a page."""
    letters: dict[int, str] = {}
    marks: list[int | None] = []
    text: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                about = operands[1] if len(operands) > 1 else {}
                mark = int(about["/MCID"]) if "/MCID" in about else (marks[-1] if marks else None)
                marks.append(mark)
                if mark is not None:
                    text.setdefault(mark, "")
            case "EMC":
                marks.pop()
            case "Tf":
                letters = _letters(page.resources.Font[str(operands[0])])
            case "Tj" | "TJ" if marks and marks[-1] is not None:
                shown = operands[0] if str(operator) == "TJ" else [operands[0]]
                codes = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
                pairs = (int.from_bytes(codes[i : i + 2]) for i in range(0, len(codes), 2))
                text[marks[-1]] += "".join(letters[code] for code in pairs)
    yield from text.items()


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """What each code of a font stands for."""
    letters: dict[int, str] = {}
    source = font.ToUnicode.read_bytes().decode("ascii")
    for part in re.findall(r"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        for code, value in re.findall(r"<(\w+)>\s*<(\w+)>", part):
            letters[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be")
    assert "beginbfrange" not in source
    return letters
