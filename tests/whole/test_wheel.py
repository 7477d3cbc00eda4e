"""The built wheel, installed elsewhere, brings the sample study and opens its window."""

import os
import subprocess
import sys
import sysconfig
import tempfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*words: object, **variables: str) -> str:
    """What a program prints, run from no checkout and with no PYTHONPATH; it must succeed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(
        [str(word) for word in words],
        capture_output=True,
        text=True,
        cwd=tempfile.gettempdir(),
        env=environment | variables,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel, tmp_path_factory):
    """Where the programs of a fresh environment are that holds the wheel and our libraries."""
    home = tmp_path_factory.mktemp("elsewhere") / "a fresh environment"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    python = programs / ("python.exe" if os.name == "nt" else "python")
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run(python, "-I", "-c", ask).strip())
    install = ("install", "--quiet", "--no-deps", "--no-index", "--ignore-installed", wheel)
    run(sys.executable, "-m", "pip", "--python", python, *install)
    # The libraries come from here, so that nothing is downloaded. A path in a .pth file has its
    # own .pth files left unread: the editable checkout stays out of reach.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    found = run(python, "-I", "-c", "import coder_gui; print(coder_gui.__file__)").strip()
    assert Path(found).is_relative_to(site)
    return programs


def test_the_wheel_holds_what_the_app_needs_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    data = [name for name in names if name.startswith("coder_gui/data/")]
    assert "coder_gui/data/sample_project/sample.coding" in data
    assert "coder_gui/data/resources/icons/code.svg" in data
    assert [
        name for name in data if "/sample_project/" in name and "sample.coding" not in name
    ] == []
    assert {name.split("/")[0].split("-")[0] for name in names} == {"coder_gui", "interview_coder"}


def test_the_installed_command_writes_and_opens_the_sample_study(scripts, tmp_path):
    copy = tmp_path / "my study.coding"
    run(scripts / "coder-gui", "sample", copy)
    assert copy.stat().st_size > 0
    said = run(
        scripts / "coder-gui",
        copy,
        QT_QPA_PLATFORM="offscreen",
        CODER_GUI_QUIT_AFTER_PAINT="1",
        HOME=str(tmp_path),
        XDG_CONFIG_HOME=str(tmp_path),
    )
    assert said == "painted\n"
