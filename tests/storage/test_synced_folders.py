"""Folders that are copied to other computers are known by name, by marks and by settings."""

import json
from pathlib import Path

import pytest

from coder_gui.app.project import Project
from coder_gui.storage.synced_folders import synced_by


@pytest.fixture(autouse=True)
def no_account(monkeypatch):
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - University of Basel/Study", "OneDrive"),
        ("Library/CloudStorage/OneDrive-Personal", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)/Study", "Dropbox"),
        ("Library/CloudStorage/Dropbox-Lab", "Dropbox"),
        ("Google Drive/My Drive", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-mira@example.org/My Drive", "Google Drive"),
        ("iCloudDrive", "iCloud Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/Study", "iCloud Drive"),
        ("Nextcloud", "Nextcloud"),
        ("Nextcloud2/Study", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("Syncthing", "Syncthing"),
        ("Documents", None),
        ("Dropboxes", None),
        ("My OneDrive notes", None),
        ("Interviews about Dropbox", None),
    ],
)
def test_known_by_name(home, folder, program):
    assert synced_by(home / folder / "study.coding") == program


def test_the_projects_own_name_says_nothing(home):
    assert synced_by(home / "Dropbox") is None
    assert synced_by(home / "Dropbox.coding") is None


@pytest.mark.parametrize(
    ("mark", "program"),
    [
        (".dropbox.cache", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".sync_1a2b3c.db", "Nextcloud or ownCloud"),
        (".nextcloudsync.log", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".tmp.driveupload", "Google Drive"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    ],
)
def test_known_by_what_the_program_leaves_there(tmp_path, mark, program):
    folder = tmp_path / "Research" / "Study"
    folder.mkdir(parents=True)
    assert synced_by(folder / "study.coding") is None
    (tmp_path / "Research" / mark).touch()
    assert synced_by(folder / "study.coding") == program


def test_a_programs_settings_at_home_do_not_make_all_of_it_synced(home):
    (home / ".dropbox").mkdir()
    assert synced_by(home / "Documents" / "study.coding") is None


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_known_by_the_environment(tmp_path, monkeypatch, variable):
    monkeypatch.setenv(variable, str(tmp_path / "Cloud"))
    assert synced_by(tmp_path / "Cloud" / "Study" / "study.coding") == "OneDrive"
    assert synced_by(tmp_path / "Cloudless" / "study.coding") is None


def test_known_by_the_programs_own_settings(home, tmp_path):
    (home / ".dropbox").mkdir()
    (home / ".dropbox" / "info.json").write_text(
        json.dumps({"personal": {"path": str(tmp_path / "Boxes"), "host": 5}}), "utf-8"
    )
    (home / ".config" / "Nextcloud").mkdir(parents=True)
    (home / ".config" / "Nextcloud" / "nextcloud.cfg").write_text(
        f"[Accounts]\n0\\Folders\\1\\localPath={tmp_path}/Über uns/\n", "utf-8"
    )
    assert synced_by(tmp_path / "Boxes" / "study.coding") == "Dropbox"
    assert synced_by(tmp_path / "Über uns" / "a" / "study.coding") == "Nextcloud"
    assert synced_by(tmp_path / "study.coding") is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"personal": 5}', '{"a": {}}', "\udcff"])
def test_broken_settings_of_other_programs(home, content):
    (home / ".dropbox").mkdir()
    (home / ".dropbox" / "info.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert synced_by(home / "Documents" / "study.coding") is None


def test_a_link_into_a_synced_folder(home, tmp_path):
    (home / "Dropbox").mkdir()
    (home / "Dropbox" / "study.coding").touch()
    (tmp_path / "link.coding").symlink_to(home / "Dropbox" / "study.coding")
    assert synced_by(tmp_path / "link.coding") == "Dropbox"


def test_nothing_but_the_project_is_left_in_the_folder(home):
    folder = home / "OneDrive"
    folder.mkdir()
    project = Project.create(folder / "study.coding", "Waiting", "Mira")
    assert project.synced_by() == "OneDrive"
    project.add_code("A")
    project.undo()
    project.close()
    project = Project.open(folder / "study.coding")
    project.add_code("B")
    project.close()
    assert [each.name for each in Path(folder).iterdir()] == ["study.coding"]
