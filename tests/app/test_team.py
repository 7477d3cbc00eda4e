"""The team: coders, assignments, what is drawn, coding again, and who may see whose work."""

import pytest

from coder_gui.app.agreement_report import agreement_document
from coder_gui.app.project import Project
from coder_gui.domain.agreement.reading_scales import KRIPPENDORFF
from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.code_counts import CountChoice
from coder_gui.domain.edits import Edit
from coder_gui.domain.errors import Refused
from coder_gui.domain.memo_text import Link
from coder_gui.exchange.reports.agreement_wording import methods
from coder_gui.storage import segments as stored
from coder_gui.storage import study, team
from coder_gui.storage.memos import Subject
from filling import draft, dump


def last(filled):
    return filled.notices[-1].summary


def consensus(project, name="Consensus"):
    """A layer that two coders agreed on, as settling makes it."""
    with project._step("Settle") as step:
        return study.add_coder(step, name, "consensus")


def with_layer(filled):
    """A consensus that repeats two of Mira's segments."""
    project = filled.project
    layer = consensus(project)
    anna = filled.transcripts[0]
    with project._step("Settle") as step:
        for segment in project.segments(anna, [filled.mira]):
            at = stored.Passage(anna, segment.code_id, layer, segment.start, segment.end)
            stored.add_segment(step, at)
        study.assign(step, layer, anna)
    return layer


# Coders --------------------------------------------------------------------------------------


def test_what_each_has_to_do_and_has_done(filled):
    project, noor, (anna, ben, caro) = filled.project, filled.noor, filled.transcripts
    project.set_tasks([(noor, caro)], "empty")
    project.set_tasks([(noor, anna)], "finished")
    load = project.workloads()[noor]
    assert (load.assigned, load.coded, load.finished, load.segments) == (3, 2, 1, 2)
    assert load.last_at.startswith("2026-03-02")
    assert project.tasks() == {
        (1, anna): "coding",
        (1, ben): "coding",
        (1, caro): "coding",
        (noor, anna): "finished",
        (noor, ben): "coding",
        (noor, caro): "empty",
    }
    project.unassign(noor, [caro])
    assert (noor, caro) not in project.tasks()
    nobody = project.add_coder("Nobody")
    assert project.workloads()[nobody].last_at is None


def test_tasks_of_several_cells_are_one_step(filled):
    project, noor, (anna, ben, caro) = filled.project, filled.noor, filled.transcripts
    before = dump(project)
    project.set_tasks([(1, anna), (1, ben), (noor, ben), (noor, caro)], "finished")
    assert last(filled) == "Marked 3 transcripts of “Mira” and “Noor” as finished"
    assert len(filled.notices) == 1
    project.set_tasks([(noor, ben), (noor, caro)], "not assigned")
    assert last(filled) == "Took 2 transcripts back from “Noor”"
    assert (noor, ben) not in project.tasks()
    assert len(project.segments(ben, [noor])) == 1
    project.undo()
    project.undo()
    assert dump(project) == before


def test_renaming_a_coder(filled):
    project = filled.project
    project.rename_coder(filled.noor, " Noor  B. ")
    assert last(filled) == "Renamed the coder “Noor” to “Noor B.”"
    project.rename_coder(filled.noor, "Noor B.")
    assert len(filled.notices) == 1
    for name, sentence in (("Mira", "“Mira” is a coder of this project already"), ("", "letter")):
        with pytest.raises(Refused, match=sentence):
            project.rename_coder(filled.noor, name)


def test_deleting_a_coder_says_what_goes_and_can_be_undone(filled):
    project = filled.project
    project.add_memo("On theirs.", Subject(segment_id=filled.segments[4]))
    project.open_comparison((filled.mira, filled.noor))
    before = dump(project)
    goes = project.belongings_of(filled.noor)
    assert goes.in_words() == "2 segments, 1 memo on them, 2 assignments and 1 comparison"
    project.delete_coder(filled.noor)
    assert last(filled) == f"Deleted the coder “Noor” with {goes.in_words()}"
    assert [each.name for each in project.coders()] == ["Mira"]
    assert project.facts().segments == 4
    assert project.check() == []
    project.undo()
    assert dump(project) == before
    with pytest.raises(Refused, match="“Mira” is at work now and stays"):
        project.delete_coder(filled.mira)
    assert dump(project) == before


