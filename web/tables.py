"""The tables of the store: dossiers with all their versions, who changed what by which way in, and what goes along."""

from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
)

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of_dossier(name: str, *more: Column[Any] | UniqueConstraint) -> Table:
    """A table with rows of one dossier, each with the moment at which it came in."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        Column("dossier", Integer, ForeignKey("dossiers.id", ondelete="CASCADE"), nullable=False, index=True),
        *more,
        Column("op", String(32), nullable=False),
    )


dossiers: Final = Table(
    "dossiers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sleutel", String(32), nullable=False, unique=True),
    Column("naam", Text, nullable=False),
    Column("bestand", Text),
    Column("bestand_sha", String(64)),
    Column("werkmap", Text),
    Column("werkmap_sha", String(64)),
    Column("gedeeld_op", String(32)),
    Column("hulp", Text),
    Column("gemaakt", String(32), nullable=False),
)
"""`gedeeld_op`: the moment at which early answers open, announced beforehand;
`hulp`: who helps a party outside the gebiedsteam.

`bestand`: the file in the folder that it was taken from or written to, with the hash of what that held;
`werkmap`: the same of a workbook that it was taken from, which is never written to."""

versions: Final = _of_dossier(
    "versions",
    Column("nummer", Integer, nullable=False),
    Column("tekst", LargeBinary, nullable=False),
    UniqueConstraint("dossier", "nummer"),
)
"""The YAML document itself, as it is exported."""

events: Final = _of_dossier(
    "events",
    Column("nummer", Integer, nullable=False),
    Column("soort", String(20), nullable=False),
    Column("partij", Text, nullable=False),
    Column("weg", String(10), nullable=False),
    Column("vraag", Text),
    Column("thema", Text),
    Column("wijzigingen", JSON, nullable=False),
    Column("gegevens", JSON, nullable=False),
)
"""What changed: `wijzigingen` are places with what was there before and after; `nummer` is the version that it made."""

deals: Final = _of_dossier(
    "deals",
    Column("bron", String(40), nullable=False),
    Column("naam", Text, nullable=False),
    Column("tekst", Text, nullable=False),
    UniqueConstraint("dossier", "bron"),
)
"""Texts of deals; `bron` is their name among the bronnen of the dossier."""

marks: Final = _of_dossier(
    "marks",
    Column("deal", Integer, ForeignKey("deals.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("zin", Integer, nullable=False),
    Column("vraag", Text, nullable=False),
    Column("thema", Text),
    Column("soort", String(20), nullable=False),
)
"""Which sentence of a deal was used for which vraag, and as what."""

notes: Final = _of_dossier(
    "notes",
    Column("kaart", Text, nullable=False),
    Column("partij", Text, nullable=False),
    Column("weg", String(10), nullable=False),
    Column("tekst", Text, nullable=False),
    UniqueConstraint("dossier", "kaart", "partij"),
)
"""Notes of a party at a card."""

early: Final = _of_dossier(
    "early",
    Column("partij", Text, nullable=False),
    Column("vraag", Text, nullable=False),
    Column("thema", Text, nullable=False),
    Column("antwoord", Text, nullable=False),
    Column("toelichting", Text),
    Column("link", String(64)),
    Column("ingetrokken", String(32)),
    UniqueConstraint("dossier", "partij", "vraag", "thema"),
)
"""Answers that a party gave beforehand: sealed until `dossiers.gedeeld_op`, and until then read through the link alone
(its hash) by which they were given."""

heard: Final = _of_dossier(
    "heard",
    Column("kaart", Text, nullable=False),
    Column("tekst", Text, nullable=False),
    Column("verborgen", Boolean, nullable=False),
)
"""Ook gehoord: nameless notes, shown at a card and never counted; hidden only for personal data."""

drafts: Final = _of_dossier(
    "drafts",
    Column("wie", String(64), nullable=False),
    Column("plaats", Text, nullable=False),
    Column("tekst", JSON, nullable=False),
    UniqueConstraint("dossier", "wie", "plaats"),
)
"""What somebody typed and did not send yet; for that person, session or link (its hash) alone."""

links: Final = Table(
    "links",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("rol", String(12), nullable=False),
    Column("dossier", Integer, ForeignKey("dossiers.id", ondelete="CASCADE"), index=True),
    Column("partij", Text),
    Column("tot", String(32), nullable=False),
    Column("ingetrokken", String(32)),
    Column("eenmalig", Boolean, nullable=False),
    Column("gemaakt", String(32), nullable=False),
)
"""Capabilities: whom a link lets in, to which dossier, until when; only the hash of the link is kept."""

acts: Final = _of_dossier(
    "acts",
    Column("soort", String(20), nullable=False),
    Column("wie", Text, nullable=False),
    Column("partij", Text),
    Column("gegevens", JSON, nullable=False),
)
"""What was done that changed no answer: a link made for a party or taken back, a moment announced, what staff read or
took along, and, for that party alone, that it answered beforehand; `wie` did it, `partij` is whom it is about."""

uses: Final = Table(
    "uses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("link", Integer, ForeignKey("links.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("op", String(32), nullable=False),
)

sessions: Final = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("link", Integer, ForeignKey("links.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("tot", String(32), nullable=False),
    Column("uiterlijk", String(32)),
    Column("wie", String(64), index=True),
    Column("sid", String(64), index=True),
)
"""`tot` moves on while somebody is there, where an idle session ends; `uiterlijk` does not.

Of a session by sign-on `wie` is the hash of who the provider says it is, and `sid` that of the session there."""

sign_offs: Final = Table(
    "sign_offs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("op", String(32), nullable=False),
)
"""What the provider told to end, by the hash of the name that it gave that: each is told once."""

Index("ix_events_dossier_nummer", events.c.dossier, events.c.nummer)

WORDS: Final = (
    (deals, ("naam", "tekst")),
    (notes, ("partij", "tekst")),
    (early, ("partij", "toelichting")),
    (heard, ("tekst",)),
    (acts, ("wie", "partij", "gegevens")),
    (links, ("partij",)),
)
"""The columns, beside versions, events and drafts, in which people's words stand: redaction looks through them.
An early `antwoord` is none of them: it is one of what could be chosen, and who takes words out changes no answer."""


def add_row(connection: Connection, table: Table, **values: Any) -> int:
    """Put a row in a table; gives its id."""
    added: int = connection.execute(insert(table).values(**values).returning(table.c.id)).scalar_one()
    return added
