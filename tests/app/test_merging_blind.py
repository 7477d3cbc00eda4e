"""Taking work back while the two still code blind: how much comes is shown, not what."""

from contextlib import contextmanager

import pytest

from coder_gui.app.project import Project
from coder_gui.domain.stamps import Stamps, new_guid
from coder_gui.storage.memos import Subject
from filling import ticking_stamps


@contextmanager
def at_work(path):
    project = Project.open(path, stamps=Stamps(ticking_stamps().now, new_guid))
    yield project
    project.close()


@pytest.fixture
def package(filled, tmp_path):
    out = tmp_path / "Lea.coding"
    filled.project.make_package("Lea", filled.transcripts, out)
    return out


def test_who_codes_blind_sees_how_much_but_not_what(filled, package):
    anna = filled.transcripts[0]
    with at_work(package) as lea:
        segment = lea.apply_code(anna, filled.alone, *filled.span(anna, "she is right"))
        lea.add_memo("Is she?", Subject(segment_id=segment))
    shown = {(row.title, row.theirs) for row in filled.project.plan_merge(package).rows}
    assert shown == {("segment in “Anna”", "new"), ("memo", "new")}
    filled.project.merge(filled.project.plan_merge(package))
    with at_work(package) as lea:
        lea.annotate_segment(segment, "A secret.", None)
    (row,) = filled.project.plan_merge(package).rows
    assert (row.title, row.ours, row.theirs) == ("segment in “Anna”", "comment", "comment")
    filled.project.open_comparison((filled.mira, filled.project.coders()[-1].id))
    (row,) = filled.project.plan_merge(package).rows
    assert row.title == "“she is right” as “Nobody there” in “Anna”"
    assert row.theirs == "comment: A secret."
