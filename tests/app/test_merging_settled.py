"""What was settled between two coders, when two copies of the project are merged."""

from contextlib import contextmanager

import pytest

from coder_gui.app.project import Project
from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.stamps import Stamps, new_guid
from filling import dump, ticking_stamps


@pytest.fixture
def copy(filled, tmp_path):
    out = tmp_path / "copy.coding"
    filled.project.back_up(out)
    return out


@contextmanager
def at_work(path):
    project = Project.open(path, stamps=Stamps(ticking_stamps().now, new_guid))
    yield project
    project.close()


def settle(project, filled, choice, note="", pair=None):
    """Open the comparison and decide about “Nobody there” in Anna's transcript."""
    pair = pair or (filled.mira, filled.noor)
    project.open_comparison(pair)
    scope = Scope(pair)
    chosen = [
        each
        for each in project.components_of(scope).make()
        if each.code_id == filled.alone and each.transcript_id == filled.transcripts[0]
    ]
    project.settle(scope, chosen, choice, note=note)


def take(project, path, side=None):
    plan = project.plan_merge(path)
    project.merge(plan, plan.by_rule(side) if side else {})
    return plan


def settled(project):
    """The words in the consensus, and what was decided."""
    layers = [coder.id for coder in project.coders() if coder.kind == "consensus"]
    words = [
        project.text(info.id)[each.start : each.end]
        for info in project.transcripts()
        for each in project.segments(info.id, layers)
    ]
    return words, [(row[4], row[5]) for row in dump(project)["decision"]]


def test_what_was_settled_there_comes_over_whole(filled, copy):
    with at_work(copy) as other:
        settle(other, filled, "union", "Both have a point.")
    before = dump(filled.project)
    plan = take(filled.project, copy)
    assert plan.conflicts == ()
    assert {row.section for row in plan.rows} <= {"settled", "other new", "work done"}
    titles = {(row.title, row.theirs) for row in plan.rows}
    assert ("comparison of Mira and Noor", "new") in titles
    assert ("decision on “Nobody there” in “Anna”", "union") in titles
    words, decisions = settled(filled.project)
    assert words == ["the bus was late again"]
    assert decisions == [("union", "Both have a point.")]
    (about,) = [row[6].split(",") for row in dump(filled.project)["decision"]]
    guids = {row[8] for row in dump(filled.project)["segment"]}
    assert len(about) == 2 and set(about) <= guids
    (coder,) = [coder for coder in filled.project.coders() if coder.kind == "consensus"]
    assert filled.project.opened((filled.mira, filled.noor)).consensus_id == coder.id
    assert filled.project.check() == []
    assert filled.project.plan_merge(copy).is_empty
    filled.project.undo()
    assert dump(filled.project) == before


def test_a_decision_left_out_leaves_its_segments_out(filled, copy):
    with at_work(copy) as other:
        settle(other, filled, "union")
    plan = filled.project.plan_merge(copy)
    row = next(row for row in plan.rows if row.item.table == "decision")
    filled.project.merge(plan, {row.number: "ours"})
    assert settled(filled.project) == ([], [])


@pytest.mark.parametrize("reversed_there", [False, True])
def test_the_same_settled_alike_on_both_sides_is_there_once(filled, copy, reversed_there):
    pair = (filled.noor, filled.mira) if reversed_there else None
    with at_work(copy) as other:
        settle(other, filled, "B" if reversed_there else "A", pair=pair)
    settle(filled.project, filled, "A")
    plan = take(filled.project, copy)
    assert plan.rows == ()
    assert settled(filled.project) == (["the bus was late"], [("first", "")])
    assert len([coder for coder in filled.project.coders() if coder.kind == "consensus"]) == 1
    assert len(filled.project.comparisons()) == 1


@pytest.mark.parametrize(
    ("side", "words", "choice"),
    [("ours", "the bus was late", "first"), ("theirs", "bus was late again", "second")],
)
def test_settled_otherwise_on_both_sides_is_asked_once(filled, copy, side, words, choice):
    with at_work(copy) as other:
        settle(other, filled, "B")
    settle(filled.project, filled, "A")
    plan = filled.project.plan_merge(copy)
    (row,) = plan.rows
    assert (row.section, row.ours, row.theirs) == (
        "conflicts",
        "choice: as Mira",
        "choice: as Noor",
    )
    take(filled.project, copy, side)
    assert settled(filled.project) == ([words], [(choice, "")])
    once = dump(filled.project)
    take(filled.project, copy, side)
    assert dump(filled.project) == once
    assert filled.project.check() == []


def test_settled_anew_on_one_side_follows_it(filled, tmp_path):
    settle(filled.project, filled, "A")
    copy = tmp_path / "copy.coding"
    filled.project.back_up(copy)
    with at_work(copy) as other:
        settle(other, filled, "union")
    plan = take(filled.project, copy)
    assert plan.conflicts == ()
    assert settled(filled.project) == (["the bus was late again"], [("union", "")])
    again = tmp_path / "again.coding"
    filled.project.back_up(again)
    settle(filled.project, filled, "B")
    assert filled.project.plan_merge(again).rows == ()


def test_decisions_name_the_segments_that_are_here(filled, copy):
    caro = filled.transcripts[2]
    span = filled.span(caro, "Nobody can")
    with at_work(copy) as other:
        for coder in (filled.mira, filled.noor):
            other.coder_id = coder
            other.apply_code(caro, filled.help, *span)
        settle(other, filled, "A")  # copies what both coded alike
    for coder in (filled.mira, filled.noor):
        filled.project.coder_id = coder
        filled.project.apply_code(caro, filled.help, *span)
    filled.project.coder_id = filled.mira
    take(filled.project, copy)
    rows = dump(filled.project)
    guids = {row[8] for row in rows["segment"]}
    assert {row[4] for row in rows["decision"]} == {"agreed", "first"}
    for row in rows["decision"]:
        assert set(row[6].split(",")) <= guids
    assert filled.project.plan_merge(copy).is_empty


def test_a_blind_coder_gets_none_of_it(filled, tmp_path):
    settle(filled.project, filled, "union", "A quiet remark.")
    out = tmp_path / "Lea.coding"
    filled.project.make_package("Lea", filled.transcripts, out)
    lea = Project.open(out)
    found = dump(lea)
    assert [found[table] for table in ("comparison", "decision", "segment")] == [[], [], []]
    assert [coder.name for coder in lea.coders()] == ["Lea"]
    lea.close()
    raw = out.read_bytes()
    assert b"Consensus" not in raw and b"A quiet remark." not in raw
    assert filled.project.plan_merge(out).is_empty


def test_withdrawing_takes_decisions_along_also_from_the_history(filled):
    settle(filled.project, filled, "union", "A quiet remark.")
    filled.project.withdraw_participant(filled.project.participants()[0].id, "Anna")
    assert dump(filled.project)["decision"] == []
    assert settled(filled.project)[0] == []
    path = filled.project.path
    filled.project.close()
    assert b"A quiet remark." not in path.read_bytes()


def test_names_in_the_note_of_a_decision_are_found(filled):
    settle(filled.project, filled, "union", "Anna says so.")
    places = {(source.place.table, source.place.text) for source in filled.project.sources()}
    assert ("decision", "Anna says so.") in places
