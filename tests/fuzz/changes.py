"""Changes a dossier, a pack or a workbook at random, in its bytes or in its structure, as a seed says."""

import copy
import io
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import yaml

PIECES: Final = (
    *(b"&a ", b"*a", b"<<: ", b"!!python/object:os.system ", b"!!str ", b"? ", b"- ", b": ", b"|\n", b">\n", b"#"),
    *(
        b"[",
        b"]",
        b"{",
        b"}",
        b"'",
        b'"',
        b"---\n",
        b"...\n",
        b"\t",
        b"\n",
        b"\r",
        b"\n  ",
        b"\x00",
        b"\x07",
        b"\x1b[2J",
    ),
    *(
        b"\xff",
        b"\xc3",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xe2\x80\xae",
        b"\xe2\x80\x8b",
        b"e\xcc\x81",
        b"\xf0\x9f\x8c\xb3",
    ),
    *(b"ja", b"nee", b"nvt", b"onbekend", b"null", b"true", b"~", b"1e309", b"-0", b".nan", b"9" * 400, b"2026-13-40"),
)
VALUES: Final[tuple[Any, ...]] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        2**70,
        0.5,
        float("inf"),
        float("nan"),
        "",
        " ",
        "ja",
        "nee",
        "nvt",
        "onbekend",
        "samen",
    ),
    *("besluiten", "moet", "0001-01-01", "9999-12-31", "x" * 5000, "\u202e", "\u200b", "a\nb", "=1+1", "{de wijk}"),
    *([], {}, [[]], {"": ""}, {"vraag": "a"}, ["ja", "nee"], {"niet": {"niet": {}}}),
)
"""What a value is replaced by."""
ANSWERS: Final = ("ja", "deels", "nee", "onbekend")
"""What replaces one another, so that some files stay sound and are judged."""
MOST_NODES: Final = 2000
"""A file with more values than this gets no copies of one."""
MOST_BYTES: Final = 200_000
"""A changed file is cut off here: what is larger than is read is tested elsewhere."""


def bytes_changed(content: bytes, chance: random.Random, other: Sequence[bytes]) -> bytes:
    """One to eight small changes of the bytes; `other` are files to take a slice from."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at, long = chance.randrange(len(found) + 1), chance.choice((1, 1, 3, 20, 300))
        match chance.randrange(7):
            case 0 if found:
                found[min(at, len(found) - 1)] ^= 1 << chance.randrange(8)
            case 1:
                del found[at : at + long]
            case 2:
                found[at:at] = chance.choice(PIECES)
            case 3:
                found[at : at + long] = chance.choice(PIECES)
            case 4:
                found[at:at] = found[at : at + long] * chance.choice((1, 2, 50))
            case 5:
                source = chance.choice(other)
                begin = chance.randrange(len(source) + 1)
                found[at:at] = source[begin : begin + long]
            case _:
                lines = bytes(found).split(b"\n")
                one, two = (chance.randrange(len(lines)) for _ in range(2))
                lines[one], lines[two] = lines[two], lines[one]
                found = bytearray(b"\n".join(lines))
    return bytes(found[:MOST_BYTES])


def yaml_changed(content: bytes, chance: random.Random, other: Sequence[bytes]) -> bytes:
    """One to four changes of the nodes of a YAML file, written anew; `other` are files to take a node from."""
    holder = {"": yaml.load(content, Loader=yaml.CBaseLoader)}
    for _ in range(chance.choice((1, 1, 2, 4))):
        spots = list(_spots(holder))
        inside, key = chance.choice(spots)
        match chance.randrange(7):
            case _ if inside[key] in ANSWERS and chance.random() < 0.7:
                inside[key] = chance.choice(ANSWERS)
            case 0:
                inside[key] = copy.deepcopy(chance.choice(VALUES))
            case 1 if inside is not holder:
                del inside[key]
            case 2:
                there, where = chance.choice(
                    list(_spots({"": yaml.load(chance.choice(other), Loader=yaml.CBaseLoader)}))
                )
                inside[key] = there[where]
            case 3:
                there, where = chance.choice(spots)
                inside[key] = copy.deepcopy(there[where])
            case 4 if len(spots) < MOST_NODES:
                inside[key] = [copy.deepcopy(inside[key])] * chance.choice((1, 2, 20))
            case 5 if isinstance(inside, dict) and inside is not holder:
                inside[chance.choice((*map(str, VALUES), str(key).upper(), f"{key} "))] = inside.pop(key)
            case _:
                for _ in range(chance.choice((1, 5, 25))):
                    inside[key] = {chance.choice(("niet", "alle", "een_van", "antwoord")): [inside[key]]}
    text = yaml.dump(holder[""], Dumper=_Plain, allow_unicode=True, sort_keys=False, width=1000)
    return text.encode("utf-8", "surrogatepass")[:MOST_BYTES]


def is_yaml(content: bytes) -> bool:
    """Whether it can be changed by its nodes."""
    try:
        yaml.load(content, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return False
    return True


class _Plain(yaml.SafeDumper):
    """Writes what is the same twice, as aliases are refused at once."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _spots(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place below a node that holds a value."""
    for key in list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        yield node, key
        yield from _spots(node[key])


def book_changed(content: bytes, chance: random.Random, other: Sequence[bytes]) -> bytes:
    """A workbook with some bytes of one of its parts changed, a part less or twice, or bytes of the whole."""
    kind = chance.randrange(8)
    if kind == 0:
        return bytes_changed(content, chance, other)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    at = chance.randrange(len(parts))
    name, part = parts[at]
    match kind:
        case 1:
            del parts[at]
        case 2:
            parts[at] = (name, chance.choice(parts)[1])
        case 3:
            parts[at] = (name, part.replace(*chance.choice(_IN_XML)))
        case _:
            parts[at] = (name, bytes_changed(part, chance, [each for _, each in parts]))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(zipfile.ZipInfo(name), part)
    return made.getvalue()


_IN_XML: Final = (
    (b"<v>", b"<v>-"),
    (b"<v>1</v>", b"<v>999999999</v>"),
    (b"<v>", b"<v>1e400"),
    (b't="s"', b't="n"'),
    (b't="s"', b't="e"'),
    (b"<c ", b"<c s='99999' "),
    (b' r="A', b' r="XFE'),
    (b' r="', b' r="-'),
    (b'count="', b'count="-'),
    (b"<si>", b"<si><si/>"),
    (b"rId1", b"rId2"),
    (b"sheetId", b"sheetid"),
    (b"<t>", b"<t>&#0;"),
    (b"<t>", b"<t xml:space='x'>"),
    (b"<row ", b"<row hidden='x' "),
    (b"xl/worksheets", b"../../etc"),
)
"""What in the XML of a workbook is replaced by what."""

Change = Callable[[bytes, random.Random, Sequence[bytes]], bytes]
