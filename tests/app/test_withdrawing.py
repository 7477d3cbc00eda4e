"""A participant withdraws: everything of theirs is gone from every byte, nothing of others' is."""

import pytest

from coder_gui.app.project import Project
from coder_gui.app.protecting import new_key
from coder_gui.domain.audit_trail import WITHDRAWN
from coder_gui.domain.errors import ProjectFileError, Refused
from coder_gui.storage import erasing, withdrawal
from coder_gui.storage.memos import Subject
from filling import different, draft, dump, fill, history

TEXT = """Interviewer: How was the zebrafinch week?
Quillonia: I counted wolframite lanterns, and a marzipan heron said nothing.
Quillonia: The kerfuffle orchard keeps me awake.
"""
OLD_TEXT = "Quillonia: My gallimaufry draft was thrown away.\n"
MARKERS = (
    *("Quillonia", "zebrafinch", "wolframite", "marzipan", "kerfuffle", "gallimaufry"),
    *("brontide", "susurrus", "petrichor", "apricity", "vellichor", "oldlabelle", "rememo"),
    *("sonder_interview", "firstfilename", "renamedonce", "notesofother", "deletedcomment"),
    "originalbytes",
)


@pytest.fixture
def told(filled):
    """The filled project with Quillonia in it, whose every trace holds a word of `MARKERS`."""
    project = filled.project
    project.import_participants([{"label": "oldlabelle", "Trade": "petrichor"}])
    person = project.participants()[-1]
    project.update_participant(person.id, "Quillonia", person.group_id)
    first = draft("firstfilename", OLD_TEXT, b"originalbytes one")
    main = draft("sonder_interview", TEXT, b"originalbytes two " * 900)
    gone, kept = project.import_transcripts([first, main]).imported
    for transcript_id in (gone, kept):
        project.set_participant(transcript_id, person.id)
    project.delete_transcripts([gone])
    project.rename_transcript(kept, "renamedonce")
    project.rename_transcript(kept, "sonder_interview")
    for name in ("sonder_interview", "firstfilename"):
        # The people that the import made for the two files.
        extra = next(p for p in project.participants() if p.label == name)
        project.update_participant(extra.id, f"Somebody {extra.id}", None)
    work_on(filled, person.id, kept)
    filled.quillonia, filled.told = person.id, kept
    return filled


def work_on(filled, person_id, transcript):
    project = filled.project
    vivo, _segment = project.apply_new_code(
        transcript, "a marzipan heron said", None, *filled.span(transcript, "a marzipan heron said")
    )
    project.merge_codes(vivo, filled.help)
    mine = filled.code(transcript, filled.alone, "wolframite lanterns")
    project.annotate_segment(mine, "deletedcomment", None)
    project.annotate_segment(mine, "A susurrus of doubt.", "for")
    project.coder_id = filled.noor
    theirs = filled.code(transcript, filled.forms, "kerfuffle orchard")
    project.annotate_segment(theirs, "brontide, I think", None)
    project.coder_id = filled.mira
    project.add_memo("apricity", Subject(participant_id=person_id))
    on_words = project.add_memo("vellichor", Subject(segment_id=mine), title="rememo")
    project.update_memo(on_words, "rememo", "vellichor again")
    note = project.add_memo("Remember notesofother, said Quillonia.")
    project.update_memo(note, "", "Nothing here.")
    project.set_interviewer(transcript, "Quillonia", False)
    project.set_value(person_id, project.attributes()[-1].id, "petrichor, mostly")
    filled.code(transcript, filled.help, "awake")
    project.undo()
    project.add_memo("undone vellichor", Subject(transcript_id=transcript))
    project.undo()


def withdraw(told):
    return told.project.withdraw_participant(told.quillonia, "Quillonia")


def traces(folder, markers=MARKERS):
    """Which words stand in any byte of any file below a folder, as text or as digits of a BLOB."""
    found = set()
    for path in folder.rglob("*"):
        content = path.read_bytes().lower() if path.is_file() else b""
        for marker in markers:
            forms = (marker.encode(), marker.encode().hex().encode(), marker.encode("utf-16-le"))
            if any(form.lower() in content for form in forms):
                found.add((path.name, marker))
            if marker.lower() in path.name.lower():
                found.add((path.name, marker))
    return found


def test_every_word_is_found_before(told):
    told.project.close()
    assert {marker for _name, marker in traces(told.project.path.parent)} == set(MARKERS)


