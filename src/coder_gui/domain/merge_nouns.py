"""The tables of a study as merging sees them: what is written there, and what belongs to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Key = tuple[str, ...]
"""What a row is called in every copy of a project: its guid, or those of what it connects."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A table as merging sees it.

    Args:
        fields: What people write there, and see changed.
        links: Columns that point to rows, and to which table.
        quiet: Columns that follow the side that changed them, without a word.
        owners: The links whose row takes this one along when it goes.
        keyed: That the links, not a guid, say which row it is.
    """

    table: str
    fields: tuple[str, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    quiet: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    keyed: bool = False

    @property
    def seen(self) -> tuple[str, ...]:
        return (*self.fields, *self.links)


_COMPARED = {"first_id": "coder", "second_id": "coder", "consensus_id": "coder"}
_CODED = {"coder_id": "coder", "transcript_id": "transcript"}

NOUNS = (
    Noun("study", ("name", "question", "method", "label_template", "description")),
    Noun("coder", ("name", "kind")),
    Noun("participant_group", ("name",), quiet=("position",)),
    Noun("attribute", ("name", "kind"), quiet=("position",)),
    Noun("participant", ("label",), {"group_id": "participant_group"}),
    Noun(
        "attribute_value",
        ("value",),
        {"participant_id": "participant", "attribute_id": "attribute"},
        owners=("participant_id", "attribute_id"),
        keyed=True,
    ),
    Noun("transcript", ("name",), {"participant_id": "participant"}),
    Noun("assignment", ("finished_at",), _CODED, owners=tuple(_CODED), keyed=True),
    Noun("reading", ("read_at",), _CODED, owners=tuple(_CODED), keyed=True),
    Noun(
        "code",
        (
            *("kind", "name", "colour", "brief", "definition", "use_when", "avoid_when"),
            *("example", "archived"),
        ),
        {"parent_id": "code"},
        quiet=("position", "shortcut"),
        owners=("parent_id",),
    ),
    Noun("comparison", (), _COMPARED, owners=("first_id", "second_id")),
    Noun(
        "decision",
        ("choice", "note"),
        {"comparison_id": "comparison", "transcript_id": "transcript", "code_id": "code"},
        quiet=("segments", "words"),
        owners=("comparison_id", "transcript_id", "code_id"),
    ),
    Noun(
        "segment",
        ("comment", "stance", "good_quote", "unsure"),
        {**_CODED, "code_id": "code", "decision_id": "decision"},
        quiet=("to_check",),
        owners=(*_CODED, "code_id"),
    ),
    Noun(
        "memo",
        ("kind", "title", "text"),
        {
            "transcript_id": "transcript",
            "code_id": "code",
            "segment_id": "segment",
            "participant_id": "participant",
        },
        owners=("transcript_id", "code_id", "segment_id", "participant_id"),
    ),
    Noun("codebook_snapshot", ("name", "codes")),
)
"""Parents stand before their children."""

NOUN = {noun.table: noun for noun in NOUNS}

BY_THE_WAY = frozenset({"assignment", "reading"})
"""Who is to read what, and has: never asked about, and never what keeps something from going."""

ASKED = frozenset({"transcript", "participant", "participant_group", "attribute", "coder"})
"""Deleting one of these in one file is no reason to delete it in the other without asking."""

PLACED = frozenset({"segment", "memo"})
