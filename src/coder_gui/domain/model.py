"""The nouns of a study as frozen records; everything read from a project is one of these.

Offsets are half-open ranges of Unicode code points in the stored text of a transcript.
Times are ISO 8601 in UTC (`2026-03-02T10:42:00Z`). A `guid` names a thing for ever and in
every copy of a project; an `id` names it inside one project file only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

CodeKind = Literal["theme", "code"]
Stance = Literal["for", "against", "mixed"]
AttributeKind = Literal["text", "number", "date", "choice", "yes_no"]
Method = Literal["reflexive", "codebook", "reliability"]
MemoKind = Literal["memo", "journal"]
CoderKind = Literal["person", "consensus", "earlier"]

Emphasis = Literal["bold", "italic", "underline"]

STANCES: tuple[Stance, ...] = ("for", "against", "mixed")


@dataclass(frozen=True, slots=True)
class Study:
    """The study sheet."""

    guid: str
    name: str
    question: str
    method: Method
    label_template: str
    description: str
    created_at: str


@dataclass(frozen=True, slots=True)
class Coder:
    """Whose segments these are: a person's, a consensus of two, or a person's of an earlier time.

    Only persons code; the others are compared, counted and exported like them.
    """

    id: int
    guid: str
    name: str
    kind: CoderKind = "person"


@dataclass(frozen=True, slots=True)
class Assignment:
    """That a coder was asked to code a transcript; without it, silence means nothing."""

    coder_id: int
    transcript_id: int
    finished_at: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """A participant group, such as carers."""

    id: int
    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed question that is answered for each participant."""

    id: int
    guid: str
    name: str
    kind: AttributeKind


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who was interviewed, with values by attribute id, stored as text."""

    id: int
    guid: str
    label: str
    group_id: int | None
    values: dict[int, str]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until the next one speaks.

    `start` is where the paragraph with the speaker's label begins, `speech` where the
    spoken words begin, `end` where they end (before the line break). Times are milliseconds.
    A turn of nobody in particular, such as a subtitle, has an empty `speaker`. `participant_id`
    is set where the speaker is another participant than the transcript's.
    """

    start: int
    speech: int
    end: int
    speaker: str
    interviewer: bool = False
    time_ms: int | None = None
    end_ms: int | None = None
    participant_id: int | None = None


@dataclass(frozen=True, slots=True)
class FormatSpan:
    """Words that the transcriber made bold, italic or underlined."""

    start: int
    end: int
    style: Emphasis


@dataclass(frozen=True, slots=True)
class TranscriptDraft:
    """A transcript as a reader found it in a file, before it is in a project."""

    name: str
    text: str
    turns: tuple[Turn, ...]
    source_name: str
    format: str
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
    original: bytes = field(default=b"", repr=False)
    spans: tuple[FormatSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptInfo:
    """A transcript without its text, as lists show it. `length` is in code points."""

    id: int
    guid: str
    name: str
    participant_id: int | None
    length: int
    words: int
    source_name: str
    format: str
    text_sha256: str
    created_at: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript with its stored text, its turns and its emphasis."""

    info: TranscriptInfo
    text: str
    turns: tuple[Turn, ...]
    spans: tuple[FormatSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A theme or code of the codebook with its six-part entry.

    `colour` is a palette name, `#RRGGBB`, or None to take the parent's. `position` orders
    siblings. `shortcut` is the number key, 1 to 9, that gives the code. An archived code keeps
    its segments and is no longer offered.
    """

    id: int
    guid: str
    parent_id: int | None
    kind: CodeKind
    name: str
    colour: str | None
    brief: str = ""
    definition: str = ""
    use_when: str = ""
    avoid_when: str = ""
    example: str = ""
    position: int = 0
    shortcut: int | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A passage of a transcript that a coder gave a code.

    `to_check` says that its words were corrected since, and nobody has looked at it yet;
    `unsure` that the coder wants to come back to it.
    """

    id: int
    guid: str
    transcript_id: int
    code_id: int
    coder_id: int
    start: int
    end: int
    comment: str
    stance: Stance | None
    created_at: str
    modified_at: str
    to_check: bool = False
    good_quote: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Memo:
    """A note on the project, or on one of its things, or a journal entry.

    At most one of the four ids is set; `start` and `end` anchor it to a passage of the
    transcript when both are set.
    """

    id: int
    guid: str
    kind: MemoKind
    title: str
    text: str
    author_id: int | None
    created_at: str
    modified_at: str
    transcript_id: int | None = None
    code_id: int | None = None
    segment_id: int | None = None
    participant_id: int | None = None
    start: int | None = None
    end: int | None = None
