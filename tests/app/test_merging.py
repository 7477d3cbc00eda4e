"""Taking work back: what a preview says, what each decision does, and that it is one step."""

from contextlib import contextmanager

import pytest

from coder_gui.app.project import Project
from coder_gui.domain.edits import Edit
from coder_gui.domain.errors import ProjectFileError, Refused
from coder_gui.domain.stamps import Stamps, new_guid
from coder_gui.storage.memos import Subject
from filling import ANNA, draft, dump, ticking_stamps


@contextmanager
def at_work(path):
    """A file that is open on another computer, whose guids are its own."""
    project = Project.open(path, stamps=Stamps(ticking_stamps().now, new_guid))
    yield project
    project.close()


@pytest.fixture
def package(filled, tmp_path):
    """A file for Lea with all three transcripts."""
    out = tmp_path / "Lea.coding"
    filled.project.make_package("Lea", filled.transcripts, out)
    return out


@pytest.fixture
def copy(filled, tmp_path):
    """A second copy of the whole project."""
    out = tmp_path / "copy.coding"
    filled.project.back_up(out)
    return out


def take(project, path, **sides):
    """Merge by the defaults, with a decision for each section or kind that is named."""
    plan = project.plan_merge(path)
    decisions = {
        row.number: sides[row.section] if row.section in sides else sides[row.item.kind]
        for row in plan.rows
        if row.section in sides or row.item.kind in sides
    }
    project.merge(plan, decisions)
    return plan


def see(filled):
    """Let Mira see what Lea does."""
    filled.project.open_comparison((filled.mira, filled.project.coders()[-1].id))


def sections(plan):
    return {name: number for name, number in plan.counts().items() if number}


def quoted(project, name):
    """Who coded which words with a code, in order."""
    code = next(code.id for code in project.codebook() if code.name == name)
    everybody = {coder.id: coder.name for coder in project.coders()}
    return sorted(
        (everybody[each.coder_id], project.text(info.id)[each.start : each.end])
        for info in project.transcripts()
        for each in project.segments(info.id, everybody)
        if each.code_id == code
    )


def change(project, transcript, old, new):
    start = project.text(transcript).index(old)
    return project.edit_transcript(transcript, [Edit(start, start + len(old), new)])


# What a coder brings back --------------------------------------------------------------------


def test_a_coders_work_comes_back_in_one_step(filled, package):
    anna = filled.transcripts[0]
    with at_work(package) as lea:
        lea.apply_code(anna, filled.alone, *filled.span(anna, "I had been up since five"))
        code, segment = lea.apply_new_code(anna, "Tiredness", filled.theme, 0, 11)
        lea.add_memo("Very tired.", Subject(segment_id=segment))
        lea.add_memo("On the new one.", Subject(code_id=code))
        lea.finish_package()
    see(filled)
    before, told = dump(filled.project), len(filled.notices)
    plan = filled.project.plan_merge(package)
    assert (plan.coder, plan.finished, plan.conflicts) == ("Lea", True, ())
    assert sections(plan) == {
        "new segments": 2,
        "new codes": 1,
        "new memos": 2,
        "work done": 3,
    }
    assert dump(filled.project) == before
    titles = [row.title for row in plan.rows]
    assert "“I had been up since five” as “Nobody there” in “Anna”" in titles
    assert "code “Tiredness”" in titles
    merged = filled.project.merge(plan)
    assert merged.sentence() == "Took over 2 segments, 1 code, 2 memos, 3 changes."
    assert len(filled.notices) == told + 1
    assert ("Lea", "I had been up since five") in quoted(filled.project, "Nobody there")
    assert len(quoted(filled.project, "Nobody there")) == 4  # nobody else's went
    lea = filled.project.coders()[-1]
    finished = [each for each in filled.project.assignments() if each.coder_id == lea.id]
    assert all(each.finished_at for each in finished) and len(finished) == 3
    memo = next(each for each in filled.project.memos() if each.text == "Very tired.")
    on = filled.project.segments_by_id([memo.segment_id])[0]
    assert (on.coder_id, memo.author_id) == (lea.id, lea.id)
    assert filled.project.codebook().path(on.code_id).endswith("Tiredness")
    assert filled.project.check() == []
    assert filled.project.plan_merge(package).is_empty
    filled.project.undo()
    assert dump(filled.project) == before