def test_many_segments_ask_for_a_restore_point(filled):
    project, asked = filled.project, []
    project.before_bulk = asked.append
    project.delete_coder(filled.noor)
    assert asked == []
    project.undo()
    passages = [
        stored.Passage(filled.transcripts[0], filled.alone, filled.noor, at, at + 3)
        for at in range(30)
    ]
    project.apply_codes(passages, "Many")
    project.delete_coder(filled.noor)
    assert asked == ["before deleting a coder"]


def test_the_history_never_takes_a_new_coder_for_one_who_is_gone(filled):
    project = filled.project
    project.coder_id = filled.noor
    project.rename_code(filled.forms, "Papers")
    project.coder_id = filled.mira
    project.delete_coder(filled.noor)
    assert project.add_coder("Petra") != filled.noor
    by = {entry.what: entry.coder for page in project.trail() for entry in page}
    assert by["Renamed “Forms” to “Papers”"] == "a coder who is gone"


# Drawing -------------------------------------------------------------------------------------


def test_what_was_drawn_stands_in_the_history(filled):
    project, (anna, _ben, caro) = filled.project, filled.transcripts
    before = dump(project)
    how = ", drawn at random in equal shares of each group (seed 41)"
    jonas = project.assign_drawn("Jonas", (anna, caro), how)
    assert last(filled) == (
        "Assigned 2 of 3 transcripts to “Jonas”, 1 from each group, drawn at random in equal "
        "shares of each group (seed 41)"
    )
    assert {key: task for key, task in project.tasks().items() if key[0] == jonas} == {
        (jonas, anna): "empty",
        (jonas, caro): "empty",
    }
    project.undo()
    assert dump(project) == before
    project.assign_drawn(filled.noor, (caro,))
    assert last(filled) == "Assigned 1 transcript to “Noor”"
    for coder, ids, sentence in (("Noor", (anna,), "already"), ("X", (), "No transcript is")):
        with pytest.raises(Refused, match=sentence):
            project.assign_drawn(coder, ids)


# Blind ---------------------------------------------------------------------------------------


def test_a_comparison_is_opened_once_and_the_history_says_so(filled):
    project, pair = filled.project, (filled.mira, filled.noor)
    assert project.opened(pair) is None
    assert project.is_blind(pair)
    assert not project.may_see(filled.noor)
    assert project.may_see(filled.mira)
    project.open_comparison(pair)
    assert last(filled) == "Opened the comparison of “Mira” and “Noor”"
    opened = project.opened(pair[::-1])
    assert (opened.first_id, opened.second_id, opened.author_id) == (*pair, filled.mira)
    assert team.opened(project.file.db, pair[::-1]) == opened
    project.open_comparison(pair[::-1])
    assert len(filled.notices) == 1
    assert project.may_see(filled.noor)
    project.undo()
    assert not project.may_see(filled.noor)


def test_only_two_persons_are_blind_to_each_other(filled):
    project, noor = filled.project, filled.noor
    layer = consensus(project)
    assert project.may_see(layer)
    assert not project.is_blind((noor, layer))
    assert not project.is_blind((noor, noor))
    for pair in ((noor, layer), (noor, noor), (noor, 99)):
        with pytest.raises(Refused, match="between two persons"):
            project.open_comparison(pair)


def test_nothing_is_opened_in_a_file_that_was_handed_out(filled, tmp_path):
    project, out = filled.project, tmp_path / "Lea.coding"
    project.make_package("Lea", filled.transcripts, out)
    lea = Project.open(out)
    second = lea.add_coder("Somebody")
    with pytest.raises(Refused, match="This file was handed out to one coder"):
        lea.open_comparison((lea.coder_id, second))
    lea.close()


