"""Fixtures for all tests: an isolated home, deterministic projects, and no surprise dialogs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from coder_gui.app.project import Project
from coder_gui.domain.stamps import Stamps
from filling import Filled, fill, ticking_stamps

# Set before anything loads Qt: tests need no screen and open no window on a developer’s.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("ci", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("ci"), max_examples=1_000)
settings.register_profile("merging", settings.get_profile("ci"))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

_HOMES = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "home/roaming",
    "LOCALAPPDATA": "home/local",
    "XDG_CONFIG_HOME": "home/config",
    "XDG_DATA_HOME": "home/data",
    "XDG_CACHE_HOME": "home/cache",
    "XDG_STATE_HOME": "home/state",
    "XDG_RUNTIME_DIR": "home/runtime",
}


@pytest.fixture(autouse=True)
def home(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """An empty home of the test's own, so that nobody's settings are read or written."""
    root = tmp_path_factory.mktemp("isolated")
    for variable, folder in _HOMES.items():
        (root / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        monkeypatch.setenv(variable, str(root / folder))
    if "qapp" in request.fixturenames:
        from PySide6.QtCore import QSettings

        # Qt looks up these folders once a process, hence once more by hand.
        for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(form, QSettings.Scope.UserScope, str(root / "home/config"))
    return root / "home"


@pytest.fixture(autouse=True)
def no_surprise_dialogs(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A modal dialog that the test did not answer itself fails it, instead of hanging for ever.

    A test that expects a dialog replaces the same function with its answer.
    """
    if "qapp" not in request.fixturenames:
        yield
        return
    shown: list[str] = []
    for owner, name in _modal_functions():
        monkeypatch.setattr(owner, name, _surprise(f"{owner.__name__}.{name}", shown))
    yield
    assert not shown, f"unexpected modal dialogs: {shown}"


def _modal_functions() -> Iterator[tuple[Any, str]]:
    from PySide6 import QtWidgets

    for owner in (QtWidgets.QDialog, QtWidgets.QMessageBox, QtWidgets.QFileDialog):
        yield owner, "exec"
    statics = {
        "QMessageBox": ("about", "critical", "information", "question", "warning"),
        "QFileDialog": (
            "getExistingDirectory",
            "getOpenFileName",
            "getOpenFileNames",
            "getSaveFileName",
        ),
        "QInputDialog": ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
        "QColorDialog": ("getColor",),
        "QFontDialog": ("getFont",),
    }
    for owner, names in statics.items():
        for name in names:
            yield getattr(QtWidgets, owner), name


def _surprise(name: str, shown: list[str]) -> Any:
    def refuse(*arguments: object, **_options: object) -> None:
        texts = [each for each in arguments if isinstance(each, str)]
        shown.append(f"{name}({', '.join(texts)})")
        raise AssertionError(f"unexpected modal dialog: {shown[-1]}")

    return refuse


@pytest.fixture
def stamps() -> Stamps:
    """A clock and guids that are the same in every run."""
    return ticking_stamps()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's project file is, or will be."""
    return tmp_path / "study.coding"


@pytest.fixture
def project(path: Path, stamps: Stamps) -> Iterator[Project]:
    """An empty project whose first coder is Mira."""
    made = Project.create(path, "Waiting", "Mira", stamps)
    yield made
    made.close()


@pytest.fixture
def filled(project: Project) -> Filled:
    """A project with a bit of everything."""
    return fill(project)
