"""Agreement exported from the window, as a person does it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from acting import words_in
from coder_gui.app.project import Project
from coding_team import Team


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".png", ".svg"])
def test_what_is_compared_is_exported_from_the_place(window, path, qtbot, monkeypatch, suffix):
    made = Team(Project.create(path, "Shared work", "Mira"))
    made.project.close()
    window.open_project(path)
    target = path.with_name(f"report{suffix}")
    answers = {"getSaveFileName": (str(target), f"Kind (*{suffix})")}
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: answers["getSaveFileName"])
    window.menu_actions["export_agreement"].trigger()
    qtbot.waitUntil(lambda: "Agreement written to" in " ".join(words_in(window)), timeout=30_000)
    assert target.stat().st_size > 1_000
    if suffix == ".png":
        assert not QImage(str(target)).isNull()
    assert window.places.currentWidget() is window.agree_place


def test_a_reflexive_study_has_nothing_to_export_until_figures_are_shown(window, path, qtbot):
    made = Team(Project.create(path, "Shared work", "Mira"))
    made.project.update_study(method="reflexive")
    made.project.close()
    window.open_project(path)
    window.menu_actions["export_agreement"].trigger()
    assert "show them first" in " ".join(words_in(window.status))