def test_after_undoing_everything_can_be_taken_back_again(filled, package):
    with at_work(package) as lea:
        lea.apply_code(filled.transcripts[0], filled.alone, 0, 11)
    take(filled.project, package)
    filled.project.undo()
    plan = take(filled.project, package)
    assert sections(plan) == {"new segments": 1}
    assert len(quoted(filled.project, "Nobody there")) == 4


def test_later_work_in_the_same_file_comes_after(filled, package):
    anna = filled.transcripts[0]
    with at_work(package) as lea:
        first = lea.apply_code(anna, filled.alone, 0, 11)
        lea.apply_code(anna, filled.alone, 12, 20)
    take(filled.project, package)
    with at_work(package) as lea:
        lea.remove_segment(first)
        rest = lea.segments(anna)[0]
        lea.annotate_segment(rest.id, "Here.", "for")
    plan = take(filled.project, package)
    assert sections(plan) == {"deletions": 1, "other changes": 1}
    lea = filled.project.coders()[-1]
    (left,) = filled.project.segments(anna, [lea.id])
    assert (left.comment, left.stance, left.start) == ("Here.", "for", 12)


def test_what_is_decided_against_stays_away(filled, package):
    with at_work(package) as lea:
        lea.apply_new_code(filled.transcripts[0], "Tiredness", None, 0, 11)
    see(filled)
    before = len(filled.project.codebook())
    plan = filled.project.plan_merge(package)
    code = next(row for row in plan.rows if row.section == "new codes")
    merged = filled.project.merge(plan, {code.number: "ours"})
    assert merged.left_out == (
        "“Interviewer” as “Tiredness” in “Anna”",
    )  # its segment has nothing to stand on
    assert len(filled.project.codebook()) == before
    assert "left out" in merged.sentence()


# Definitions ---------------------------------------------------------------------------------


def test_a_definition_changed_there_comes_over(filled, package):
    with at_work(package) as lea:
        lea.edit_entry(filled.alone, definition="Nobody comes.")
    plan = take(filled.project, package)
    assert sections(plan) == {"changed definitions": 1}
    assert filled.project.codebook()[filled.alone].definition == "Nobody comes."


def test_a_definition_changed_here_stays(filled, package):
    filled.project.edit_entry(filled.alone, definition="Ours.")
    assert filled.project.plan_merge(package).is_empty


@pytest.mark.parametrize(("side", "left"), [("ours", "Ours."), ("theirs", "Theirs.")])
def test_a_definition_changed_on_both_sides_is_asked(filled, package, side, left):
    with at_work(package) as lea:
        lea.edit_entry(filled.alone, definition="Theirs.")
        lea.rename_code(filled.alone, "No one")
    filled.project.edit_entry(filled.alone, definition="Ours.")
    before = dump(filled.project)
    plan = filled.project.plan_merge(package)
    (row,) = plan.conflicts
    assert (row.ours, row.theirs) == (
        "definition: Ours.; name: Nobody there",
        "definition: Theirs.; name: No one",
    )
    with pytest.raises(Refused, match="must be decided by a person"):
        filled.project.merge(plan)
    assert dump(filled.project) == before
    filled.project.merge(plan, {row.number: side})
    code = filled.project.codebook()[filled.alone]
    assert (code.definition, code.name) == (left, "No one")  # only they renamed it


# Deletions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("side", "left"), [("ours", 1), ("theirs", 0)])
def test_a_code_deleted_there_with_segments_of_others_is_asked(filled, package, side, left):
    with at_work(package) as lea:
        lea.delete_codes([filled.forms])
    plan = filled.project.plan_merge(package)
    (row,) = plan.conflicts
    assert (row.item.kind, row.title, row.default) == ("deleted", "code “Forms”", "ours")
    filled.project.merge(plan, {row.number: side})
    assert sum(code.name == "Forms" for code in filled.project.codebook()) == left


