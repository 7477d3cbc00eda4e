"""What is seen in the reader, pixel by pixel, and the facts about Qt that it rests on."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QTextBlockFormat
from PySide6.QtWidgets import QTextEdit
from transcript_texts import ARABIC, INTERVIEW, mark, spoken, transcript

from coder_gui.ui import theme
from coder_gui.ui.code_colours import code_colour
from coder_gui.ui.transcript.lines import lines_between
from coder_gui.ui.transcript.marks import Mark, Shade
from coder_gui.ui.transcript.page import LABEL_COLUMN, TypeSize, fit_page
from coder_gui.ui.transcript.transcript_view import TranscriptView

TEXT = INTERVIEW.text
BELIEVED = mark(1, "“My son has the same diagnosis, and for two years", "Being believed", "ochre")
DIAGNOSIS = mark(2, "same diagnosis", "A diagnosis", "blue")
ASKED = mark(3, "Did that change", "Whose side?", "crimson")


@pytest.fixture(params=["light", "dark"])
def view(request, qtbot, qapp):
    theme.apply(qapp, request.param)
    made = TranscriptView()
    qtbot.addWidget(made)
    made.resize(854, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.show_transcript(INTERVIEW, [BELIEVED, DIAGNOSIS, ASKED])
    yield made
    theme.apply(qapp, "light")


def seen(view) -> QImage:
    return view.viewport().grab().toImage()


def rects(view, start, end):
    """What a stored range covers, line by line, in the viewport."""
    units = view._units(start, end)
    lines = lines_between(view.document(), 0, 10_000)
    found = [rect for line in lines for rect in line.rects(*units)]
    return [rect.translated(-view._scrolled()).toRect() for rect in found]


def colours_in(image, rect):
    return {
        image.pixelColor(x, y).name()
        for x in range(rect.left() + 1, rect.right())
        for y in range(rect.top() + 1, rect.bottom())
    }


def shown_in(view, start, end):
    """All colours that are seen where a stored range stands."""
    image = seen(view)
    return set().union(*(colours_in(image, rect) for rect in rects(view, start, end)))


def test_a_coded_word_has_its_band_and_the_words_around_it_have_none(view):
    band = code_colour("ochre").band.name()
    word = TEXT.index("for two")
    assert band in shown_in(view, word, word + 7)
    after = TEXT.index("my phone")
    assert (
        shown_in(view, after, after + 8)
        & {
            band,
            code_colour("blue").band.name(),
            code_colour("ochre").selected.name(),
        }
        == set()
    )
    assert theme.tokens().page.name() in shown_in(view, after, after + 8)


def test_of_two_the_earlier_tints_and_the_other_underlines(view):
    found = shown_in(view, DIAGNOSIS.start, DIAGNOSIS.end)
    assert code_colour("ochre").band.name() in found
    assert code_colour("blue").stripe.name() in found
    assert code_colour("blue").band.name() not in found


def test_the_chosen_one_tints_more_strongly_and_the_earlier_underlines(view):
    view.choose(DIAGNOSIS.id)
    found = shown_in(view, DIAGNOSIS.start, DIAGNOSIS.end)
    assert code_colour("blue").selected.name() in found
    assert code_colour("ochre").stripe.name() in found
    assert code_colour("ochre").band.name() not in found


def test_the_chosen_one_has_knobs_at_both_ends(view):
    def knobs():
        image = seen(view)
        colour = code_colour("blue").stripe.name()
        covered = rects(view, DIAGNOSIS.start, DIAGNOSIS.end)
        first, last = covered[0], covered[-1]
        return (
            image.pixelColor(first.left(), first.top() - 3).name() == colour,
            image.pixelColor(last.left() + last.width(), last.bottom() + 4).name() == colour,
        )

    assert knobs() == (False, False)
    view.choose(DIAGNOSIS.id)
    assert knobs() == (True, True)


def test_a_selection_is_seen_over_a_band(view):
    word = TEXT.index("for two")
    view.select(word, word + 7)
    tint = theme.mix(theme.tokens().acc, theme.SELECTION_SHARE, theme.tokens().page)
    found = shown_in(view, word, word + 7)
    assert tint.name() in found
    assert code_colour("ochre").band.name() not in found
    assert theme.contrast(theme.tokens().tx, tint) >= 4.5


def test_coded_words_of_the_interviewer_have_the_full_text_colour(view):
    shown = theme.tokens()
    uncoded = TEXT.index("how you saw the team")
    assert shown.tx2.name() in shown_in(view, uncoded, uncoded + 20)
    coded = shown_in(view, ASKED.start, ASKED.end)
    assert shown.tx2.name() not in coded
    assert shown.tx.name() in coded
    view.update_marks([], [ASKED.id])
    assert shown.tx2.name() in shown_in(view, ASKED.start, ASKED.end)


def test_labels_stand_in_their_column_and_stripes_in_the_margin(view):
    image = seen(view)
    page = view._page
    words = rects(view, INTERVIEW.turns[0].speech, INTERVIEW.turns[0].speech + 4)[0]
    label = words.translated(page.labels_left - words.left(), 0)
    label.setWidth(LABEL_COLUMN)
    assert len(colours_in(image, label)) > 3
    x = page.margin_left + 2
    column = {image.pixelColor(x, y).name() for y in range(image.height())}
    assert {code_colour(name).stripe.name() for name in ("ochre", "crimson")} <= column
    assert code_colour("blue").stripe.name() not in column


def test_a_stripe_stands_beside_its_words(view):
    image = seen(view)
    x = view._page.margin_left + 2
    colour = code_colour("crimson").stripe.name()
    rows = [y for y in range(image.height()) if image.pixelColor(x, y).name() == colour]
    band = rects(view, ASKED.start, ASKED.end)[0]
    assert abs(rows[0] - band.top()) <= 2
    assert abs(rows[-1] - band.bottom()) <= 2


def test_updating_some_marks_is_seen_as_if_all_had_been_set(view):
    more = [
        mark(number, words, f"Code {number}", "moss")
        for number, words in enumerate(("She put", "cup down", "in my hand", "the doctors"), 10)
    ]
    recoloured = mark(BELIEVED.id, "two years", "Renamed", "purple")
    view.update_marks([*more, recoloured], [ASKED.id])
    updated = seen(view)
    view.set_marks([DIAGNOSIS, recoloured, *more])
    assert seen(view) == updated
    view.set_marks([BELIEVED, DIAGNOSIS, ASKED])
    assert seen(view) != updated


def test_hits_are_seen_and_the_current_one_is_stronger(view):
    hits = [(m := TEXT.index("doctors"), m + 7), (n := TEXT.index("doctors", m + 1), n + 7)]
    before = [shown_in(view, *hit) for hit in hits]
    view.set_hits(hits, 1)
    after = [shown_in(view, *hit) for hit in hits]
    assert before[0] != after[0]
    assert after[0] != after[1]
    view.set_hits([], None)
    assert [shown_in(view, *hit) for hit in hits] == before


def test_agreed_and_only_one_coder_are_told_apart_without_colour(view):
    start = TEXT.index("She put her cup down")
    patterns = set()
    for texture in ("agreed", "only_a", "only_b"):
        view.set_marks([])
        view.set_shades([Shade(start, start + 20, texture)])
        grey = seen(view).convertToFormat(QImage.Format.Format_Grayscale8)
        rect = rects(view, start, start + 20)[0]
        levels = [grey.pixelColor(x, rect.top() + 1).lightness() for x in range(
            rect.left() + 30, rect.left() + 60)]  # fmt: skip
        line = [grey.pixelColor(x, rect.bottom() - 1).lightness() for x in range(
            rect.left() + 2, rect.right() - 2)]  # fmt: skip
        hatched = max(levels) - min(levels) > 8
        dashed = max(line) - min(line) > 60
        patterns.add((hatched, dashed))
    assert patterns == {(False, False), (True, False), (True, True)}


def test_hatches_rise_for_a_and_fall_for_b(view):
    start = TEXT.index("She put her cup down")
    view.set_marks([])
    for texture, rising in (("only_a", True), ("only_b", False)):
        view.set_shades([Shade(start, start + 20, texture)])
        image = seen(view)
        rect = rects(view, start, start + 20)[0]

        def row(y, image=image, rect=rect):
            return [
                image.pixelColor(x, y).lightness() for x in range(rect.left() + 6, rect.left() + 42)
            ]

        upper, lower = row(rect.top() + 1), row(rect.top() + 2)
        # One row further down a rising line has moved one pixel to the left.
        to_left = sum(abs(a - b) for a, b in zip(upper[1:], lower, strict=False))
        to_right = sum(abs(a - b) for a, b in zip(upper, lower[1:], strict=False))
        assert (to_left < to_right) == rising


def test_light_and_dark_are_switched_while_shown(view, qapp):
    shown = theme.tokens()
    theme.apply(qapp, "light" if shown.dark else "dark")
    qapp.processEvents()
    assert theme.tokens() is not shown
    assert seen(view).pixelColor(3, 3) == theme.tokens().page
    band = code_colour("ochre").band.name()
    word = TEXT.index("for two")
    assert band in shown_in(view, word, word + 7)


def test_beside_a_page_in_a_wide_window_there_is_page(view):
    view.resize(1500, 500)
    image = view.grab().toImage()
    assert view._page.outer > 0
    assert image.pixelColor(view._page.outer // 2, 250) == theme.tokens().page


# Right-to-left text ------------------------------------------------------------------------


def test_right_to_left_words_stand_at_the_right_and_their_bands_under_them(view):
    words = "(ADHD)"
    coded = mark(1, "جلست في غرف", "Rooms", "ochre", ARABIC.text)
    mixed = mark(2, words, "Diagnosis", "blue", ARABIC.text)
    view.show_transcript(ARABIC, [coded, mixed])
    turn = ARABIC.turns[1]
    first = rects(view, turn.speech, turn.speech + 1)[0]
    assert first.right() > view._page.text_right - 30
    band = rects(view, coded.start, coded.end)
    assert len(band) == 1
    assert abs(band[0].right() - first.right()) <= 1
    assert code_colour("ochre").band.name() in shown_in(view, coded.start, coded.end)
    assert code_colour("blue").band.name() in shown_in(view, mixed.start, mixed.end)
    between = ARABIC.text.index("أناس")
    assert (
        shown_in(view, between, between + 4)
        & {
            code_colour("ochre").band.name(),
            code_colour("blue").band.name(),
        }
        == set()
    )


def test_a_paragraph_runs_in_the_direction_of_its_words_not_of_its_label(view):
    view.show_transcript(spoken(("Carer 3", "مرحبا بكم"), ("محاورة", "Hello there")), ())
    directions = [view.document().findBlockByNumber(n).textDirection() for n in (0, 1)]
    assert directions == [Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight]


def test_the_caret_position_cannot_measure_a_mixed_range(view):
    """Why x ranges of such lines come from glyph runs: the range is in two pieces."""
    made = transcript("مرحبا this is الأمل هنا")
    view.show_transcript(made, ())
    line = lines_between(view.document(), 0, 10_000)[0]
    assert line.mixed
    start = made.text.index("is ")
    covered = list(line.spans(start, start + 6))
    assert len(covered) == 2
    assert all(left < right for left, right in covered)


# Facts about Qt ----------------------------------------------------------------------------


def test_all_is_laid_out_once_a_transcript_is_shown(view):
    """Until then Qt's hit tests between lines return the document's end."""
    long = transcript("\n".join(f"Line {n} of many." for n in range(3_000)))
    view.show_transcript(long, ())
    layout = view.document().documentLayout()
    place = QPointF(view._page.text_left + 20, layout.documentSize().height() / 2)
    unit = layout.hitTest(place, Qt.HitTestAccuracy.FuzzyHit)
    assert abs(unit / len(long.text) - 0.5) < 0.02
    view.resize(500, 500)
    assert layout.blockBoundingRect(view.document().lastBlock()).top() > 3_000 * 28


def test_lines_have_one_height_whatever_face_a_character_comes_from(view):
    view.show_transcript(transcript("Plain words.\n漢字 😀 سلام\nPlain words."), ())
    tops = [line.baseline for line in lines_between(view.document(), 0, 10_000)]
    assert tops[1] - tops[0] == pytest.approx(tops[2] - tops[1], abs=0.01)
    assert view.document().lastBlock().blockFormat().lineHeight() == 28
    fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
    assert view.document().lastBlock().blockFormat().lineHeightType() == fixed


def test_empty_lines_are_blocks_but_take_little_room(view):
    view.show_transcript(spoken(("A", "One."), ("B", "Two."), between="\n\n\n"), ())
    assert view.document().blockCount() == 4
    first, second = (
        line.baseline for line in lines_between(view.document(), 0, 10_000) if line.end > line.start
    )
    assert second - first < 3 * 28


def test_a_mark_reaching_beyond_the_text_does_no_harm(view):
    view.show_transcript(INTERVIEW, [Mark(1, len(TEXT) - 3, len(TEXT) + 500, "Odd", "blue")])
    assert code_colour("blue").band.name() in shown_in(view, len(TEXT) - 3, len(TEXT))


def test_codings_are_no_formats_of_the_document(view):
    for number in range(view.document().blockCount()):
        assert len(view.document().findBlockByNumber(number).textFormats()) == 1


def test_a_plain_document_would_copy_other_characters(qapp):
    edit = QTextEdit()
    edit.setPlainText("ten\xa0per cent")
    edit.selectAll()
    assert "\xa0" not in edit.createMimeDataFromSelection().text()


# Measures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "column", "margin", "outer"),
    [
        (854, 548, 200, 0),
        (774, 548, 120, 0),
        (700, 474, 120, 0),
        (974, 548, 320, 0),
        (1174, 548, 320, 100),
    ],
)
def test_surplus_width_goes_to_the_margin_and_then_to_both_sides(width, column, margin, outer):
    page = fit_page(width, 548, None, two_sided=False)
    assert (page.column, page.margin, page.outer) == (column, margin, outer)
    assert (page.text_left, page.margin_left) == (90, 90 + column + 10)


def test_a_margin_that_was_dragged_keeps_its_width():
    assert fit_page(1174, 548, 400, two_sided=False).margin == 400
    assert fit_page(854, 548, 400, two_sided=False).column == 854 - 106 - 400


def test_the_words_follow_the_type_size_up_to_75_characters(qapp):
    assert 500 <= TypeSize(13).column <= 548
    assert TypeSize(26).column == pytest.approx(2 * TypeSize(13).column, rel=0.02)
    assert (TypeSize(13).line, TypeSize(13).interviewer_line, TypeSize(26).line) == (28, 26, 56)
