"""De-identifying replaces names everywhere in one step and keeps the way back outside."""

from __future__ import annotations

import pytest

from coder_gui.app import name_list
from coder_gui.app.deidentifying import (
    found_in,
    left_over,
    looking_like_names,
    texts_in,
    without_listed,
)
from coder_gui.app.name_list import NameList
from coder_gui.domain.audit_trail import TrailFilter
from coder_gui.domain.errors import ProjectFileError, Refused
from coder_gui.storage import encryption
from coder_gui.storage.memos import Subject
from filling import dump, history

LIST = (("Anna", "[partner]"), ("Ben", "[neighbour]"), ("Fridays", "[day]"))


@pytest.fixture
def names():
    made = NameList()
    for spellings, stands in LIST:
        made.add(spellings, stands)
    return made


@pytest.fixture
def told(filled):
    """The filled project, with names in notes, comments and the codebook, too."""
    project, anna = filled.project, filled.transcripts[0]
    project.annotate_segment(filled.segments[0], "Anna’s words.", None)
    project.edit_entry(filled.alone, example="“Ben is alone.”")
    project.add_memo("Anna again.", Subject(transcript_id=anna), title="On Anna")
    return filled


def replace_all(told, names):
    project = told.project
    return project.deidentify(found_in(project.sources(), names.entries), names)


def where(found):
    return {(each.source.place.table, each.source.place.column) for each in found}


def test_names_are_found_in_everything_that_was_written(told, names):
    found = found_in(told.project.sources(), names.entries)
    assert where(found) >= {
        ("text_block", "text"),
        ("speaker", "name"),
        ("transcript", "name"),
        ("transcript", "source_name"),
        ("participant", "label"),
        ("memo", "title"),
        ("memo", "text"),
        ("segment", "comment"),
        ("code", "example"),
    }
    assert {each.words for each in found} == {"Anna", "Ben", "Fridays"}


def test_places_are_named_as_people_name_them(told, names):
    said = {each.source.where for each in found_in(told.project.sources(), names.entries)}
    assert {"Anna", "Anna · speaker", "Anna · file name", "Anna · comment"} <= said
    assert {"codebook · Nobody there", "participant · Anna", "Anna · memo"} <= said


def test_chosen_transcripts_only(told, names):
    project, anna = told.project, told.transcripts[0]
    found = found_in(project.sources([anna]), names.entries)
    assert {each.words for each in found} == {"Anna"}
    assert {each.source.place.transcript_id for each in found} == {anna}


def test_everything_is_replaced_in_one_step_and_comes_back_with_undo(told, names):
    project = told.project
    before = dump(project)
    told.notices.clear()
    done = replace_all(told, names)
    assert len(told.notices) == 1
    assert found_in(project.sources(), names.entries) == []
    assert done.transcripts == 2
    assert done.places > done.elsewhere > 5
    assert project.check() == []
    project.undo()
    assert dump(project) == before
    project.redo()
    assert found_in(project.sources(), names.entries) == []


def test_names_stand_in_brackets_in_text_turns_and_labels(told, names):
    project, (anna, ben, _caro) = told.project, told.transcripts
    replace_all(told, names)
    assert "[partner]: Slowly." in project.text(anna)
    assert "brings bread on [day]." in project.text(ben)
    assert {turn.speaker for turn in project.transcript(anna).turns} == {"Interviewer", "[partner]"}
    assert [person.label for person in project.participants()][:2] == ["[partner]", "[neighbour]"]
    assert project.transcripts()[0].source_name == "[partner].docx"
    assert project.codebook()[told.alone].example == "“[neighbour] is alone.”"


def test_segments_quote_the_same_words_and_none_waits_to_be_checked(told, names):
    project = told.project

    def quotes():
        return {
            segment.id: project.text(segment.transcript_id)[segment.start : segment.end]
            for segment in project.segments_by_id(told.segments)
        }

    before = quotes()
    replace_all(told, names)
    assert quotes() == {
        **before,
        told.segments[5]: before[told.segments[5]],
    }
    assert project.segments_to_check() == ()


def test_a_coded_name_is_coded_still_and_what_waited_goes_on_waiting(told, names):
    project, anna = told.project, told.transcripts[0]
    start = project.text(anna).index("Anna")
    segment = project.apply_code(anna, told.forms, start, start + 4)
    from coder_gui.domain.edits import Edit

    place = project.text(anna).index("bus")
    project.edit_transcript(anna, [Edit(place, place + 3, "tram")])
    waiting = project.segments_to_check()
    assert waiting
    replace_all(told, names)
    now = project.segments_by_id([segment])[0]
    assert project.text(anna)[now.start : now.end] == "[partner]"
    assert {each.id for each in project.segments_to_check()} == {each.id for each in waiting}


def test_only_what_was_chosen_is_replaced(told, names):
    project, anna = told.project, told.transcripts[0]
    texts = [f for f in found_in(project.sources(), names.entries) if f.source.is_transcript]
    done = project.deidentify(texts[:1], names)
    assert (done.places, done.transcripts, done.elsewhere) == (1, 1, 0)
    assert project.text(anna).count("[partner]") == 1
    assert project.text(anna).count("Anna") == 1
    assert project.deidentify([], names).places == 0


def test_the_audit_trail_says_how_much_and_never_the_names(told, names):
    project = told.project
    replace_all(told, names)
    entries = [entry for page in project.trail(TrailFilter()) for entry in page]
    assert entries[0].what.startswith("De-identified 5 places in 2 transcripts, ")
    said = " ".join(f"{entry.what} {entry.where}" for entry in entries)
    assert not {"Anna", "Ben"} & set(said.replace("”", " ").replace("“", " ").split())


