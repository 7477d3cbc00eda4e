"""start.py: refuses, names, installs and keeps what it should."""

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "start.py"
LIBRARY = "libnot-there-for-coder-gui.so.1"


@pytest.fixture
def start(tmp_path, monkeypatch):
    """The script as a module, looking at an empty checkout whose folder has a space in it."""
    spec = importlib.util.spec_from_file_location("start", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    root = tmp_path / "a checkout"
    (root / "packaging").mkdir(parents=True)
    (root / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(module, "ROOT", root)
    monkeypatch.setattr(module, "ENVIRONMENT", root / ".venv")
    monkeypatch.setattr(module, "STAMP", root / ".venv" / "installed-by-start.txt")
    monkeypatch.setattr(
        module, "PYTHON", root / ".venv" / module.PYTHON.relative_to(SCRIPT.parent / ".venv")
    )
    for kind in module.LOCKS:
        lock = root / "packaging" / f"{kind}.txt"
        lock.write_text("one==1\n")
        monkeypatch.setitem(module.LOCKS, kind, lock)
    monkeypatch.setattr(module, "SAMPLE_COPY", tmp_path / "home" / "Studies" / "Sample.coding")
    monkeypatch.setattr(module, "QT_LIBRARIES", {})
    monkeypatch.setattr(module, "QT_WINDOW_LIBRARIES", {})
    monkeypatch.setattr(module, "SOUND_LIBRARIES", {})
    return module


@pytest.fixture
def ran(start, monkeypatch):
    """What the environment's Python was asked to run; every call succeeds."""
    calls = []
    monkeypatch.setattr(
        start, "run", lambda *words: calls.append([str(word) for word in words]) or 0
    )
    return calls


def installed(start, kind):
    start.PYTHON.parent.mkdir(parents=True)
    start.PYTHON.write_text("")
    start.STAMP.write_text(start.stamp(kind), encoding="utf-8")


def apt_get_on_path(tmp_path, monkeypatch, script):
    """The only apt-get that is found is this shell script; it can write to $LOG."""
    program = tmp_path / "bin" / "apt-get"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho \"$@\" >> '{tmp_path}/log'\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")


def asked_of_apt(tmp_path):
    log = tmp_path / "log"
    return log.read_text().splitlines() if log.exists() else []


linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="system libraries are a matter of Linux"
)


def test_an_old_python_is_refused_with_a_sentence():
    code = f"import runpy, sys; sys.version_info = (3, 10, 2); runpy.run_path({str(SCRIPT)!r})"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stderr.startswith(
        "Interview Coder needs Python 3.11 or newer; this is Python 3.10."
    )


def test_an_old_python_can_read_the_script_far_enough_to_refuse():
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("words", [["frobnicate"], ["check", "more"]])
def test_unknown_words_show_the_help(start, ran, capsys, words):
    assert start.main(words) == 2
    assert "python3 start.py test" in capsys.readouterr().err
    assert ran == []


def test_nothing_is_installed_again_while_the_lock_is_the_same(start, ran):
    installed(start, "dev")
    start.set_up("dev", needs_window=False)
    assert ran == []


def test_the_larger_set_does_for_the_app(start, ran):
    installed(start, "dev")
    start.set_up("app", needs_window=False)
    assert ran == []


@pytest.mark.parametrize("file", ["packaging/dev.txt", "pyproject.toml"])
def test_a_changed_lock_is_installed_into_the_same_environment(start, ran, monkeypatch, file):
    installed(start, "dev")
    monkeypatch.setattr(start, "environment_fits", lambda: True)
    (start.ROOT / file).write_text("two==2\n")
    start.set_up("dev", needs_window=False)
    locked, checkout = ran
    assert "--require-hashes" in locked and str(start.LOCKS["dev"]) in locked
    assert checkout[-2:] == ["--editable", str(start.ROOT)]
    assert start.STAMP.read_text(encoding="utf-8") == start.stamp("dev")


def test_what_failed_is_installed_again_the_next_time(start, monkeypatch, capsys):
    installed(start, "dev")
    start.LOCKS["dev"].write_text("two==2\n")
    monkeypatch.setattr(start, "environment_fits", lambda: True)
    monkeypatch.setattr(start, "run", lambda *words: 1)
    with pytest.raises(SystemExit, match="could not be installed"):
        start.set_up("dev", needs_window=False)
    assert start.STAMP.read_text(encoding="utf-8") == ""


