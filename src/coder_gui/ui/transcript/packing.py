"""Packs margin stripes beside the text like events of a calendar; pure arithmetic, no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

LONGEST_SLIDE = 20
"""How far a name may slide down from the top of its stripe."""
NARROW = 14
"""Width of a stripe that has no room for its name."""
FOLD = 26
"""Width of a stripe that stands for several, with their number."""
MOST_NARROW = 3
COLUMN_GAP = 4
TWO_COLUMNS_FROM, THREE_COLUMNS_FROM = 160, 320
"""Widths of the margin; in less than half of 160 px no name could be read."""
NAMES_FROM = 84
"""In a margin below this there are only narrow stripes, without any name."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A coded passage's height on the page: what has to be packed."""

    id: int
    top: float
    bottom: float
    name: str


@dataclass(frozen=True, slots=True)
class Stripe:
    """Where a passage's stripe stands, x from the margin's inner edge.

    Args:
        name_top: Where the name begins, at most 20 px below `top`.
        name_bottom: Where it ends; it may run below the stripe.
        narrow: Without a name; it opens on hover.
        folded: Ids of the passages that a stripe of several stands for, `id` being the first.
    """

    id: int
    x: float
    width: float
    top: float
    bottom: float
    name_top: float
    name_bottom: float
    narrow: bool = False
    folded: tuple[int, ...] = ()

    @property
    def ids(self) -> tuple[int, ...]:
        """The passages that it stands for."""
        return self.folded or (self.id,)

    @property
    def lowest(self) -> float:
        return max(self.bottom, self.name_bottom)


NameHeight = Callable[[str, float], float]
"""Height of a name that wraps in a width."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """One way to divide a margin: a few named columns, then narrow ones, then the folded."""

    named: int
    narrow: int
    margin: float
    folds: bool = False

    def width(self) -> float:
        room = self._outer() - self.narrow * (NARROW + COLUMN_GAP) - (self.named - 1) * COLUMN_GAP
        return room / self.named

    def _outer(self) -> float:
        return self.margin - (FOLD + COLUMN_GAP if self.folds else 0)

    def named_x(self) -> Iterator[float]:
        for number in range(self.named):
            yield number * (self.width() + COLUMN_GAP)

    def narrow_x(self) -> Iterator[float]:
        for number in range(self.narrow):
            yield self._outer() - (self.narrow - number) * (NARROW + COLUMN_GAP) + COLUMN_GAP


def clusters(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Passages that overlap, directly or through others, from the top of the page."""
    group: list[Passage] = []
    lowest = float("-inf")
    for passage in sorted(passages, key=lambda passage: passage.top):
        if group and passage.top >= lowest:
            yield group
            group = []
        group.append(passage)
        lowest = max(lowest, passage.bottom)
    if group:
        yield group


def pack(
    passages: Sequence[Passage], above: Sequence[Stripe], margin: float, name_height: NameHeight
) -> list[Stripe]:
    """Place stripes: as few and as wide columns as let every name be read, cluster by cluster.

    Args:
        passages: In text order.
        above: Stripes that are placed already and may reach down to these.
        margin: Width to fill.
    """
    placed = list(above)
    for cluster in clusters(passages):
        top = cluster[0].top
        near = [stripe for stripe in placed if stripe.lowest > top]
        placed.extend(_place_cluster(cluster, near, margin, name_height))
    return placed[len(above) :]


def _divisions(margin: float) -> Iterator[_Columns]:
    if margin < NAMES_FROM:
        yield _Columns(0, int((margin + COLUMN_GAP) // (NARROW + COLUMN_GAP)), margin)
        yield _Columns(0, max(int((margin - FOLD) // (NARROW + COLUMN_GAP)), 0), margin, folds=True)
        return
    most = 3 if margin >= THREE_COLUMNS_FROM else 2 if margin >= TWO_COLUMNS_FROM else 1
    for named in range(1, most + 1):
        yield _Columns(named, 0, margin)
    for narrow in range(1, MOST_NARROW + 1):
        yield _Columns(most, narrow, margin)
    yield _Columns(most, MOST_NARROW - 1, margin, folds=True)


def _place_cluster(
    cluster: list[Passage], near: list[Stripe], margin: float, name_height: NameHeight
) -> list[Stripe]:
    placed: list[Stripe] = []
    left_over: list[Passage] = []
    for columns in _divisions(margin):
        placed, left_over = [], []
        for passage in cluster:
            around = near + placed
            stripe = _named(passage, columns, around, name_height)
            if stripe is None and columns.narrow:
                stripe = _narrow(passage, columns, around)
            if stripe is not None:
                placed.append(stripe)
            elif columns.folds:
                left_over.append(passage)
            else:
                break
        else:
            return placed + [_fold(group, margin) for group in clusters(left_over)]
    return placed


def _fold(group: Sequence[Passage], margin: float) -> Stripe:
    """One stripe for passages that find no room beside each other."""
    top, bottom = group[0].top, max(passage.bottom for passage in group)
    ids = tuple(passage.id for passage in group)
    return Stripe(ids[0], max(margin - FOLD, 0), FOLD, top, bottom, top, top, True, ids)


def _named(
    passage: Passage, columns: _Columns, around: Sequence[Stripe], name_height: NameHeight
) -> Stripe | None:
    if not columns.named:
        return None
    width = columns.width()
    height = name_height(passage.name, width)
    for x in columns.named_x():
        name_top = passage.top
        for other in around:
            if other.x >= x + width or other.x + other.width <= x:
                continue
            if other.top < passage.bottom and other.bottom > passage.top:
                break
            # Another's name hangs into this stripe: this name slides below it.
            if other.name_top < passage.top + height and other.name_bottom > name_top:
                name_top = other.name_bottom
        else:
            if name_top - passage.top <= LONGEST_SLIDE:
                return Stripe(
                    passage.id, x, width, passage.top, passage.bottom, name_top, name_top + height
                )
    return None


def _narrow(passage: Passage, columns: _Columns, around: Sequence[Stripe]) -> Stripe | None:
    for x in columns.narrow_x():
        found = Stripe(
            passage.id, x, NARROW, passage.top, passage.bottom, passage.top, passage.top, True
        )
        free = all(
            other.x >= x + NARROW
            or other.x + other.width <= x
            or other.lowest <= passage.top
            or other.top >= passage.bottom
            for other in around
        )
        if free:
            return found
    return None