def test_what_a_blind_coder_does_not_see(filled):
    project, anna, noor = filled.project, filled.transcripts[0], filled.noor
    everybody = CountChoice(everybody=True)
    project.coder_id = noor
    project.add_memo("Noor on Anna.", Subject(transcript_id=anna, start=0, end=5))
    project.add_memo("Noor on hers.", Subject(segment_id=filled.segments[4]))
    project.rename_code(filled.forms, "Papers")
    project.coder_id = filled.mira
    theirs = project.add_memo("Mira on Noor's.", Subject(segment_id=filled.segments[5]))
    hidden = {"Noor on Anna.", "Noor on hers.", "Mira on Noor's."}

    def texts():
        return {memo.text for memo in project.memos()}

    def told():
        return [entry.what for page in project.trail() for entry in page]

    assert hidden.isdisjoint(texts())
    on_anna = project.memos_on(Subject(transcript_id=anna))
    assert [memo.text for memo in on_anna] == ["On Anna."]
    assert project.counts_for(everybody) == {
        filled.theme: 3,
        filled.alone: 2,
        filled.help: 1,
        filled.forms: 1,
    }
    assert told()[1:3] == ["Renamed “Forms” to “Papers”", "Add memo"]
    assert "Apply code" in [step.summary for step in project.past_steps()]
    assert "Coded 4 words as “Help given”" not in told()
    project.open_comparison((filled.mira, noor))
    assert hidden <= texts()
    assert project.counts_for(everybody)[filled.alone] == 3
    assert "Coded 4 words as “Help given”" in told()
    assert theirs in {memo.id for memo in project.memos()}


def test_what_somebody_coded_earlier_is_as_hidden_as_the_rest(filled):
    project, mira, noor = filled.project, filled.mira, filled.noor
    layer = project.code_again([filled.transcripts[0]])
    assert project.may_see(layer)
    project.coder_id = noor
    assert not project.may_see(layer)
    assert project.unseen() == {mira, layer}
    assert project.is_blind((noor, layer)) and not project.is_blind((mira, layer))
    project.open_comparison(project.persons_of((noor, layer)))
    assert project.may_see(layer) and project.may_see(mira)


# Layers --------------------------------------------------------------------------------------


def test_a_layer_never_doubles_a_figure(filled):
    project, everybody = filled.project, CountChoice(everybody=True)
    project.open_comparison((filled.mira, filled.noor))
    before, kept = project.facts(), project._codes_now()
    counts, numbers = project.counts_for(everybody), project.code_history(filled.alone).numbers
    layer = with_layer(filled)
    facts = project.facts()
    assert facts.segments == before.segments == 6
    assert facts.coders == before.coders == {"Mira": 4, "Noor": 2}
    assert facts.layers == {"Consensus": 2}
    assert facts.assigned["Consensus"] == {"assigned": 1, "coded": 1, "finished": 0}
    assert project.counts_for(everybody) == counts
    assert project.code_history(filled.alone).numbers == numbers
    assert project._codes_now() == kept
    assert len(project.segments(filled.transcripts[0], [layer])) == 2
    assert project.standings(layer)[filled.transcripts[0]].segments == 2


def test_a_layer_never_codes(filled, path, tmp_path):
    project = filled.project
    layer = with_layer(filled)
    assert [each.name for each in project.persons()] == ["Mira", "Noor"]
    with pytest.raises(Refused, match="“Consensus” is not a person"):
        project.make_package(layer, filled.transcripts, tmp_path / "out.coding")
    project.close()
    again = Project.open(path, "Consensus")
    assert again.coder().name == "Mira"
    again.close()


def test_undoing_the_coder_at_work_puts_a_person_to_work(filled):
    project = filled.project
    project.delete_coder(filled.noor)
    consensus(project)
    project.coder_id = project.add_coder("Petra")
    project.undo()
    assert project.coder().name == "Mira"


# The same coder at two times -----------------------------------------------------------------