def test_no_byte_of_the_folder_holds_a_word_of_the_person(told, tmp_path, home):
    assert withdraw(told) is True
    assert traces(tmp_path) == set()
    told.project.close()
    assert traces(tmp_path) == set()
    assert traces(home.parent) == set()
    assert [path.name for path in tmp_path.iterdir()] == [told.project.path.name]


def test_everybody_elses_rows_are_as_they_were(told):
    before = dump(told.project)
    withdraw(told)
    after = dump(told.project)
    for table, rows in after.items():
        assert set(rows) <= set(before[table]), table
    lost = {table: len(ids) for table, ids in different(before, after).items()}
    assert lost == {
        "participant": 1,
        "attribute_value": 1,
        "transcript": 1,
        "text_block": 1,
        "original": 1,
        "speaker": 2,
        "turn": 3,
        "format_span": 1,
        "assignment": 2,
        "segment": 3,
        "memo": 2,
    }


def test_the_file_is_sound_and_opens_again(told):
    withdraw(told)
    assert told.project.check() == []
    told.project.close()
    with_again = Project.open(told.project.path)
    assert with_again.check() == []
    assert "Quillonia" not in [person.label for person in with_again.participants()]
    with_again.close()


def test_one_entry_says_that_it_took_place_when_and_by_whom(told):
    steps = told.project.trail_length()
    withdraw(told)
    entry = next(told.project.trail())[0]
    assert (entry.what, entry.coder, entry.where) == ("Withdrew a participant", "Mira", "")
    assert told.project.trail_length() == steps + 1
    assert told.notices[-1].summary == "Withdrew a participant"
    assert told.notices[-1].final


def test_the_history_says_what_was_done_without_the_names(told):
    withdraw(told)
    said = [entry.what for page in told.project.trail() for entry in page]
    assert f"Changed “{WITHDRAWN}”" in said
    assert f"Renamed a transcript to “{WITHDRAWN}”" in said
    assert f"Coded 4 words as the new code “{WITHDRAWN}”" in said
    assert f"Merged “{WITHDRAWN}” into “Help given”, 1 segment" in said
    assert "Coded 8 words as “Help given”" in said, "what others said stays as it was said"


def test_a_name_that_somebody_else_bears_stays_in_the_history(filled):
    project = filled.project
    anna = project.participants()[0]
    project.rename_code(filled.forms, "Anna")
    project.update_participant(anna.id, "Anna M", anna.group_id)
    project.withdraw_participant(anna.id, "Anna M")
    said = [entry.what for page in project.trail() for entry in page]
    assert "Renamed “Forms” to “Anna”" in said
    assert f"Changed “{WITHDRAWN}”" in said


def test_undo_ends_at_the_withdrawal(told):
    project = told.project
    project.add_memo("Undone before.")
    project.undo()
    withdraw(told)
    before = dump(project)
    assert project.undo_ends_here()
    assert (project.next_undo(), project.next_redo()) == (None, None)
    assert (project.undo(), project.redo()) == (None, None)
    assert dump(project) == before


def test_what_is_done_afterwards_can_be_undone_and_redone(told):
    project = told.project
    withdraw(told)
    before = dump(project)
    project.rename_code(told.forms, "Paperwork")
    assert not project.undo_ends_here()
    assert project.undo().label == "Rename code"
    assert dump(project) == before
    assert project.undo() is None
    assert project.redo().label == "Rename code"
    assert project.codebook()[told.forms].name == "Paperwork"


def test_codes_and_transcripts_are_still_found_in_the_history(told):
    from coder_gui.domain.audit_trail import TrailFilter

    project = told.project
    ben = told.transcripts[1]
    wanted = TrailFilter(transcript_id=ben, kind="Apply code")
    before = [entry.what for page in project.trail(wanted) for entry in page]
    withdraw(told)
    assert [entry.what for page in project.trail(wanted) for entry in page] == before != []


def test_another_label_changes_nothing(told):
    before = dump(told.project), history(told.project)
    for typed in ("quillonia", "", "Ben"):
        with pytest.raises(Refused, match="not typed"):
            told.project.withdraw_participant(told.quillonia, typed)
    assert (dump(told.project), history(told.project)) == before


