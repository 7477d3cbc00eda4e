"""Where in a text one coder gave one code and the other another: a cell of the confusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coder_gui.domain.agreement.disagreements import without
from coder_gui.domain.passages import Range, clip, union

Cell = tuple[int | None, int | None]
"""(code of A, code of B); None is no (further) code."""


def confused(
    of_a: Mapping[int, Sequence[Range]],
    of_b: Mapping[int, Sequence[Range]],
    cell: Cell,
    windows: Sequence[Range],
) -> list[Range]:
    """The ranges of one text that `confusions` counts in a cell off the diagonal.

    Args:
        of_a: What A gave each code, in any order.
        of_b: The same of B.
        windows: The text that counts, sorted and disjoint.
    """
    left = _left(of_a, of_b, cell[0], windows)
    return clip(left, _left(of_b, of_a, cell[1], windows))


def _left(
    own: Mapping[int, Sequence[Range]],
    theirs: Mapping[int, Sequence[Range]],
    code_id: int | None,
    windows: Sequence[Range],
) -> list[Range]:
    """What is left of a coder's code where the other gave it, too; of None, what has none left."""
    if code_id is not None:
        return without(clip(own.get(code_id, ()), windows), theirs.get(code_id, ()))
    left = union(
        each for code, ranges in own.items() for each in without(ranges, theirs.get(code, ()))
    )
    return without(windows, left)