def test_coding_again_keeps_what_was_coded(filled):
    project, (anna, ben, caro) = filled.project, filled.transcripts
    project.mark_segment(filled.segments[1], good_quote=True)
    project.set_finished(1, [anna, ben], True)
    before, old = dump(project), project.segments(anna)
    layer = project.code_again([anna, ben], ", drawn at random (seed 3)")
    assert last(filled) == (
        "Kept 3 segments in 2 transcripts as “Mira, before 2 March 2026”, drawn at random (seed 3)"
    )
    kept = project.segments(anna, [layer])
    assert [(s.guid, s.comment, s.stance, s.good_quote) for s in kept] == [
        (s.guid, s.comment, s.stance, s.good_quote) for s in old
    ]
    assert project.segments(anna) == project.segments(ben) == ()
    assert len(project.segments(caro)) == 1
    tasks = project.tasks()
    assert tasks[1, anna] == "empty"
    assert tasks[layer, anna] == tasks[layer, ben] == "finished"
    assert project.earlier_layers() == {layer: 1}
    assert [memo.segment_id for memo in project.memos() if memo.text == "On the words."] == [
        filled.segments[0]
    ]
    assert project.check() == []
    assert set(project.assigned_to_both((1, layer))) == {anna, ben}
    assert not project.is_blind((1, layer))
    project.undo()
    assert dump(project) == before


def test_a_copy_may_be_kept_while_coding_goes_on(filled):
    project, anna = filled.project, filled.transcripts[0]
    old, memos = project.segments(anna), len(project.memos())
    layer = project.code_again([anna], keep_coding=True)
    assert (
        last(filled) == "Kept a copy of 2 segments in 1 transcript as “Mira, before 2 March 2026”"
    )
    assert project.segments(anna) == old
    copies = project.segments(anna, [layer])
    assert [(s.start, s.end, s.code_id, s.comment, s.stance) for s in copies] == [
        (s.start, s.end, s.code_id, s.comment, s.stance) for s in old
    ]
    assert {s.guid for s in copies}.isdisjoint(s.guid for s in old)
    assert len(project.memos()) == memos + 1
    assert project.tasks()[1, anna] == "coding"
    assert project.compare((1, layer)).pooled_kappa == 1
    assert project.check() == []
    again = project.code_again([anna], keep_coding=True)
    assert {c.id: c.name for c in project.coders()}[again] == "Mira, before 2 March 2026 (2)"


def test_only_what_one_has_coded_is_coded_again(filled):
    project = filled.project
    (new,) = project.import_transcripts([draft("Dora", "Dora: Nothing yet.\n")]).imported
    before = dump(project)
    for ids in ([], [new], [filled.transcripts[0], new]):
        with pytest.raises(Refused, match="Only what you have coded can be coded again"):
            project.code_again(ids)
    assert dump(project) == before


def test_the_methods_paragraph_says_that_it_is_one_person(filled):
    project, anna = filled.project, filled.transcripts[0]
    layer = project.code_again([anna])
    filled.code(anna, filled.alone, "the bus was late")
    said = methods(document_of(project, (filled.mira, layer)))
    assert said.startswith("Mira coded 1 of 3 transcripts, ")
    assert "of the text twice, with " in said
    assert "; the earlier coding is “Mira, before 2 March 2026”." in said
    assert "Intracoder agreement was computed code by code" in said
    project.open_comparison((filled.mira, filled.noor))
    said = methods(document_of(project, (filled.mira, filled.noor)))
    assert said.startswith("Mira and Noor coded ")
    assert "Intracoder" not in said


def document_of(project, pair):
    scope = Scope(pair)
    found = project.comparison_of(scope).make()
    return agreement_document(project, scope, found, "all", KRIPPENDORFF)


def test_corrected_words_of_others_are_not_shown(filled):
    project, anna = filled.project, filled.transcripts[0]
    start, end = filled.span(anna, "bus")
    project.edit_transcript(anna, [Edit(start, end, "tram")])
    assert {s.coder_id for s in project.segments_to_check()} == {filled.mira}
    project.open_comparison((filled.mira, filled.noor))
    assert {s.coder_id for s in project.segments_to_check()} == {filled.mira, filled.noor}


def test_a_link_to_what_may_not_be_seen_leads_nowhere(filled):
    project = filled.project
    (theirs,) = project.segments_by_id([filled.segments[4]])
    link = Link("segment", theirs.guid)
    assert project.link_targets([link]) == {}
    project.open_comparison((filled.mira, filled.noor))
    assert project.link_targets([link]) == {link: theirs.id}
