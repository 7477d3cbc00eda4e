"""The sentences and figures that all codebook documents share."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from coder_gui.domain.model import CodeKind
from coder_gui.exchange.codebooks.entries import CodebookDocument, Counts, Entry

# Not strftime: month names would follow the computer's language while the rest is English.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def facts(document: CodebookDocument) -> list[tuple[str, str]]:
    """Label and text of each fact of the study that is known."""
    material = document.material
    amounts = (
        plural(material.transcripts, "transcript"),
        plural(material.participants, "participant"),
        plural(material.segments, "segment"),
    )
    groups = ", ".join(f"{group.name} {group.participants:,}" for group in document.groups)
    found = [
        ("Coders" if len(document.coders) > 1 else "Coder", ", ".join(document.coders)),
        ("Date", date_text(document.made_at)),
        ("Codebook", contents_text(document)),
        ("Material", ", ".join(amounts)),
        ("Groups", groups),
    ]
    return [(label, text) for label, text in found if text]


def contents_text(document: CodebookDocument) -> str:
    """How many themes and codes there are."""
    kinds = Counter(entry.code.kind for entry in document.entries)
    return f"{plural(kinds['theme'], 'theme')}, {plural(kinds['code'], 'code')}"


def how_counts_are_read(document: CodebookDocument) -> list[tuple[str, str]]:
    """Each term of the counts with what it means."""
    twice = ", and so does one coded by two coders" if len(document.coders) > 1 else ""
    return [
        (
            "Segments",
            "are coded passages: one passage that one coder gave one code. "
            f"A passage with two codes counts once for each{twice}.",
        ),
        ("Transcripts", "are the different transcripts in which at least one segment stands."),
        ("Participants", "are the different people whose transcripts these are."),
        (
            "With its branch",
            "means a theme or code together with everything beneath it. Transcripts and "
            "participants count once however often they recur, so these figures are not sums.",
        ),
    ]


def kind_texts(document: CodebookDocument) -> list[str]:
    """For each entry, such as “Theme, with 2 codes”.

    Deep in the tree, where headings no longer look different, the parent is named as well.
    """
    names = {entry.code.id: entry.code.name for entry in document.entries}
    beneath: dict[int | None, Counter[CodeKind]] = {}
    for entry in document.entries:
        beneath.setdefault(entry.code.parent_id, Counter())[entry.code.kind] += 1
    found = []
    for entry in document.entries:
        text = entry.code.kind.capitalize()
        if entry.depth >= 2 and entry.code.parent_id in names:
            text += f" in “{names[entry.code.parent_id]}”"
        kinds = beneath.get(entry.code.id, Counter())
        parts = [plural(kinds[kind], kind) for kind in ("theme", "code") if kinds[kind]]
        found.append(f"{text}, with {' and '.join(parts)}" if parts else text)
    return found


def date_text(iso: str) -> str:
    """The day of an ISO 8601 moment as people write it: 2 March 2026."""
    moment = datetime.fromisoformat(iso)
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def plural(number: int, noun: str) -> str:
    """A number with its noun: 1 code, 2 codes."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def counts_text(counts: Counts) -> str:
    """Where the segments come from, in words."""
    if not counts.segments:
        return "no segments"
    text = f"{plural(counts.segments, 'segment')} in {plural(counts.transcripts, 'transcript')}"
    if counts.participants:
        text += f", from {plural(counts.participants, 'participant')}"
    return text


def entry_counts_text(entry: Entry) -> str:
    """The counts line of an entry; the branch is told apart only where it makes a difference."""
    if not entry.branch.segments:
        return "Not used yet"
    if entry.own == entry.branch:
        return counts_text(entry.own)
    branch, own = counts_text(entry.branch), counts_text(entry.own)
    return f"With its branch: {branch}. By itself: {own}."


def groups_text(document: CodebookDocument, entry: Entry) -> str:
    """Participants of each group, such as “Carers 6 of 12, Professionals 1 of 12”."""
    if not entry.branch.segments:
        return ""
    return ", ".join(
        f"{group.name} {count:,} of {group.participants:,}"
        for group, count in zip(document.groups, entry.per_group, strict=True)
    )