def test_a_failure_takes_everything_back(told, monkeypatch):
    def fail(*_arguments):
        raise ProjectFileError("The disk is full.")

    before = dump(told.project), history(told.project)
    monkeypatch.setattr(withdrawal, "_reword", fail)
    with pytest.raises(ProjectFileError):
        withdraw(told)
    assert (dump(told.project), history(told.project)) == before
    monkeypatch.undo()
    assert withdraw(told) is True


def test_without_room_nothing_is_begun(told, monkeypatch):
    from collections import namedtuple

    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(erasing.shutil, "disk_usage", lambda _path: usage(9, 9, 9))
    before = dump(told.project), history(told.project)
    with pytest.raises(ProjectFileError, match="Nothing was changed"):
        withdraw(told)
    assert (dump(told.project), history(told.project)) == before


def test_a_file_that_could_not_be_written_anew_is_tidied_later(told, tmp_path):
    other = withdrawal.ProjectDatabase(told.project.path, read_only=True)
    cursor = other.conn.execute("SELECT id FROM segment")
    cursor.fetchone()
    told.project.file.db.execute("PRAGMA busy_timeout = 1")
    assert told.project.tidy() is False
    cursor.close()
    other.close()
    assert told.project.tidy() is True


def test_the_plan_says_how_much_goes(told):
    plan = told.project.withdrawal_plan(told.quillonia)
    assert plan.label == "Quillonia"
    assert plan.transcripts == ("sonder_interview",)
    assert plan.goes == (
        "1 transcript",
        "3 segments of 2 coders",
        "2 memos",
        "1 attribute value",
        "1 original file",
    )
    assert told.project.withdrawal_plan(10_000) is None


def test_the_plan_lists_what_stays_and_speaks_of_the_person(told):
    project = told.project
    project.rename_code(told.forms, "I counted wolframite lanterns")
    project.edit_entry(told.help, example="“The kerfuffle orchard keeps me awake.”")
    project.add_memo("Ask Quillonia’s sister.", title="To do")
    project.annotate_segment(told.segments[0], "Compare quillonia.", None)
    project.update_study(description="Twelve carers and Quillonia.")
    mentions = project.withdrawal_plan(told.quillonia).mentions
    assert [each.partition(" of ")[0] for each in mentions] == [
        "the study sheet",
        "the code “Help given”",
        "the code “I counted wolframite lanterns”",
        "a memo",
        "a comment in “Anna”",
    ]


def test_the_plan_names_transcripts_of_others_in_which_the_person_speaks(told):
    anna = told.transcripts[0]
    with told.project.file.journal.step("Link", 1) as step:
        step.db.execute(
            "UPDATE speaker SET participant_id = ? WHERE transcript_id = ? AND name = 'Anna'",
            (told.quillonia, anna),
        )
    mentions = told.project.withdrawal_plan(told.quillonia).mentions
    assert "what “Anna” says in “Anna”" in mentions


def test_copies_beside_the_project_are_listed_and_deleted(told, tmp_path):
    folder = tmp_path / "study restore points"
    folder.mkdir()
    points = [
        folder / "2026-03-02 10.42.07 (daily).coding",
        folder / "2026-03-03 10.42.07 x.coding",
    ]
    for point in points:
        point.write_bytes(b"Quillonia")
    (folder / "notes.txt").write_text("mine")
    (tmp_path / "other.coding").write_bytes(b"x")
    copies = told.project.withdrawal_plan(told.quillonia).copies
    assert [copy.path for copy in copies] == points[::-1]
    assert copies[0].size == 9
    withdraw(told)
    told.project.delete_copies(copies)
    assert not any(point.exists() for point in points)
    assert (folder / "notes.txt").exists() and (tmp_path / "other.coding").exists()


def test_an_empty_participant_can_withdraw(filled):
    person_id = filled.project.import_participants([{"label": "Silent"}])
    person_id = filled.project.participants()[-1].id
    assert filled.project.withdraw_participant(person_id, "Silent") is True
    assert filled.project.check() == []


def test_a_participant_of_a_protected_project_can_withdraw(path, stamps):
    project = Project.create(path, "Waiting", "Mira", stamps, new_key("correct horse battery"))
    filled = fill(project)
    person = project.participants()[0]
    project.annotate_segment(filled.segments[1], "susurrus", None)
    assert project.withdraw_participant(person.id, "Anna") is True
    assert project.check() == []
    assert history(project)["step"][-1][3] == "Withdrew a participant"
    assert not any("susurrus" in str(rows) for rows in (dump(project), history(project)))
    project.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
