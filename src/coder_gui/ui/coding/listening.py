"""Listening while one reads: the recording beside the open transcript is played along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from coder_gui.app.recordings import ENDINGS
from coder_gui.domain.errors import CoderError
from coder_gui.domain.model import Turn
from coder_gui.domain.times import Timeline, time_before
from coder_gui.ui.coding.player_bar import RATES, PlayerBar
from coder_gui.ui.recordings import Recordings

if TYPE_CHECKING:
    from coder_gui.domain.changes import Changes
    from coder_gui.domain.model import TranscriptInfo
    from coder_gui.ui.coding.player import Player
    from coder_gui.ui.main_window import MainWindow

REWIND, LEAP = 2_000, 3_000
"""Milliseconds that are heard again after a pause, and that a key goes back or forward."""

COMMANDS = (
    "play_pause",
    "play_here",
    "play_back",
    "play_forward",
    "play_slower",
    "play_faster",
    "play_follow",
    "choose_recording",
)
"""Names of the window's commands, each of them a method of `Listening`."""


def load_player(parent: QObject) -> Player:
    """Load the library for sound and make a player.

    Raises:
        CoderError: The library is not there, or it lacks a part of the system.
    """
    try:
        from coder_gui.ui.coding.player import Player
    except ImportError as error:
        raise CoderError(
            "Recordings cannot be played: a part of the system for sound is missing. On Debian "
            "and Ubuntu, install the packages libpulse0, libxrandr2 and libxext6, then start "
            "Interview Coder again. Everything else works.",
            str(error),
        ) from error
    return Player(parent)


