"""The index of marks, tints and underlines, and the packing of stripes."""

import random

from hypothesis import given
from hypothesis import strategies as st

from coder_gui.ui.transcript.layers import Layer, divide
from coder_gui.ui.transcript.marks import Mark, MarkIndex, text_order
from coder_gui.ui.transcript.packing import FOLD, LONGEST_SLIDE, NARROW, Passage, Stripe, pack
from coder_gui.ui.transcript.stripes import PIECE, Stripes

MARKS = st.lists(
    st.tuples(st.integers(1, 40), st.integers(0, 9_000), st.integers(1, 3_000)).map(
        lambda t: Mark(t[0], t[1], t[1] + t[2], "Hope", "blue")
    ),
    max_size=30,
    unique_by=lambda mark: mark.id,
)


def lines_high(name, width):
    return 16 * -(-len(name) * 6 // int(width))


@given(MARKS, st.integers(0, 9_000), st.integers(0, 4_000))
def test_overlapping_marks_are_found(marks, start, length):
    end = start + length
    index = MarkIndex(marks)
    expected = [m for m in marks if m.start < end and m.end > start and length]
    assert index.overlapping(start, end) == sorted(expected, key=text_order)
    expected = [m for m in marks if start <= m.start < end]
    assert index.starting(start, end) == sorted(expected, key=text_order)


@given(MARKS, MARKS, st.sets(st.integers(1, 40)))
def test_adding_and_removing_is_the_same_as_indexing_anew(before, added, gone):
    index = MarkIndex(before)
    for mark in added:
        index.add(mark)
    for number in gone:
        index.remove(number)
    kept = {mark.id: mark for mark in [*before, *added] if mark.id not in gone}
    anew = MarkIndex(kept.values())
    assert sorted(index, key=text_order) == sorted(kept.values(), key=text_order)
    assert index.overlapping(0, 20_000) == anew.overlapping(0, 20_000)
    assert index.starting(0, 20_000) == anew.starting(0, 20_000)


def test_walking_goes_through_the_text_in_order():
    first, second, third = (
        Mark(7, 10, 90, "A", "blue"), Mark(3, 10, 20, "B", "blue"), Mark(5, 40, 50, "C", "blue"),
    )  # fmt: skip
    index = MarkIndex([third, second, first])
    assert index.neighbour(None, 0, 1) == first
    assert index.neighbour(7, 0, 1) == second
    assert index.neighbour(3, 0, 1) == third
    assert index.neighbour(5, 0, 1) is None
    assert index.neighbour(7, 0, -1) is None
    assert index.neighbour(None, 40, -1) == second


def test_the_earliest_tints_and_each_other_one_underlines_a_step_higher():
    tints, underlines = divide([Layer(0, 30, "a"), Layer(10, 40, "b"), Layer(20, 30, "c")])
    assert [(t.start, t.end, t.key) for t in tints] == [(0, 30, "a"), (30, 40, "b")]
    found = sorted((u.start, u.end, u.key, u.level) for u in underlines)
    assert found == [(10, 30, "b", 0), (20, 30, "c", 1)]


def test_the_highest_rank_takes_the_tint():
    tints, underlines = divide([Layer(0, 30, "a"), Layer(10, 40, "b", rank=2)])
    assert [(t.start, t.end, t.key) for t in tints] == [(0, 10, "a"), (10, 40, "b")]
    assert [(u.start, u.end, u.key) for u in underlines] == [(10, 30, "a")]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.integers(0, 3)), max_size=8))
def test_every_covered_character_has_one_tint_and_an_underline_for_each_other(spans):
    layers = sorted(
        (Layer(start, start + length, number, rank)
         for number, (start, length, rank) in enumerate(spans)),
        key=lambda layer: layer.start,
    )  # fmt: skip
    tints, underlines = divide(layers)
    for place in range(60):
        covering = [layer for layer in layers if layer.start <= place < layer.end]
        tint = [t.key for t in tints if t.start <= place < t.end]
        lines = [(u.key, u.level) for u in underlines if u.start <= place < u.end]
        assert sorted(tint + [key for key, _level in lines]) == sorted(x.key for x in covering)
        assert sorted(level for _key, level in lines) == list(range(max(len(covering) - 1, 0)))
        if covering:
            top = max(layer.rank for layer in covering)
            assert tint == [next(layer.key for layer in covering if layer.rank == top)]


PASSAGES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 8), st.sampled_from(["Hope", "x" * 60, "y" * 30])),
    max_size=25,
).map(
    lambda rows: [
        Passage(number, top * 28, (top + lines) * 28 - 5, name)
        for number, (top, lines, name) in enumerate(sorted(rows))
    ]
)


