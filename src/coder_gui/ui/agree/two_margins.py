"""What the reader shows of two coders: marks in two margins, shades, and where they differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from coder_gui.domain.codebook import Codebook
from coder_gui.domain.counted import counted
from coder_gui.domain.model import Segment, Turn
from coder_gui.domain.passages import Range, clip, union
from coder_gui.domain.text import word_count
from coder_gui.ui.transcript import Mark, Shade

COLOURS = ("blue", "rust")
"""Of A and B, as the textures have them; place and letter tell the coders apart too."""


@dataclass(frozen=True, slots=True)
class Split:
    """One code in one transcript: sorted, disjoint ranges that both gave it, or only one."""

    agreed: list[Range]
    only_a: list[Range]
    only_b: list[Range]

    def shades(self) -> list[Shade]:
        return [
            *(Shade(*each, "agreed") for each in self.agreed),
            *(Shade(*each, "only_a") for each in self.only_a),
            *(Shade(*each, "only_b") for each in self.only_b),
        ]


def split(
    segments: Iterable[Segment],
    coders: tuple[int, int],
    codes: Collection[int],
    windows: Sequence[Range],
) -> Split:
    """Tell apart what two coders gave some codes in one transcript.

    Args:
        windows: The text that counts, sorted and disjoint.
    """
    ranges: dict[int, list[Range]] = {coder: [] for coder in coders}
    for segment in segments:
        if segment.code_id in codes and segment.coder_id in ranges:
            ranges[segment.coder_id].append((segment.start, segment.end))
    a, b = (clip(ranges[coder], windows) for coder in coders)
    return Split(clip(a, b), clip(a, _gaps(b, windows)), clip(b, _gaps(a, windows)))


def _gaps(ranges: Sequence[Range], windows: Sequence[Range]) -> list[Range]:
    """What sorted, disjoint ranges leave free, up to the last window's end."""
    free: list[Range] = []
    reached = 0
    for start, end in ranges:
        if start > reached:
            free.append((reached, start))
        reached = end
    last = windows[-1][1] if windows else 0
    return [*free, (reached, last)] if reached < last else free


def counted_text(length: int, turns: Sequence[Turn], interviewer_turns: bool) -> list[Range]:
    """The text that counts: all of it, or all but the interviewer's turns."""
    if interviewer_turns:
        return union([(0, length)])
    spoken = union((turn.start, turn.end) for turn in turns if turn.interviewer)
    return _gaps(spoken, [(0, length)])


def marks_of_all(
    segments: Iterable[Segment], coders: tuple[int, int], book: Codebook
) -> list[Mark]:
    """Every segment of both coders under its code's name and colour, A's at the left."""
    return [
        Mark(
            segment.id,
            segment.start,
            segment.end,
            book[segment.code_id].name,
            book.shade(segment.code_id),
            "left" if segment.coder_id == coders[0] else "right",
        )
        for segment in segments
        if segment.code_id in book
    ]


def marks_of_cell(
    segments: Iterable[Segment],
    coders: tuple[int, int],
    book: Codebook,
    cell: Sequence[Collection[int] | None],
    text: str,
) -> list[Mark]:
    """A's segments of one code and B's of another, each with the code's name.

    Args:
        cell: The codes of A and those of B; None for no code.
    """
    theirs = [codes if codes is not None else () for codes in cell]
    wanted = [each for each in segments if each.code_id in theirs[coders.index(each.coder_id)]]
    codes = {segment.code_id for segment in wanted}
    return marks_of_code(wanted, coders, book, None, codes, text)


def marks_of_code(
    segments: Iterable[Segment],
    coders: tuple[int, int],
    book: Codebook,
    code_id: int | None,
    codes: Collection[int],
    text: str,
) -> list[Mark]:
    """The segments of one code, or of its branch: letter and words; another code's name as well.

    Args:
        code_id: The code that needs no name, because it stands above the text.
        codes: The code itself and those that are rolled up into it.
    """
    marks = []
    for segment in segments:
        if segment.code_id not in codes:
            continue
        side = coders.index(segment.coder_id)
        words = counted(word_count(text[segment.start : segment.end]), "word")
        name = f"{'AB'[side]}  {words}"
        if segment.code_id != code_id:
            name += f" · {book[segment.code_id].name}"
        marks.append(
            Mark(
                segment.id,
                segment.start,
                segment.end,
                name,
                COLOURS[side],
                "right" if side else "left",
                band=False,
            )
        )
    return marks
