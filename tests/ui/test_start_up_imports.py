"""What is in memory when the window has painted for the first time: nothing that can wait."""

import os
import subprocess
import sys

START = """
import sys
from PySide6.QtWidgets import QApplication
from coder_gui.ui import application

def look(app, window, path):
    print("loaded", *sorted(sys.modules))
    window.make_ready()
    print("ready", *sorted(sys.modules))
    app.quit()

application._go_on = look
sys.exit(application.run([]))
"""
LATER = {
    "charset_normalizer",
    "click",
    "coder_gui.app.project",
    "coder_gui.domain.codebook",
    "coder_gui.domain.model",
    "coder_gui.ui.agree",
    "coder_gui.ui.coding.code_place",
    "coder_gui.ui.commands",
    "coder_gui.ui.dialogs",
    "docx",
    "lxml",
    "openpyxl",
    "sqlite3",
    "sqlite_utils",
    "PySide6.QtMultimedia",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
}
NEVER_AT_THE_START = {
    "charset_normalizer",
    "docx",
    "lxml",
    "openpyxl",
    "PySide6.QtMultimedia",
    "PySide6.QtNetwork",
}


def test_the_first_paint_waits_for_nothing_that_the_welcome_page_does_not_need(tmp_path):
    environment = os.environ | {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    started = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, env=environment
    )
    assert started.returncode == 0, started.stderr
    loaded, ready = (set(line.split()[1:]) for line in started.stdout.splitlines())
    assert "coder_gui.ui.welcome.welcome_page" in loaded
    assert loaded & LATER == set()
    assert "coder_gui.app.project" in ready  # so that the first project opens without a wait
    assert ready & NEVER_AT_THE_START == set()  # sqlite_utils brings click along