class Listening(QObject):
    """Finds the recording, shows the bar, and marks the turn that is heard."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._reader = window.code_place.reader
        self._view = self._reader.view
        self.recordings = Recordings(window)
        self.make_player: Callable[[QObject], Player] = load_player
        self.player: Player | None = None
        self.path: Path | None = None
        self._info: TranscriptInfo | None = None
        self._begun = False
        self._rewind = REWIND
        self._turns: tuple[Turn, ...] = ()
        self._timeline = Timeline(())
        self._rate = window.settings.number("play_rate", 1.0)
        if self._rate not in RATES:
            self._rate = 1.0
        self.bar = PlayerBar()
        self._reader.add_foot(self.bar)
        # Folders are looked through once the words are painted.
        self._look_soon = QTimer(self, interval=0, singleShot=True)
        self._look_soon.timeout.connect(self._look)
        self._connect()

    # The recording ---------------------------------------------------------------------------

    def choose_recording(self) -> None:
        """Ask which file is the recording of the open transcript."""
        if self._info is None:
            return
        kinds = " ".join(f"*{ending}" for ending in ENDINGS)
        chosen, _kind = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Choose the recording"),
            str(self.recordings.folder(self._info)),
            self.tr("Recordings (%1);;All files (*)").replace("%1", kinds),
        )
        if chosen:
            self.recordings.choose(self._info, Path(chosen))
            self._look()

    def _show(self, info: TranscriptInfo | None) -> None:
        """Go on with another transcript, or with the same one after its coder changed."""
        if info is None or self._info is None or info.guid != self._info.guid:
            self._let_go()
            self._info = info
        self._look_soon.start()

    def _look(self) -> None:
        self._look_soon.stop()
        if self._info is None or not self._session.is_open:
            return
        path = self.recordings.find(self._info)
        if path != self.path:
            info = self._info
            self._let_go()
            self._info, self.path = info, path
        self._view.plays_times = path is not None
        if path is not None and self.bar.isHidden():
            self.bar.show_recording(path.name)
            self.bar.show()

    def _let_go(self) -> None:
        """Stop, close the file, and take the bar away."""
        if self.player is not None:
            self.player.close()
        self.path, self._info, self._begun = None, None, False
        self._view.plays_times = False
        self._view.set_heard(None)
        self.bar.hide()

    def _close(self) -> None:
        """Put the recording away until it is asked for again."""
        if self.player is not None and self.player.plays:
            self.player.pause()
        self._view.set_heard(None)
        self.bar.hide()
        self._view.setFocus()

    def _opened(self) -> Player | None:
        """The player with the recording of the open transcript; None, and said so, without one."""
        if self.path is None:
            self._look()
        if self.path is None:
            self._session.said.emit(
                self.tr("No recording found beside this transcript: Listen › Choose the recording.")
            )
            return None
        if not self.path.is_file():
            self._say_unplayable(self.tr("is not there any more"))
            return None
        if self.player is None:
            self.player = self.make_player(self)
            self.player.moved.connect(self._moved)
            self.player.lasts.connect(self.bar.show_length)
            self.player.switched.connect(self._switched)
            self.player.failed.connect(lambda: self._say_unplayable(self.tr("cannot be played")))
        if not self._begun:
            self.player.open(self.path)
            self.player.set_rate(self._rate)
        self.bar.show()
        return self.player

    def _say_unplayable(self, what: str) -> None:
        assert self.path is not None
        self._begun = False
        if self.player is not None:
            self.player.pause()
        raise CoderError(
            f"The recording “{self.path.name}” {what}. Nothing was changed. Choose another file "
            "with Listen › Choose the recording."
        )

    # Playing ---------------------------------------------------------------------------------

    def play_pause(self) -> None:
        """Pause, or go on a little before; at first from the turn in which the caret stands."""
        if self.player is not None and self.player.plays:
            self.player.pause()
        elif self._begun and (player := self._opened()) is not None:
            player.go_to(player.place - self._rewind)
            player.play()
        elif not self._begun:
            self.play_here()

    def play_here(self) -> None:
        """Play from the turn in which the caret stands, where its time is known."""
        self.play_from(time_before(self._view.turns(), self._view.caret()) or 0)

    def play_from(self, time_ms: int) -> None:
        """Play from a time."""
        player = self._opened()
        if player is not None:
            self._begun = True
            player.go_to(time_ms)
            player.play()

    def play_back(self) -> None:
        self._leap(-LEAP)

    def play_forward(self) -> None:
        self._leap(LEAP)

    def play_slower(self) -> None:
        self._set_rate(RATES[max(RATES.index(self._rate) - 1, 0)])

    def play_faster(self) -> None:
        self._set_rate(RATES[min(RATES.index(self._rate) + 1, len(RATES) - 1)])

    def play_follow(self) -> None:
        """Scroll along with what is heard, or stay where one reads."""
        self.bar.follow.toggle()

    def _leap(self, by: int) -> None:
        if self.player is not None:
            self._go_to(self.player.place + by)

    def _go_to(self, place: int) -> None:
        if self.player is not None and self._begun:
            # Who chose a place hears it from there, and nothing before it again.
            self._rewind = 0
            self.player.go_to(place)

    def _switched(self, plays: bool) -> None:
        self._rewind = REWIND
        self.bar.show_playing(plays)

    def _set_rate(self, rate: float) -> None:
        self._rate = rate
        self.bar.show_rate(rate)
        self._window.settings.set("play_rate", f"{rate:g}")
        if self.player is not None:
            self.player.set_rate(rate)
        self._session.said.emit(self.tr("Speed %1").replace("%1", f"{rate:g}×"))

    def _moved(self, place: int) -> None:
        self.bar.show_place(place)
        if not self._begun:
            return
        if self._view.turns() is not self._turns:
            self._turns = self._view.turns()
            self._timeline = Timeline(self._turns)
        turn = self._timeline.heard_at(place)
        heard = (turn.start, turn.end) if turn is not None else None
        is_new = self._view.set_heard(heard)
        if is_new and turn is not None and self.bar.follow.isChecked():
            self._view.reveal(turn.speech, turn.end)

    def _set_follow(self, follows: bool) -> None:
        self._window.settings.set("play_follow", "yes" if follows else "")
        self._window.menu_actions["play_follow"].setChecked(follows)

    # The window ------------------------------------------------------------------------------

    def _take_up(self, changes: Changes) -> None:
        if changes.touch("transcript") and self._reader.transcript is None:
            self._let_go()

    def _connect(self) -> None:
        bar = self.bar
        bar.play_wanted.connect(self.play_pause)
        bar.back_wanted.connect(self.play_back)
        bar.forward_wanted.connect(self.play_forward)
        bar.place_wanted.connect(self._go_to)
        bar.rate_wanted.connect(self._set_rate)
        bar.follow_wanted.connect(self._set_follow)
        bar.closed.connect(self._close)
        bar.show_rate(self._rate)
        bar.follow.setChecked(self._window.settings.get("play_follow") == "yes")
        self._view.time_clicked.connect(self.play_from)
        self._reader.times.play_wanted.connect(self.play_from)
        self._window.code_place.transcript_shown.connect(self._show)
        self._session.changed.connect(self._take_up)
        self._session.closed.connect(self._let_go)
