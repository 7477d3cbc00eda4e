"""Reads ELAN's annotations (.eaf): tiers of speakers, merged by time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.archive import parsed
from coder_gui.exchange.transcripts.eaf_tiers import Tier, tiers_of
from coder_gui.exchange.transcripts.emphasis import without_signs
from coder_gui.exchange.transcripts.reading import Reading, refusal
from coder_gui.exchange.transcripts.spoken import Utterance, spoken_reading

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_NAMED = 10
"""How many tiers a warning names."""
_DEEPEST = 50
_UNNAMED = "default"
"""Name of the tier that a new document has."""


def read(data: bytes, source_name: str) -> Reading:
    """The annotations of all tiers that hold speech, in the order of time.

    Raises:
        UnreadableFile: The file is no ELAN document, or is damaged.
    """
    root = _root(data, source_name)
    tiers = tiers_of(root)
    left_out = _left_out(tiers)
    names = _names([tier for tier in tiers.values() if tier.id not in left_out])
    timed = [
        (note.order, Utterance(names[tier.id], without_signs(note.text), note.start, note.end))
        for tier in tiers.values()
        if tier.id in names
        for note in tier.notes
    ]
    # What begins at the same time stays in the order of the tiers.
    timed.sort(key=lambda pair: pair[0])
    warnings = (_warning(source_name, left_out),) if left_out else ()
    return spoken_reading((utterance for _, utterance in timed), warnings=warnings)


def _root(data: bytes, source_name: str) -> _Element:
    start = data[:400].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    root = parsed(data, "annotations", source_name) if start.startswith(b"<") else None
    if root is None or root.tag != "ANNOTATION_DOCUMENT":
        raise refusal(
            source_name,
            "it is not an ELAN document, though its name says so",
            "Open it in ELAN, save it again, and import that; or export it as text.",
        )
    return root


def _left_out(tiers: dict[str, Tier]) -> list[str]:
    """Tiers that say the same again: words and glosses of others, and numbers of annotations."""
    speaking = {tier.id for tier in tiers.values() if tier.words}
    over_speech = {tier.parent for tier in tiers.values() if tier.words}
    numbering = {id for id in speaking & over_speech if id in tiers and tiers[id].is_numbering}
    left: dict[str, None] = {}
    for tier in tiers.values():
        line = _line_of(tier, tiers)
        spoken_above = any(above.id in speaking - numbering for above in line[1:])
        divides = any(one.divides for one in line)
        if tier.id in numbering or (tier.id in speaking and divides and spoken_above):
            left[tier.id] = None
    return list(left)


def _line_of(tier: Tier, tiers: dict[str, Tier]) -> list[Tier]:
    """The tier, its parent, the parent's parent …, however the file has them point."""
    line = [tier]
    seen = {tier.id}
    while line[-1].parent in tiers and line[-1].parent not in seen and len(line) < _DEEPEST:
        seen.add(line[-1].parent)
        line.append(tiers[line[-1].parent])
    return line


def _names(tiers: Sequence[Tier]) -> dict[str, str]:
    """The speaker of each tier; a second tier of the same one is told apart by its own name."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for tier in tiers:
        if tier.words:
            name = tier.participant or ("" if tier.id.lower() == _UNNAMED else tier.id)
            counts[name] += 1
            names[tier.id] = name if counts[name] == 1 or not name else f"{name} ({tier.id})"
    return names


def _warning(source_name: str, left_out: Sequence[str]) -> str:
    names = ", ".join(f"“{name[:60]}”" for name in left_out[:_MOST_NAMED])
    more = len(left_out) - _MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    return (
        f"“{source_name}” has tiers that divide or number the annotations of others; they stayed "
        f"behind: {names}{rest}."
    )
