"""Word frequencies, small words and keywords in context."""

from coder_gui.domain.concordance import line_of, words_after, words_before
from coder_gui.domain.frequencies import Tally, words_of
from coder_gui.domain.model import Turn
from coder_gui.domain.stop_words import LANGUAGES, likely_language, stop_words

SAID = "The bus was late. [laughs] THE bus, don’t ask! Bus-stop 42."


def counted(tally, **fields):
    return [(each.word, each.times) for each in tally.most_frequent(**fields)]


def test_words_are_counted_whatever_their_case():
    tally = Tally()
    tally.add(SAID)
    assert counted(tally)[:2] == [("bus", 2), ("the", 2)]
    assert dict(counted(tally))["don't"] == dict(counted(tally))["bus-stop"] == 1
    assert "laughs" not in dict(counted(tally))
    assert tally.words_in() == 9


def test_words_by_group_and_transcript():
    tally = Tally(2)
    tally.add("bus bus", 0)
    tally.add("bus train", 1)
    tally.add("train")
    bus, train = tally.most_frequent()
    assert (bus.word, bus.times, bus.transcripts, bus.by_group) == ("bus", 3, 2, (2, 1))
    assert (train.word, train.times, train.by_group) == ("train", 2, (0, 1))
    assert (tally.words_in(0), tally.words_in(1), tally.words_in()) == (2, 2, 5)


def test_what_is_left_out():
    tally = Tally()
    tally.add(SAID)
    assert counted(tally, without=stop_words(["English"]), least_length=4) == [
        ("bus-stop", 1),
        ("late", 1),
    ]


def test_words_of_other_scripts():
    assert list(words_of("Чай и пирог")) == ["чай", "и", "пирог"]
    assert list(words_of("हिन्दी में")) == ["हिन्दी", "में"]
    assert list(words_of("cafe\u0301 inter\u00adview")) == ["café", "interview"]


def test_small_words_are_small_letters():
    for language in LANGUAGES:
        words = stop_words([language])
        assert len(words) > 100
        assert words == {word.lower() for word in words}
        assert not any("’" in word for word in words)


def test_the_language_is_guessed():
    assert likely_language({"der": 9, "bus": 3, "und": 7}) == "German"
    assert likely_language({"el": 9, "autobús": 3, "que": 7}) == "Spanish"
    assert likely_language({"xx": 9}) is None
    assert likely_language({}) is None


def test_a_line_stays_with_one_speaker():
    text = "Interviewer: Was it late?\nAnna: The bus? It was late, very late.\nBen: No."
    turns = (
        Turn(0, 13, 25, "Interviewer", True),
        Turn(26, 32, 64, "Anna"),
        Turn(65, 70, 73, "Ben"),
    )
    start = text.index("late, very")
    line = line_of(text, turns, (start, start + 4))
    assert (line.before, line.words, line.after) == ("The bus? It was ", "late", ", very late.")
    assert (line.speaker, line.interviewer) == ("Anna", False)
    assert words_before(line) == ("was", "it", "bus")
    assert words_after(line) == ("very", "late")


def test_a_long_line_is_cut_between_words():
    text = "word " * 100 + "here" + " more" * 100
    line = line_of(text, (), (500, 504), around=22)
    assert line.before == "…word word word word "
    assert line.after == " more more more more…"