def test_an_environment_of_somebody_else_is_left_alone(start, ran):
    theirs = start.ENVIRONMENT / "pyvenv.cfg"
    theirs.parent.mkdir()
    theirs.write_text("home = /elsewhere\n")
    with pytest.raises(SystemExit, match="was not made by this script"):
        start.set_up("app", needs_window=False)
    assert theirs.read_text() == "home = /elsewhere\n"
    assert ran == []


def test_a_broken_environment_is_made_anew(start, ran):
    installed(start, "dev")
    (start.ENVIRONMENT / "left-over").write_text("")
    start.LOCKS["dev"].write_text("two==2\n")
    start.set_up("dev", needs_window=False)
    assert not (start.ENVIRONMENT / "left-over").exists()
    assert start.environment_fits()
    assert len(ran) == 2


def test_the_sample_study_is_copied_once_and_then_kept(start, ran, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    start.open_app([])
    copy = str(start.SAMPLE_COPY)
    assert ran == [["-m", "coder_gui", "sample", copy], ["-m", "coder_gui", copy]]
    start.SAMPLE_COPY.write_text("coded")
    ran.clear()
    start.open_app([])
    assert ran == [["-m", "coder_gui", copy]]
    assert start.SAMPLE_COPY.read_text() == "coded"


def test_tests_that_are_named_run_without_workers(start, ran):
    start.run_tests(["-k", "kappa", "--pdb"])
    assert ran == [["-m", "pytest", "-k", "kappa", "--pdb"]]


def test_all_checks_run_and_the_failed_ones_are_named(start, monkeypatch, capsys):
    monkeypatch.setattr(start, "run", lambda *words: int("mypy" in words))
    assert start.run_checks([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "Failed: mypy"


@linux_only
def test_missing_libraries_are_named_where_there_is_no_apt(start, monkeypatch, tmp_path):
    monkeypatch.setattr(start, "QT_LIBRARIES", {LIBRARY: "libnot-there1"})
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match=LIBRARY):
        start.provide_system_parts(needs_window=False)


@linux_only
def test_the_command_is_shown_where_installing_is_not_allowed(start, monkeypatch, tmp_path):
    apt_get_on_path(tmp_path, monkeypatch, "exit 0")
    monkeypatch.setattr(start, "QT_WINDOW_LIBRARIES", {LIBRARY: "libnot-there1"})
    monkeypatch.setattr(start, "may_install", lambda: False)
    with pytest.raises(SystemExit, match=r"sudo apt-get install .* libnot-there1"):
        start.provide_system_parts(needs_window=True)
    assert asked_of_apt(tmp_path) == []
    start.provide_system_parts(needs_window=False)


@linux_only
def test_apt_installs_what_is_missing_after_refreshing_its_lists(start, monkeypatch, tmp_path):
    refreshed = tmp_path / "refreshed"
    script = f"[ $1 = update ] && touch '{refreshed}'; [ -e '{refreshed}' ]"
    apt_get_on_path(tmp_path, monkeypatch, script)
    monkeypatch.setattr(start, "QT_LIBRARIES", {LIBRARY: "libnot-there1"})
    monkeypatch.setattr(start, "loads", lambda library: refreshed.exists())
    monkeypatch.setattr(start, "may_install", lambda: True)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    start.provide_system_parts(needs_window=False)
    install = "install --yes --no-install-recommends libnot-there1"
    assert asked_of_apt(tmp_path) == [install, "update", install]


@linux_only
def test_the_command_is_shown_when_apt_does_not_bring_the_library(start, monkeypatch, tmp_path):
    apt_get_on_path(tmp_path, monkeypatch, "exit 0")
    monkeypatch.setattr(start, "QT_LIBRARIES", {LIBRARY: "libnot-there1"})
    monkeypatch.setattr(start, "may_install", lambda: True)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(SystemExit, match="sudo apt-get install"):
        start.provide_system_parts(needs_window=False)
    assert len(asked_of_apt(tmp_path)) == 1


@linux_only
def test_sound_is_fetched_where_it_may_be_and_nothing_waits_for_it(
    start, ran, monkeypatch, tmp_path, capsys
):
    apt_get_on_path(tmp_path, monkeypatch, "exit 0")
    monkeypatch.setattr(start, "SOUND_LIBRARIES", {LIBRARY: "libnot-there1"})
    monkeypatch.setattr(start, "may_install", lambda: False)
    start.set_up("app", needs_window=False)
    assert "everything else works: libnot-there1" in capsys.readouterr().out
    assert (len(ran), asked_of_apt(tmp_path)) == (2, [])
    monkeypatch.setattr(start, "may_install", lambda: True)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    start.provide_sound()
    assert asked_of_apt(tmp_path) == ["install --yes --no-install-recommends libnot-there1"]