def test_two_spellings_of_one_speaker_become_one(project):
    from filling import draft

    text = "Margaret: Yes.\nInterviewer: And?\nMaggie: No.\n"
    project.import_transcripts([draft("P01", text)])
    names = NameList()
    names.add("Margaret, Maggie", "partner")
    project.deidentify(found_in(project.sources(), names.entries), names)
    turns = project.transcript(1).turns
    assert [turn.speaker for turn in turns] == ["[partner]", "Interviewer", "[partner]"]
    assert project.check() == []


def test_labels_that_tell_people_apart_stay_different(project):
    from filling import draft

    drafts = [draft("Anna", "Anna: One.\n"), draft("Anne", "Anne: Two.\n")]
    project.import_transcripts(drafts)
    names = NameList()
    names.add("Anna, Anne", "sister")
    project.deidentify(found_in(project.sources(), names.entries), names)
    assert [person.label for person in project.participants()] == ["[sister]", "[sister] 2"]
    assert [info.name for info in project.transcripts()] == ["[sister]", "[sister] 2"]


def test_no_name_goes_from_one_turn_into_the_next(project):
    from filling import draft

    text = "Interviewer: And Anna\nBerger: Yes, Anna Berger.\n"
    project.import_transcripts([draft("P01", text)])
    names = NameList()
    names.add("Anna Berger", "her")
    names.add("Anna", "she")
    found = [f for f in found_in(project.sources(), names.entries) if f.source.is_transcript]
    assert [each.words for each in found] == ["Anna", "Anna Berger"]


def test_what_changed_meanwhile_is_not_replaced(told, names):
    project, anna = told.project, told.transcripts[0]
    found = found_in(project.sources(), names.entries)
    project.rename_transcript(anna, "Another")
    before = dump(project), history(project)
    with pytest.raises(Refused, match="nothing was replaced"):
        project.deidentify(found, names)
    assert (dump(project), history(project)) == before


# The list and its key ------------------------------------------------------------------------


@pytest.fixture
def key(tmp_path):
    return name_list.make_key(tmp_path / "s.codingkey", encryption.new_key("four quiet herons"))


def reopened(key):
    key.close()
    other = NameList()
    other.take_key(name_list.open_key(key.path, name_list.key_for(key.path, "four quiet herons")))
    return other


def test_the_key_is_written_before_the_step_and_goes_on_later(told, names, key):
    names.take_key(key)
    replace_all(told, names)
    again = reopened(key)
    assert [(each.original, each.replacement) for each in again.entries] == list(LIST)
    uses = {use.entry.original: (use.places, use.transcripts) for use in again.key.uses()}
    assert uses["Fridays"] == (1, 1)
    assert uses["Anna"][0] > 5
    again.add("Annie", "partner")
    assert [len(group) for group in again.groups()] == [2, 1, 1]
    again.close()


def test_where_the_key_cannot_be_written_nothing_is_replaced(told, names, key):
    names.take_key(key)
    key._db.execute("PRAGMA query_only = ON")
    before = dump(told.project), history(told.project)
    with pytest.raises(ProjectFileError, match="nothing was replaced"):
        replace_all(told, names)
    assert (dump(told.project), history(told.project)) == before
    names.close()


def test_spellings_are_divided_by_commas_and_proposals_are_numbered():
    names = NameList()
    names.add("Margaret, Maggie ,  Mrs  Hill", "")
    names.add("Jo", "")
    names.add("Ellin", "", "place")
    assert [each.original for each in names.entries][:3] == ["Margaret", "Maggie", "Mrs Hill"]
    assert [group[0].replacement for group in names.groups()] == [
        "[person 1]",
        "[person 2]",
        "[place 1]",
    ]
    assert names.proposed("other", "phone") == "[phone]"


def test_changing_and_removing():
    names = NameList()
    names.add("Margaret, Maggie", "partner")
    names.change("[partner]", "Margaret, Peg", "wife", "person", True)
    assert [(e.original, e.replacement, e.as_written) for e in names.entries] == [
        ("Margaret", "[wife]", True),
        ("Peg", "[wife]", True),
    ]
    with pytest.raises(Refused):
        names.change("[wife]", " , ", "x", "person", False)
    assert len(names.entries) == 2
    names.remove("[wife]")
    assert names.entries == ()


# Looking for what is left --------------------------------------------------------------------


def test_suggestions_leave_out_what_is_listed_or_said_to_be_none(told, names):
    looks = looking_like_names(told.project.sources())
    words = {each.text for each in looks}
    assert "Fridays" not in words, "days are no names"
    assert {"Anna", "Ben", "Caro"} <= words
    assert not {"Anna", "Ben"} & {each.text for each in without_listed(looks, names.entries)}
    assert "Caro" not in {each.text for each in without_listed(looks, (), {"Caro"})}


def test_an_export_is_searched_for_what_is_left(told, names):
    project = told.project
    project.edit_entry(told.forms, example="Ring 07700 900123, says Caro.")

    def left():
        document = project.codebook_document()
        return sorted(set(left_over(texts_in(document), project.sources(), names)))

    assert left() == ["07700 900123", "Anna", "Ben", "Caro"]
    replace_all(told, names)
    assert left() == ["07700 900123", "Caro"]
    names.set_no_name("Caro")
    assert left() == ["07700 900123"]


def test_the_audit_trail_is_searched_as_it_is_exported(told, names):
    project = told.project
    names.add("Caro", "clerk")

    def left():
        return set(left_over(texts_in(project.audit_document()), project.sources(), names))

    assert left() == {"Anna", "Ben", "Caro"}
    replace_all(told, names)
    assert left() == set()
