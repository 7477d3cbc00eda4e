"""Bold, italic and underlined words in the reader, and the times beside them."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QTextCursor
from transcript_texts import INTERVIEW, mark, spoken, transcript, transcripts

from coder_gui.domain.model import FormatSpan, Turn
from coder_gui.ui import fonts, theme
from coder_gui.ui.code_colours import code_colour
from coder_gui.ui.transcript.labels import clock
from coder_gui.ui.transcript.lines import lines_between
from coder_gui.ui.transcript.page import LABEL_COLUMN, TypeSize, new_document
from coder_gui.ui.transcript.shown_text import ShownText
from coder_gui.ui.transcript.transcript_view import TranscriptView

TEXT = INTERVIEW.text
STYLES = ("bold", "italic", "underline")


def span(words, style, text=TEXT):
    start = text.index(words)
    return FormatSpan(start, start + len(words), style)


EMPHASISED = replace(
    INTERVIEW,
    spans=(
        span("first", "underline"),
        span("Carer 7: Um, I nearly", "bold"),
        span("nearly did not go. 😀 She", "italic"),
        span("Not straight away", "bold"),
        span("straight", "underline"),
    ),
)


@pytest.fixture(params=["light", "dark"])
def view(request, qtbot, qapp):
    theme.apply(qapp, request.param)
    made = TranscriptView()
    qtbot.addWidget(made)
    made.resize(854, 500)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    theme.apply(qapp, "light")


def looks_at(document, unit):
    """How the character at a position of a document looks."""
    cursor = QTextCursor(document)
    cursor.setPosition(unit + 1)
    words = cursor.charFormat()
    font = words.font().resolve(document.defaultFont())
    on = (font.weight() >= fonts.SEMIBOLD, font.italic(), words.fontUnderline())
    return {style for style, is_on in zip(STYLES, on, strict=True) if is_on}


def looks(view, words):
    """How each character of some words looks; they must be all the same."""
    start = TEXT.index(words)
    units = [view._shown.to_units(point) for point in range(start, start + len(words))]
    found = {frozenset(looks_at(view.document(), unit)) for unit in units}
    assert len(found) == 1, found
    return found.pop()


def line_of(view, words, text=TEXT):
    unit = view._shown.to_units(text.index(words))
    lines = lines_between(view.document(), 0, 10_000)
    return next(line for line in lines if line.start <= unit < line.end)


def tone_beside(view, words, row, text):
    """The token whose tone the label column has beside words, or None where it is empty.

    Row 0 is level with the words, row 1 the next one below. Thin strokes are mixed with the page.
    """
    image = view.viewport().grab().toImage()
    shown = theme.tokens()
    left = view._page.labels_left
    top = round(line_of(view, words, text).baseline - view._scrolled().y()) - 9 + 17 * row
    found = [
        image.pixelColor(x, top + y) for x in range(left, left + LABEL_COLUMN) for y in range(12)
    ]
    page = shown.page.lightness()
    strongest = max((colour.lightness() for colour in found), key=lambda tone: abs(tone - page))
    if strongest == page:
        return None
    return min(("tx", "tx3"), key=lambda name: abs(getattr(shown, name).lightness() - strongest))


def test_words_look_as_the_transcriber_made_them(view):
    view.show_transcript(EMPHASISED, ())
    assert looks(view, "first") == {"underline"}
    assert looks(view, " time?") == set()
    assert looks(view, "Um, I ") == {"bold"}
    assert looks(view, "nearly") == {"bold", "italic"}
    assert looks(view, " did not go. 😀 She") == {"italic"}
    assert looks(view, " put her cup") == set()
    assert looks(view, "Not ") == {"bold"}
    assert looks(view, "straight") == {"bold", "underline"}
    assert looks(view, ". The doctors") == set()


def test_the_next_transcript_has_its_own_emphasis(view):
    view.show_transcript(EMPHASISED, ())
    view.show_transcript(INTERVIEW, ())
    assert looks(view, "Um, I nearly did not go. 😀 She put") == set()
    view.show_transcript(None, ())
    view.show_transcript(EMPHASISED, ())
    assert looks(view, "first") == {"underline"}


def test_emphasis_outlives_another_size_and_another_theme(view, qapp):
    view.show_transcript(EMPHASISED, ())
    view.set_point_size(20)
    assert looks(view, "nearly") == {"bold", "italic"}
    theme.apply(qapp, "dark" if theme.tokens() is not theme.DARK else "light")
    qapp.processEvents()
    assert looks(view, "straight") == {"bold", "underline"}


def test_the_interviewers_words_stay_quieter(view):
    view.show_transcript(EMPHASISED, ())
    cursor = QTextCursor(view.document())
    for words in ("first", " time"):
        cursor.setPosition(view._shown.to_units(TEXT.index(words)) + 1)
        quiet = cursor.charFormat()
        assert quiet.foreground().color() == theme.tokens().tx2
        assert quiet.font().pointSizeF() == TypeSize(13).interviewer.pointSizeF()


def test_italics_are_the_faces_own_cut(view):
    view.show_transcript(EMPHASISED, ())
    family = QFontInfo(fonts.reader_font()).family()
    assert {"Italic", "Semibold Italic"} <= set(QFontDatabase.styles(family))


def test_words_are_laid_out_in_their_own_width(view):
    text = "Not straight away at all\nNot straight away at all"
    made = replace(transcript(text), spans=(FormatSpan(0, 24, "bold"),))
    view.show_transcript(made, ())
    bold, plain = lines_between(view.document(), 0, 10_000)
    assert bold.line.naturalTextWidth() > plain.line.naturalTextWidth() + 1
    assert bold.bottom - bold.top == plain.bottom - plain.top


@pytest.mark.parametrize("style", STYLES)
def test_bands_fit_emphasised_words(view, style):
    made = replace(INTERVIEW, spans=(span("put her cup down", style),))
    view.show_transcript(made, [mark(1, "her cup", colour="ochre")])
    image = view.viewport().grab().toImage()
    band = code_colour("ochre").band.name()
    line = line_of(view, "her cup")
    units = view._units(TEXT.index("her cup"), TEXT.index("her cup") + len("her cup"))
    (rect,) = line.rects(*units)
    rect = rect.translated(-view._scrolled()).toAlignedRect()
    y = rect.top() + 2
    coloured = [x for x in range(image.width()) if image.pixelColor(x, y).name() == band]
    coloured = [x for x in coloured if x < view._page.text_right]
    assert abs(coloured[0] - rect.left()) <= 2
    assert abs(coloured[-1] - rect.right()) <= 2
    cursor = QTextCursor(view.document())
    edges = []
    for unit in units:
        cursor.setPosition(unit)
        edges.append(view.cursorRect(cursor).center().x())
    assert abs(edges[0] - rect.left()) <= 2
    assert abs(edges[1] - rect.right()) <= 2


def test_coded_emphasised_words_of_the_interviewer_get_the_full_colour(view):
    made = replace(INTERVIEW, spans=(span("change how you", "bold"),))
    view.show_transcript(made, [mark(1, "change how", colour="blue")])
    view.viewport().grab()
    (strong,) = view.extraSelections()
    assert strong.cursor.selectedText() == "change how"
    assert looks(view, "change how you") == {"bold"}


def test_copied_words_are_the_stored_ones(view):
    view.show_transcript(EMPHASISED, ())
    start = TEXT.index("nearly")
    view.select(start, start + 20)
    assert view.createMimeDataFromSelection().text() == TEXT[start : start + 20]


@given(transcripts(), st.data())
def test_every_shown_character_looks_as_its_spans_say(qapp, made, data):
    points = st.integers(0, len(made.text))
    drawn = data.draw(st.lists(st.tuples(points, points, st.sampled_from(STYLES)), max_size=5))
    spans = tuple(FormatSpan(min(a, b), max(a, b), s) for a, b, s in drawn if a != b)
    shown = ShownText.of(replace(made, spans=spans))
    labels = shown.labels(made.turns)
    document = new_document(qapp, shown, labels, TypeSize(13), QColor("grey"))
    assert document.toPlainText().count("\n") == shown.text.count("\n")
    for point, character in enumerate(made.text):
        if character != "\n" and shown.is_shown(point):
            expected = {s.style for s in spans if s.start <= point < s.end}
            assert looks_at(document, shown.to_units(point)) == expected
    document.deleteLater()


# Times ---------------------------------------------------------------------------------------


def test_a_time_stands_below_the_name_in_a_quieter_tone(view):
    said = spoken(("Carer 7", "Words. " * 30), ("Carer 7", "More words."))
    view.show_transcript(said, ())
    assert tone_beside(view, "Words.", 0, said.text) == "tx"
    assert tone_beside(view, "Words.", 1, said.text) == "tx3"


def test_a_turn_of_nobody_shows_its_time_alone_level_with_its_words(view):
    text = "First line of a film\nSecond line"
    turns = (Turn(0, 0, 20, "", time_ms=61_000), Turn(21, 21, len(text), "", time_ms=65_000))
    view.show_transcript(transcript(text, turns), ())
    assert tone_beside(view, "First", 0, text) == "tx3"
    assert tone_beside(view, "First", 1, text) is None
    view.place_caret(3)
    assert view.accessibleDescription() == "At 1:01."


def test_turns_without_times_show_none(view):
    said = spoken(("Carer 7", "Words. " * 30))
    view.show_transcript(
        replace(said, turns=tuple(replace(t, time_ms=None) for t in said.turns)), ()
    )
    assert tone_beside(view, "Words.", 0, said.text) == "tx"
    assert tone_beside(view, "Words.", 1, said.text) is None


def test_a_short_turn_of_a_long_name_leaves_room_for_its_time(view):
    names = ("Ann", "Rosa Maria of the allotments")
    said = spoken(*[(name, "Yes.") for name in names for _ in range(2)])
    view.show_transcript(said, ())
    tops = [line.baseline for line in lines_between(view.document(), 0, 10_000)]
    short, _, long = (after - before for before, after in pairwise(tops))
    assert long > short


@pytest.mark.parametrize(
    ("time_ms", "read"), [(0, "0:00"), (59_999, "0:59"), (842_000, "14:02"), (4_442_000, "1:14:02")]
)
def test_times_as_they_are_read(time_ms, read):
    assert clock(time_ms) == read


# In the window -------------------------------------------------------------------------------


def test_a_transcript_of_the_project_shows_its_emphasis(window, study):
    view = window.code_place.reader.view
    (words,) = study.project.transcript(study.transcripts[0]).spans
    units = view._units(words.start, words.end)
    assert all(looks_at(view.document(), unit) == {words.style} for unit in range(*units))
    assert looks_at(view.document(), units[1]) == set()
