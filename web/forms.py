"""What a form brings: its fields as text, and one file at most, all bounded."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from python_multipart.multipart import parse_options_header
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

MAX_FIELDS: Final = 400
MAX_TEXT: Final = 1024 * 1024
"""Bytes that a field may hold: the text of a whole deal."""
MAX_WORDS: Final = 20_000
"""Characters that somebody types in one field: one who sends more fills the dossier, so that nobody else's fits."""
KINDS: Final = (b"application/x-www-form-urlencoded", b"multipart/form-data")


@dataclass(frozen=True, slots=True)
class Posted:
    """What somebody sent: fields by name, and a file with the name that it had there."""

    fields: Mapping[str, str] = field(default_factory=dict)
    file: bytes | None = None
    file_name: str = ""

    def text(self, name: str) -> str:
        """A field without room around it, its lines as one kind; nothing when it is not there."""
        return self.fields.get(name, "").replace("\r\n", "\n").replace("\r", "\n").strip()

    def line(self, name: str) -> str:
        """A field in one line."""
        return " ".join(self.text(name).split())

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return name in self.fields

    def part(self, name: str) -> "Posted":
        """The fields of one question on a page with more of them: `antwoord.NAME` as `antwoord`."""
        end = f".{name}"
        return Posted({key.removesuffix(end): value for key, value in self.fields.items() if key.endswith(end)})


def whole(text: str) -> int | None:
    """A whole number as it is sent, as large as a database numbers things; None for anything else.

    >>> whole("12"), whole("²"), whole("9" * 10), whole("")
    (12, None, None, None)
    """
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None


async def posted(request: Request) -> Posted:
    """Read the form of a request.

    Raises:
        MultiPartException: it is no form, or holds more than a form here does.
    """
    kind, _ = parse_options_header(request.headers.get("content-type", ""))
    if kind not in KINDS:
        raise MultiPartException("no form")
    async with request.form(max_files=1, max_fields=MAX_FIELDS, max_part_size=MAX_TEXT) as form:
        fields: dict[str, str] = {}
        content, name = None, ""
        for key, value in form.multi_items():
            if isinstance(value, UploadFile):
                content, name = await value.read(), (value.filename or "").replace("\\", "/").rpartition("/")[2]
            elif len(value) > MAX_TEXT:
                raise MultiPartException("too long")
            else:
                fields.setdefault(key, value.replace("\0", ""))
        return Posted(fields, content if content or name else None, name)
