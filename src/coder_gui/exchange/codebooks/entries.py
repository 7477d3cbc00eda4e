"""What a codebook document is made from: the study's facts and one entry a theme or code."""

from __future__ import annotations

from dataclasses import dataclass

from coder_gui.domain.model import Code


@dataclass(frozen=True, slots=True)
class Counts:
    """How many segments, and how many different transcripts and participants they come from."""

    segments: int = 0
    transcripts: int = 0
    participants: int = 0


@dataclass(frozen=True, slots=True)
class GroupSize:
    """A participant group and how many participants it has."""

    name: str
    participants: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A theme or code as the document shows it.

    `depth` is 0 at the top. `colour_hex` is `#RRGGBB`, inherited colours resolved. `own` counts
    the code alone; `branch` counts it with everything beneath it, each transcript and
    participant once. `per_group` holds the participants of the branch in each group of the
    document, in its order. `quote` is verbatim, and empty when no example was chosen.
    """

    code: Code
    path: str
    depth: int
    colour_hex: str
    own: Counts = Counts()
    branch: Counts = Counts()
    per_group: tuple[int, ...] = ()
    quote: str = ""
    quote_label: str = ""


@dataclass(frozen=True, slots=True)
class CodebookDocument:
    """A whole codebook; entries stand in tree order, parents before children.

    `made_at` is ISO 8601. `material` counts the whole study, coded or not.
    """

    study_name: str
    question: str
    coders: tuple[str, ...]
    made_at: str
    groups: tuple[GroupSize, ...]
    entries: tuple[Entry, ...]
    material: Counts = Counts()