def apart(one: Stripe, other: Stripe) -> bool:
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.bottom <= other.top
        or other.bottom <= one.top
    )


@given(PASSAGES, st.sampled_from([40, 60, 120, 200, 330]))
def test_stripes_with_names_never_cover_each_other(passages, margin):
    stripes = pack(passages, [], margin, lines_high)
    ids = sorted(each for stripe in stripes for each in stripe.ids)
    assert ids == [passage.id for passage in passages]
    named = [stripe for stripe in stripes if not stripe.narrow]
    for number, one in enumerate(named):
        assert one.x >= 0
        assert one.x + one.width <= margin + 0.01
        assert 0 <= one.name_top - one.top <= LONGEST_SLIDE
        for other in named[number + 1 :]:
            assert apart(one, other)
            same_column = one.x < other.x + other.width and other.x < one.x + one.width
            assert not same_column or (
                one.name_bottom <= other.name_top or other.name_bottom <= one.name_top
            )
    assert all(s.width == (FOLD if s.folded else NARROW) for s in stripes if s.narrow)
    assert all(s.x + s.width <= margin for s in stripes if s.narrow)


def test_one_stripe_has_the_whole_margin_and_two_share_it():
    alone = pack([Passage(1, 0, 50, "Hope")], [], 200, lines_high)
    assert [(s.x, s.width) for s in alone] == [(0, 200)]
    both = pack([Passage(1, 0, 50, "A"), Passage(2, 28, 80, "B")], [], 200, lines_high)
    assert [(s.x, s.width) for s in both] == [(0, 98), (102, 98)]


def test_a_third_one_is_narrow_and_has_a_column_of_its_own_in_a_wide_margin():
    three = [Passage(n, 0, 50, "Hope") for n in range(3)]
    assert [s.narrow for s in pack(three, [], 200, lines_high)] == [False, False, True]
    assert [s.narrow for s in pack(three, [], 320, lines_high)] == [False, False, False]


def stripes_of(index: MarkIndex, width: float = 200) -> Stripes:
    """Fifty characters to a line of 28 px."""
    made = Stripes(
        "right",
        lambda m: Passage(m.id, m.start // 50 * 28, ((m.end - 1) // 50 + 1) * 28 - 5, m.name),
        lambda point: point // 50 * 28,
        lines_high,
    )
    made.reset(index, width)
    return made


def many_marks(number: int = 400, seed: int = 1) -> list[Mark]:
    chance = random.Random(seed)
    starts = [chance.randrange(0, 40_000) for _ in range(number)]
    return [
        Mark(n, start, start + chance.choice((40, 200, 600)), "A code name " * 2, "blue")
        for n, start in enumerate(starts)
    ]


def test_a_stripe_keeps_its_place_while_one_scrolls():
    stripes = stripes_of(MarkIndex(many_marks()))
    places: dict[int, Stripe] = {}
    for top in range(0, 40_000, 500):
        for stripe in stripes.between(top, top + 2_000):
            assert places.setdefault(stripe.id, stripe) == stripe
    for top in range(38_000, -1, -500):
        for stripe in stripes.between(top, top + 2_000):
            assert places[stripe.id] == stripe


def test_all_marks_of_a_window_have_a_stripe_wherever_one_jumps():
    index = MarkIndex([*many_marks(), Mark(9_000, 100, 39_000, "A long one", "moss")])
    for top in (30_000, 100, 20_480, 39_000, 0):
        stripes = stripes_of(index).between(top, top + 2_000)
        shown = {each for stripe in stripes for each in stripe.ids}
        assert {m.id for m in index.overlapping(top, top + 2_000)} <= shown


def test_touched_pieces_are_packed_as_if_all_were_packed_anew():
    chance = random.Random(2)
    index = MarkIndex(many_marks())
    stripes = stripes_of(index)
    stripes.between(0, 40_000)
    for number in range(40):
        before = index.remove(chance.randrange(400))
        start = chance.randrange(0, 40_000)
        mark = Mark(1_000 + number, start, start + 300, "Another", "green")
        index.add(mark)
        stripes.touch([mark, *([before] if before else [])])
        assert stripes.between(0, 40_000) == stripes_of(index).between(0, 40_000)


def test_a_window_packs_only_what_is_near():
    measured: list[int] = []

    def measure(mark: Mark) -> Passage:
        measured.append(mark.start)
        return Passage(mark.id, mark.start, mark.end, mark.name)

    stripes = Stripes("right", measure, float, lines_high)
    stripes.reset(MarkIndex(many_marks()), 200)
    stripes.between(20_000, 21_000)
    assert measured
    assert min(measured) > 20_000 - 3 * PIECE
    assert max(measured) < 21_000 + PIECE
