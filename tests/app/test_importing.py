"""Bringing transcripts in and keeping them in order."""

import hashlib
import unicodedata

import pytest

from coder_gui.app.importing import ImportReport
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Turn
from coder_gui.storage import transcripts
from filling import ANNA, BEN, CARO, draft, dump


def last(filled):
    return filled.notices[-1].summary


def whose(project):
    """Label of the participant of each transcript."""
    labels = {person.id: person.label for person in project.participants()}
    return [labels.get(info.participant_id) for info in project.transcripts()]


def test_what_is_stored(filled):
    anna = filled.project.transcript(filled.transcripts[0])
    assert anna.text == ANNA
    info = anna.info
    assert (info.name, info.source_name, info.format) == ("Anna", "Anna.docx", "docx")
    assert (info.length, info.words) == (len(ANNA), len(ANNA.split()))
    assert info.text_sha256 == hashlib.sha256(ANNA.encode()).hexdigest()
    assert anna.turns[1] == Turn(37, 43, 104, "Anna", False, None)
    assert [turn.interviewer for turn in anna.turns] == [True, False, True, False]
    db = filled.project.file.db
    originals = [transcripts.original(db, each) for each in filled.transcripts]
    assert originals == [b"PK\x00\xff", b"\x00\x01", None]
    assert filled.project.transcript(99) is None


def test_originals_may_be_left_out(project):
    (transcript_id,) = project.import_transcripts([draft("A")], keep_originals=False).imported
    assert transcripts.original(project.file.db, transcript_id) is None


@pytest.mark.parametrize("length", [0, 1, 3_999, 4_000, 4_001, 8_000, 60_000])
@pytest.mark.parametrize("line", [1, 79, 7_999, 100_000])
def test_a_text_is_stored_whole_in_blocks(project, length, line):
    text = "".join("\n" if n % line == line - 1 else "🙂ä"[n % 2] for n in range(length))
    (transcript_id,) = project.import_transcripts([draft("Long", text)]).imported
    assert project.text(transcript_id) == text
    assert "".join(transcripts.blocks(text)) == text
    assert max(map(len, transcripts.blocks(text)), default=0) <= 4 * transcripts.BLOCK
    assert project.check() == []


def test_several_transcripts_are_one_step(project):
    notices = []
    project.changed = notices.append
    report = project.import_transcripts([draft("A", ANNA), draft("B", BEN), draft("C", CARO)])
    assert len(report.imported) == 3
    assert report.sentence() == "Imported 3 transcripts."
    assert [notice.summary for notice in notices] == ["Imported 3 transcripts"]
    project.undo()
    assert project.transcripts() == project.participants() == ()


def test_the_same_text_again_is_left_out(filled):
    before = dump(filled.project)
    report = filled.project.import_transcripts([draft("Other name", ANNA), draft("Ben", BEN)])
    assert report == ImportReport((), (("Other name.docx", "Anna"), ("Ben.docx", "Ben")))
    assert report.sentence() == (
        "Imported 0 transcripts; “Other name.docx”, “Ben.docx” already there."
    )
    assert dump(filled.project) == before
    assert filled.notices == []


def test_the_same_text_twice_in_one_import_comes_in_once(project):
    report = project.import_transcripts([draft("A"), draft("B")])
    assert len(report.imported) == 1
    assert report.already_there == (("B.docx", "A"),)


