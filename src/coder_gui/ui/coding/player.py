"""Plays a recording; the only module that loads the library for sound, and only when it is wanted.

Nothing but an existing file on this computer is ever given to it, and the library is told to
open files only, whatever a file says that it consists of.
"""

from __future__ import annotations

import os
from pathlib import Path

# Read by the library when it is loaded: a playlist in disguise must not lead to the network, and
# this promise is the decoder's that comes along with Qt, not one of the system's.
os.environ["QT_FFMPEG_PROTOCOL_WHITELIST"] = "file"
os.environ["QT_MEDIA_BACKEND"] = "ffmpeg"

from PySide6.QtCore import QLoggingCategory, QObject, QUrl, Signal

# What it says of files would end in a log of the session.
QLoggingCategory.setFilterRules("qt.multimedia.*=false")

from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer  # noqa: E402


class Player(QObject):
    """A recording that is played, with its sound only; times are milliseconds."""

    moved = Signal(int)
    """Where it is now."""
    lasts = Signal(int)
    """How long it is, once that is known."""
    switched = Signal(bool)
    """Whether it plays now."""
    failed = Signal()
    """The file is no recording that can be played."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media = QMediaPlayer(self)
        self._sound = QAudioOutput(self)
        self._media.setAudioOutput(self._sound)
        if hasattr(self._media, "setPitchCompensation"):
            self._media.setPitchCompensation(True)
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._use_present_output)
        self._wanted: int | None = None
        self._media.positionChanged.connect(self._tell_place)
        self._media.durationChanged.connect(lambda length: self.lasts.emit(length))
        self._media.playbackStateChanged.connect(lambda _state: self.switched.emit(self.plays))
        self._media.mediaStatusChanged.connect(self._go_where_wanted)
        self._media.errorOccurred.connect(lambda *_what: self.failed.emit())

    @property
    def plays(self) -> bool:
        return self._media.playbackState() == QMediaPlayer.PlaybackState.PlayingState

    @property
    def place(self) -> int:
        return self._media.position() if self._wanted is None else self._wanted

    def open(self, path: Path) -> None:
        """Take a recording; it does not play yet."""
        if not path.is_file():
            self.failed.emit()
            return
        self._wanted = None
        self._media.setSource(QUrl.fromLocalFile(str(path.absolute())))

    def close(self) -> None:
        """Let go of the file."""
        self._media.stop()
        self._wanted = None
        self._media.setSource(QUrl())

    def play(self) -> None:
        self._media.play()

    def pause(self) -> None:
        self._media.pause()

    def go_to(self, place: int) -> None:
        """Go to a time; one that comes before the file is read counts once it is."""
        self._wanted = max(place, 0)
        self._go_where_wanted()

    def set_rate(self, rate: float) -> None:
        """Play slower or faster, voices as high as they are."""
        self._media.setPlaybackRate(rate)

    def _use_present_output(self) -> None:
        """Go on in the headphones that were plugged in, or without those that are gone."""
        self._sound.setDevice(QMediaDevices.defaultAudioOutput())

    def _tell_place(self, place: int) -> None:
        if self._wanted is None:
            self.moved.emit(place)

    def _go_where_wanted(self, *_status: object) -> None:
        status = QMediaPlayer.MediaStatus
        waits = (status.NoMedia, status.LoadingMedia, status.InvalidMedia)
        if self._wanted is not None and self._media.mediaStatus() not in waits:
            place, self._wanted = self._wanted, None
            self._media.setPosition(place)
            self.moved.emit(place)