@pytest.mark.parametrize(("side", "left"), [("ours", 0), ("theirs", 1)])
def test_a_code_deleted_here_and_used_there_is_asked(filled, package, side, left):
    with at_work(package) as lea:
        lea.apply_code(filled.transcripts[2], filled.forms, 0, 5)
    filled.project.delete_codes([filled.forms])
    plan = filled.project.plan_merge(package)
    (row,) = plan.conflicts
    assert row.item.kind == "back"
    assert row.theirs == "still there, with 1 thing on it"
    filled.project.merge(plan, {row.number: side})
    assert sum(code.name == "Forms" for code in filled.project.codebook()) == left
    assert filled.project.check() == []


def test_what_was_deleted_here_and_left_alone_there_stays_away(filled, package):
    filled.project.delete_codes([filled.forms])
    assert filled.project.plan_merge(package).is_empty


def test_a_segment_deleted_there_and_changed_here_is_asked(filled, copy):
    segment = filled.segments[0]
    with at_work(copy) as other:
        other.remove_segment(segment)
    filled.project.annotate_segment(segment, "But look!", None)
    plan = filled.project.plan_merge(copy)
    (row,) = plan.conflicts
    assert (row.item.kind, row.item.table) == ("deleted", "segment")
    filled.project.merge(plan, {row.number: "ours"})
    assert filled.project.segments_by_id([segment])


# Texts ---------------------------------------------------------------------------------------


def test_a_text_corrected_here_takes_their_segments_along(filled, package):
    anna = filled.transcripts[0]
    with at_work(package) as lea:
        lea.apply_code(anna, filled.help, *filled.span(anna, "the bus was late again"))
        lea.apply_code(anna, filled.help, *filled.span(anna, "she is right"))
    change(filled.project, anna, "the bus", "my old bus")
    plan = take(filled.project, package)
    assert sections(plan) == {"new segments": 2, "changed texts": 1}
    lea = filled.project.coders()[-1].id
    found = filled.project.segments(anna, [lea])
    text = filled.project.text(anna)
    assert [text[each.start : each.end] for each in found] == [
        "my old bus was late again",
        "she is right",
    ]
    assert [each.to_check for each in found] == [True, False]
    assert filled.project.plan_merge(package).counts()["new segments"] == 0


def test_a_text_corrected_there_comes_with_our_segments_carried(filled, package):
    anna = filled.transcripts[0]
    with at_work(package) as lea:
        change(lea, anna, "the bus", "my old bus")
        lea.apply_code(anna, filled.help, 0, 11)
        theirs = lea.transcript(anna)
    plan = take(filled.project, package)
    assert sections(plan) == {"new segments": 1, "changed texts": 1}
    mine = filled.project.transcript(anna)
    assert (mine.text, mine.turns, mine.spans) == (theirs.text, theirs.turns, theirs.spans)
    assert ("Mira", "my old bus was late") in quoted(filled.project, "Nobody there")
    assert filled.project.segments_by_id([filled.segments[0]])[0].to_check
    assert filled.project.check() == []


@pytest.mark.parametrize(("side", "left"), [("ours", "the tram"), ("theirs", "my old bus")])
def test_a_text_corrected_on_both_sides_is_asked(filled, package, side, left):
    anna = filled.transcripts[0]
    with at_work(package) as lea:
        change(lea, anna, "the bus", "my old bus")
        lea.apply_code(anna, filled.help, *filled.span(anna, "she is right")[:1], len(ANNA) - 1)
    change(filled.project, anna, "the bus", "the tram")
    plan = filled.project.plan_merge(package)
    (row,) = plan.conflicts
    filled.project.merge(plan, {row.number: side})
    assert left in filled.project.text(anna)
    assert ("Mira", f"{left} was late") in quoted(filled.project, "Nobody there")
    assert filled.project.check() == []


def test_speakers_named_there_come_over(filled, package):
    anna = filled.transcripts[0]
    with at_work(package) as lea:
        lea.set_interviewer(anna, "Anna", True)
    plan = take(filled.project, package)
    assert sections(plan) == {"changed texts": 1}
    assert all(turn.interviewer for turn in filled.project.transcript(anna).turns)
    assert filled.project.plan_merge(package).is_empty


