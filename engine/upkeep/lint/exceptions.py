"""Reads the exceptions that a keeper writes beside a line: `# lint: WT501 and why`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ...model.errors import Plek
from .view import PackFile, PackView

_COMMENT: Final = re.compile(r"(?:^|\s)# ?lint: *(?P<codes>WT\d+(?: *, *WT\d+)*)(?P<reden>.*)$")


@dataclass(frozen=True, slots=True)
class Uitzondering:
    """For which codes, on which line of which file, and why; `plek` is where it is written."""

    plek: Plek
    regel: int
    codes: tuple[str, ...]
    reden: str

    def covers(self, code: str, bestand: str, *lines: int) -> bool:
        """Whether it holds for a finding."""
        return code in self.codes and self.plek.bestand == bestand and self.regel in lines


def exceptions(beeld: PackView) -> Iterator[Uitzondering]:
    """Every exception in the files of a pack; one on a line of its own holds for the next line."""
    for stuk in beeld.stukken:
        yield from _of(stuk)


def _of(stuk: PackFile) -> Iterator[Uitzondering]:
    for number, line in enumerate(stuk.regels, start=1):
        found = _COMMENT.search(line)
        if found is None:
            continue
        alone = not line[: found.start()].strip()
        begin = found.start() + found.group().index("#")
        codes = tuple(re.findall(r"WT\d+", found["codes"]))
        yield Uitzondering(Plek(stuk.bestand, number, begin + 1), number + alone, codes, found["reden"].strip(" :-"))
