"""ELAN's tiers come in merged by time, a speaker a tier."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from built_docx import written
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_gui.domain.errors import UnreadableFile
from coder_gui.domain.model import TranscriptDraft
from coder_gui.exchange.transcripts import eaf
from coder_gui.exchange.transcripts.reading import Reading
from coder_gui.exchange.transcripts.registry import read_transcript

KINDS = """
<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="utterance" TIME_ALIGNABLE="true"/>
<LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Subdivision" LINGUISTIC_TYPE_ID="words"/>
<LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Association" LINGUISTIC_TYPE_ID="gloss"/>
<LINGUISTIC_TYPE CONSTRAINTS="Time_Subdivision" LINGUISTIC_TYPE_ID="phrases"/>
"""


def document(slots: list[int | None], *tiers: str) -> bytes:
    """A document with time slots ts0, ts1 …"""
    written_slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{n}"' + ("/>" if t is None else f' TIME_VALUE="{t}"/>')
        for n, t in enumerate(slots)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT AUTHOR="" FORMAT="3.0" '
        'VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">'
        '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"><MEDIA_DESCRIPTOR MEDIA_URL="a.wav"/>'
        f"</HEADER><TIME_ORDER>{written_slots}</TIME_ORDER>{''.join(tiers)}{KINDS}"
        "</ANNOTATION_DOCUMENT>"
    ).encode()


def tier(
    name: str, *notes: str, speaker: str = "", parent: str = "", kind: str = "utterance"
) -> str:
    attributes = f"LINGUISTIC_TYPE_REF={quoteattr(kind)} TIER_ID={quoteattr(name)}"
    attributes += f" PARTICIPANT={quoteattr(speaker)}" if speaker else ""
    attributes += f" PARENT_REF={quoteattr(parent)}" if parent else ""
    return f"<TIER {attributes}>{''.join(notes)}</TIER>"


def aligned(id: str, start: int, end: int, text: str) -> str:
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{id}" TIME_SLOT_REF1="ts{start}" '
        f'TIME_SLOT_REF2="ts{end}"><ANNOTATION_VALUE>{text}</ANNOTATION_VALUE>'
        "</ALIGNABLE_ANNOTATION></ANNOTATION>"
    )


def referring(id: str, to: str, text: str, previous: str = "") -> str:
    before = f' PREVIOUS_ANNOTATION="{previous}"' if previous else ""
    return (
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{id}" ANNOTATION_REF="{to}"{before}>'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
    )


TWO = document(
    [0, 900, 1000, 1500, 2000, 4000],
    tier("A-speech", aligned("a1", 0, 2, "What did you grow?"), speaker="Interviewer"),
    tier("Dan", aligned("a2", 1, 3, "Mhm."), aligned("a3", 4, 5, "Beans &amp;\npeas."),
         aligned("a4", 3, 4, "")),
    tier("empty"),
)  # fmt: skip
WORDS = (
    tier("Ann", aligned("a1", 0, 1, "so late"), speaker="Ann"),
    tier("words", referring("w2", "a1", "late", "w1"), referring("w1", "a1", "so"),
         speaker="Ann", parent="Ann", kind="words"),
    tier("glosses", referring("g1", "w1", "ADV"), referring("g2", "w2", "ADJ"),
         parent="words", kind="gloss"),
    tier("english", referring("e1", "a1", "very late"), speaker="Ann", parent="Ann", kind="gloss"),
)  # fmt: skip


def draft_of(tmp_path: Path, data: bytes) -> TranscriptDraft:
    return read_transcript(written(tmp_path, "a.eaf", data))


def said(draft: TranscriptDraft) -> list[tuple[str, str, int | None, int | None]]:
    return [(t.speaker, draft.text[t.speech : t.end], t.time_ms, t.end_ms) for t in draft.turns]


def test_tiers_are_merged_by_time(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, TWO)
    assert said(draft) == [
        ("Interviewer", "What did you grow?", 0, 1000),
        ("Dan", "Mhm. Beans & peas.", 900, 4000),
    ]
    assert [turn.interviewer for turn in draft.turns] == [True, False]
    assert draft.text == "Interviewer: What did you grow?\nDan: Mhm. Beans & peas."
    assert not draft.warnings


def test_words_and_glosses_stay_behind_and_translations_do_not(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, document([100, 900], *WORDS))
    assert said(draft) == [
        ("Ann", "so late", 100, 900),
        ("Ann (english)", "very late", 100, 900),
    ]
    (warning,) = draft.warnings
    assert "“words”, “glosses”." in warning


def test_words_come_in_where_they_are_all_there_is(tmp_path: Path) -> None:
    empty = tier("Ann", aligned("a1", 0, 1, " "), speaker="Ann")
    draft = draft_of(tmp_path, document([100, 900], empty, *WORDS[1:3]))
    assert said(draft) == [("Ann", "so late", 100, 900)]
    assert "“glosses”." in draft.warnings[0]


def test_numbers_of_annotations_stay_behind(tmp_path: Path) -> None:
    numbers = tier("ref@Ann", aligned("a1", 0, 1, "garden.001"), aligned("a2", 1, 2, "garden.002"))
    text = tier(
        "tx@Ann", referring("t1", "a1", "so late"), referring("t2", "a2", "and cold"),
        speaker="Ann", parent="ref@Ann", kind="gloss",
    )  # fmt: skip
    draft = draft_of(tmp_path, document([0, 500, 900], numbers, text))
    assert said(draft) == [("Ann", "so late and cold", 0, 900)]
    assert "“ref@Ann”." in draft.warnings[0]


def test_slots_without_a_time_lie_between_the_others(tmp_path: Path) -> None:
    notes = [aligned(f"a{n}", n, n + 1, f"w{n}") for n in range(4)]
    other = tier("Ben", aligned("b", 5, 6, "yes"))
    data = document([1000, None, None, None, 3000, 2100, 2200], tier("Ann", *notes), other)
    assert said(draft_of(tmp_path, data)) == [
        ("Ann", "w0 w1 w2", 1000, 2500),
        ("Ben", "yes", 2100, 2200),
        ("Ann", "w3", 2500, 3000),
    ]


def test_tier_of_a_new_document_names_nobody(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, document([0, 9], tier("default", aligned("a", 0, 1, "so"))))
    assert (draft.text, said(draft)) == ("so", [("", "so", 0, 9)])


def test_circles_end(tmp_path: Path) -> None:
    circle = tier("b", referring("r1", "r2", "x", "r2"), referring("r2", "r1", "y", "r1"),
                  parent="c", kind="words")  # fmt: skip
    data = document([], circle, tier("c", parent="b", kind="words"))
    assert sorted(draft_of(tmp_path, data).text.removeprefix("b: ").split()) == ["x", "y"]


def test_long_names_are_not_written_at_every_turn(tmp_path: Path) -> None:
    notes = [aligned(f"a{n}", n, n, f"w{n}") for n in range(200)]
    data = document(
        list(range(200)), tier("A", *notes[::2], speaker="n" * 100_000), tier("B", *notes[1::2])
    )
    assert len(draft_of(tmp_path, data).text) < 30_000


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "there is nothing in it"),
        (b"Anna: Hello.", "it is not an ELAN document"),
        (b"<html><body>Hello</body></html>", "it is not an ELAN document"),
        (document([]), "there are no words in it"),
        (TWO[:700], "damaged or incomplete"),
        (b"<!DOCTYPE a [<!ENTITY b 'cc'>]><a>&b;</a>", "definitions (a DOCTYPE)".replace("(", ".")),
        (TWO.replace(b"Mhm", b"&secret;"), "damaged or incomplete"),
        (TWO.replace(b"Mhm", b"\x00"), "damaged or incomplete"),
        (TWO.replace(b"Mhm", b"\xfc\xff"), "damaged or incomplete"),
        (bytes(range(256)) * 20, "it is not an ELAN document"),
        (b"<" + b"a " * 99, "damaged or incomplete"),
        (b"<a>" * 200_000, "damaged or incomplete"),
    ],
)
def test_each_bad_file_gets_its_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said.replace(")", ".")) as caught:
        draft_of(tmp_path, data)
    assert "\n" not in caught.value.sentence


def test_utf_16(tmp_path: Path) -> None:
    text = TWO.decode().replace("UTF-8", "UTF-16").replace("Beans", "Blüten")
    assert "Dan: Mhm. Blüten & peas." in draft_of(tmp_path, text.encode("utf-16")).text


NOTES = st.lists(
    st.tuples(
        st.sampled_from(["Ann", "Ben", "Cem"]),
        st.integers(0, 30),
        st.lists(st.from_regex(r"[a-zé]{1,8}[.,]?", fullmatch=True), min_size=1, max_size=5),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=60)
@given(NOTES)
def test_every_word_of_every_annotation_in_order(notes: list[tuple[str, int, list[str]]]) -> None:
    notes.sort(key=lambda note: (note[1], note[0]))
    rows = [(name, aligned(f"a{n}", t, t + 1, " ".join(w))) for n, (name, t, w) in enumerate(notes)]
    tiers = [tier(who, *(x for name, x in rows if name == who)) for who in ("Ann", "Ben", "Cem")]
    reading = eaf.read(document([n * 100 for n in range(40)], *tiers), "a.eaf")
    bodies = [reading.text[turn.speech : turn.end] for turn in reading.turns or ()]
    assert " ".join(bodies).split() == [word for _, _, words in notes for word in words]


@settings(max_examples=80)
@given(
    st.sampled_from([TWO, document([100, None, 900], *WORDS)]),
    st.lists(st.tuples(st.integers(0, 2500), st.binary(max_size=3)), max_size=3),
)
def test_mutated_bytes_are_read_or_refused(data: bytes, cuts: list[tuple[int, bytes]]) -> None:
    for at, new in cuts:
        data = data[:at] + new + data[at + 1 :]
    try:
        assert isinstance(eaf.read(data, "a.eaf"), Reading)
    except UnreadableFile as error:
        assert error.sentence.startswith("“a.eaf” was left out: ")