# Copies and strangers ------------------------------------------------------------------------


def test_a_copy_brings_transcripts_people_and_answers(filled, copy):
    with at_work(copy) as other:
        other.import_participants([{"label": "Dora", "group": "Guests", "Age": "30"}])
        (new,) = other.import_transcripts([draft("Dora", "Dora: Hello there.\n")]).imported
        other.apply_code(new, filled.alone, 6, 11)
    take(filled.project, copy)
    dora = filled.project.participants()[-1]
    info = filled.project.transcripts()[-1]
    assert (dora.label, info.name, info.participant_id) == ("Dora", "Dora", dora.id)
    assert list(dora.values.values()) == ["30"]
    assert filled.project.text(info.id) == "Dora: Hello there.\n"
    assert ("Mira", "Hello") in quoted(filled.project, "Nobody there")
    assert filled.project.check() == []


def test_the_same_made_on_both_sides_is_there_once(filled, copy):
    words = filled.span(filled.transcripts[0], "she is right")
    for project in (filled.project, None):
        if project is None:
            with at_work(copy) as other:
                other.apply_code(filled.transcripts[0], filled.help, *words)
                other.import_transcripts([draft("Eve", "Eve: Yes.\n")])
                other.add_group("Guests")
        else:
            project.apply_code(filled.transcripts[0], filled.help, *words)
            project.import_transcripts([draft("Eve", "Eve: Yes.\n")])
            project.add_group("Guests")
    take(filled.project, copy)
    assert [info.name for info in filled.project.transcripts()].count("Eve") == 1
    assert [group.name for group in filled.project.groups()].count("Guests") == 1
    assert quoted(filled.project, "Help given").count(("Mira", "she is right")) == 1


def test_another_study_is_refused(filled, tmp_path):
    other = Project.create(tmp_path / "other.coding", "Other", "Kim", Stamps(guid=new_guid))
    other.import_transcripts([draft("Zoe", "Zoe: Something else.\n")])
    other.close()
    before = dump(filled.project)
    with pytest.raises(Refused, match="belongs to another study"):
        filled.project.plan_merge(tmp_path / "other.coding")
    with pytest.raises(Refused, match="is the project that is open"):
        filled.project.plan_merge(filled.project.path)
    assert dump(filled.project) == before


def test_what_is_no_sound_project_is_refused(filled, package, tmp_path):
    with pytest.raises(ProjectFileError):
        filled.project.plan_merge(tmp_path / "nothing.coding")
    with at_work(package) as lea, lea.file.journal.step("Break it") as step:
        step.db.execute("UPDATE transcript SET length = length + 1 WHERE id = 1")
    with pytest.raises(ProjectFileError, match="is damaged, so nothing was taken"):
        filled.project.plan_merge(package)


def test_an_old_preview_is_not_carried_out(filled, package):
    with at_work(package) as lea:
        lea.apply_code(filled.transcripts[0], filled.alone, 0, 11)
    plan = filled.project.plan_merge(package)
    filled.project.add_code("Meanwhile")
    with pytest.raises(Refused, match="was changed since"):
        filled.project.merge(plan)


def test_nothing_is_merged_into_what_was_handed_out(filled, package, copy):
    with at_work(package) as lea, pytest.raises(Refused, match="itself handed out"):
        lea.plan_merge(copy)


def test_a_withdrawn_participant_does_not_come_back_unasked(filled, package):
    with at_work(package) as lea:
        lea.apply_code(filled.transcripts[0], filled.alone, 0, 11)
        lea.apply_code(filled.transcripts[1], filled.alone, 0, 4)
    filled.project.withdraw_participant(filled.project.participants()[0].id, "Anna")
    plan = filled.project.plan_merge(package)
    assert {row.title for row in plan.conflicts} >= {"participant “Anna”", "transcript “Anna”"}
    assert all(row.default == "ours" for row in plan.conflicts)
    merged = filled.project.merge(plan, plan.by_rule("ours"))
    assert merged.done["segment"] == 1
    assert [info.name for info in filled.project.transcripts()] == ["Ben", "Caro"]