def test_a_report_with_everything():
    there = tuple((f"{n}.docx", "x") for n in range(5))
    report = ImportReport((1,), there, ("“a” could not be read.",))
    assert report.sentence() == (
        "Imported 1 transcript; “0.docx”, “1.docx”, “2.docx” and 2 more already there; "
        "1 could not be read."
    )


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Carer 7", "carer-07"),
        ("Carer 7", "CARER_7"),
        ("Carer 7", "  carer   007 "),
        ("P12", "p 12"),
        ("Zoë", unicodedata.normalize("NFD", "zoë")),
        ("राम", "राम"),
        ("李 3", "李-03"),
        ("Straße 1", "STRASSE 01"),
        ("0", "000"),
        ("???", "???"),
    ],
)
def test_a_file_is_matched_to_a_participant_by_name(project, label, name):
    project.import_participants([{"label": "Somebody"}, {"label": label}])
    project.import_transcripts([draft(name)])
    assert whose(project) == [label]
    assert len(project.participants()) == 2


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Carer 7", "Carer 70"),
        ("Carer 12", "Carer 1 2"),
        ("राम", "रीम"),
        ("???", "!!!"),
        ("A", "B"),
    ],
)
def test_another_name_makes_a_participant(project, label, name):
    project.import_participants([{"label": label}])
    project.import_transcripts([draft(name)])
    assert whose(project) == [name]


def test_a_file_is_matched_by_an_id(project):
    project.import_participants(
        [
            {"label": "Nurse 1", "ID": "N-07"},
            {"label": "n 8", "ID": "x"},
            {"label": "y", "ID": "n8"},
        ]
    )
    project.import_transcripts([draft("n07"), draft("N 8", BEN)])
    assert whose(project) == ["Nurse 1", "y"]  # an id wins over another one's label
    assert len(project.participants()) == 3


def test_two_files_of_one_new_participant(project):
    project.import_transcripts([draft("Dora 1", ANNA), draft("dora-01", BEN)])
    assert whose(project) == ["Dora 1", "Dora 1"]


def test_renaming_a_transcript(filled):
    filled.project.rename_transcript(filled.transcripts[0], "  Anna, \n first ")
    assert filled.project.transcripts()[0].name == "Anna, first"
    assert last(filled) == "Renamed a transcript to “Anna, first”"
    filled.project.rename_transcript(filled.transcripts[0], "Anna, first")
    with pytest.raises(Refused):
        filled.project.rename_transcript(filled.transcripts[0], " ")
    assert len(filled.notices) == 1


def test_saying_who_speaks(filled):
    project, anna = filled.project, filled.transcripts[0]
    project.set_participant(anna, None)
    project.set_participant(anna, None)
    assert whose(project) == [None, "Ben", "Caro"]
    assert last(filled) == "Changed whose transcript this is"
    assert len(filled.notices) == 1
    project.undo()
    assert whose(project) == ["Anna", "Ben", "Caro"]


def test_saying_who_asks(filled):
    project, anna = filled.project, filled.transcripts[0]
    project.set_interviewer(anna, "Anna", True)
    assert last(filled) == "Marked “Anna” as the interviewer"
    project.set_interviewer(anna, "Interviewer", False)
    assert last(filled) == "Marked “Interviewer” as a participant"
    project.set_interviewer(anna, "Interviewer", False)
    assert len(filled.notices) == 2
    turns = project.transcript(anna).turns
    assert [turn.interviewer for turn in turns] == [False, True, False, True]
    with pytest.raises(Refused, match="Nobody called “Zoe” speaks here"):
        project.set_interviewer(anna, "Zoe", True)


def test_deleting_a_transcript_takes_what_stands_on_it(filled):
    project = filled.project
    before = dump(project)
    project.delete_transcripts([filled.transcripts[0]])
    assert last(filled) == "Deleted “Anna” and 3 segments"
    assert [info.name for info in project.transcripts()] == ["Ben", "Caro"]
    assert [memo.text for memo in project.memos()] == [
        "About the whole.",
        "On the code.",
        "On Ben.",
        "Today I read everything.",
    ]
    assert len(project.participants()) == 3
    assert project.text(filled.transcripts[0]) == ""
    project.undo()
    assert dump(project) == before
    assert project.text(filled.transcripts[0]) == ANNA


def test_deleting_several_transcripts(filled):
    filled.project.delete_transcripts(filled.transcripts[:2])
    assert last(filled) == "Deleted 2 transcripts and 5 segments"
    filled.project.delete_transcripts([])
    assert len(filled.notices) == 1
