"""The app never touches the network, and Qt runs on this Python."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
NETWORK = {
    "PySide6.QtNetwork",
    "PySide6.QtNetworkAuth",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets",
    "PySide6.QtWebEngineQuick",
    "PySide6.QtWebSockets",
    "PySide6.QtWebView",
    "aiohttp",
    "asyncio",
    "ftplib",
    "http.client",
    "http.server",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib.request",
    "urllib3",
    "xmlrpc",
}
PLAYER = "src/coder_gui/ui/coding/player.py"
"""The one module that loads Qt's library for sound, which loads its network library by itself."""
sources = sorted(SOURCE.rglob("*.py"))

IMPORT_EVERYTHING = """
import importlib, pkgutil, sys

FORBIDDEN = {"socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"}

def refuse(event, _arguments):
    if event in FORBIDDEN or event.startswith("urllib."):
        raise PermissionError(event)

sys.addaudithook(refuse)

import coder_gui

names = [module.name for module in pkgutil.walk_packages(coder_gui.__path__, "coder_gui.")]
for name in names:
    if not name.endswith(("__main__", "coding.player")):
        importlib.import_module(name)
assert "PySide6.QtNetwork" not in sys.modules, "QtNetwork was imported"
try:
    importlib.import_module("coder_gui.ui.coding.player")
except ImportError as error:
    print("no sound here:", error, file=sys.stderr)
print(len(names))
"""

CONNECT = (
    IMPORT_EVERYTHING
    + """
import socket
socket.create_connection(("127.0.0.1", 9), timeout=1)
"""
)

PLAYLIST = """
import socket, sys, threading
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

server = socket.create_server(("127.0.0.1", 0))
asked = []

def answer():
    while True:
        connection, _address = server.accept()
        asked.append(connection.recv(100))
        connection.close()

threading.Thread(target=answer, daemon=True).start()
app = QApplication([])
try:
    from coder_gui.ui.coding.player import Player
except ImportError as error:
    sys.exit(f"missing: {error}")
address = f"http://127.0.0.1:{server.getsockname()[1]}/x.ts"
for ending in (".m3u8", ".mp3"):
    path = Path(sys.argv[1]) / f"list{ending}"
    path.write_text(
        "#EXTM3U\\n#EXT-X-VERSION:3\\n#EXT-X-TARGETDURATION:9\\n#EXTINF:9.0,\\n"
        f"{address}\\n#EXT-X-ENDLIST\\n"
    )
    loop, player = QEventLoop(), Player()
    player.failed.connect(loop.quit)
    QTimer.singleShot(0, lambda: (player.open(path), player.play()))
    QTimer.singleShot(60_000, lambda: sys.exit("The playlist did not fail."))
    loop.exec()
print(asked)
"""

VOID_CALLS = """
from PySide6.QtWidgets import QApplication, QLabel

application = QApplication([])
label = QLabel()
for number in range(20_000):
    label.setText("a" if number % 2 else "b")
print(label.text())
"""


def names_imported(tree: ast.AST):
    """Modules as `a.b` for both `import a.b` and `from a import b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=environment
    )


def test_no_module_imports_the_network():
    found = {
        path.relative_to(ROOT).as_posix(): NETWORK.intersection(
            names_imported(ast.parse(path.read_text(encoding="utf-8")))
        )
        for path in sources
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_only_the_player_knows_the_library_for_sound():
    known = [
        path.relative_to(ROOT).as_posix()
        for path in sources
        if any(
            name.startswith("PySide6.QtMultimedia")
            for name in names_imported(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert known == [PLAYER]


def test_addresses_are_made_of_local_files_only():
    made = {
        path.relative_to(ROOT).as_posix(): set(
            re.findall(r"\bQUrl(?:\.\w+|\([^)]*\))", path.read_text(encoding="utf-8"))
        )
        for path in sources
    }
    assert set().union(*made.values()) == {"QUrl.fromLocalFile", "QUrl()"}
    assert made[PLAYER] == {"QUrl.fromLocalFile", "QUrl()"}


def test_a_playlist_in_disguise_leads_nowhere(tmp_path):
    result = run_python(PLAYLIST, str(tmp_path))
    if result.stderr.startswith("missing"):
        pytest.skip(result.stderr)
    assert (result.returncode, result.stdout.strip()) == (0, "[]"), result.stderr


def test_importing_every_module_opens_no_connection():
    result = run_python(IMPORT_EVERYTHING)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) > 10


def test_a_connection_would_have_been_noticed():
    result = run_python(CONNECT)
    assert result.returncode == 1
    assert "PermissionError: socket." in result.stderr


def test_qt_bears_many_calls_that_return_nothing():
    # PySide6 6.12.0 on Python 3.11 aborts here with `none_dealloc`: see pyproject.toml.
    result = run_python(VOID_CALLS)
    assert (result.returncode, result.stdout.strip()) == (0, "a"), result.stderr
