"""The errors that are the world's fault, each carrying a sentence for the researcher."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class CoderError(Exception):
    """Something outside the program went wrong; the message says what and what to do.

    Anything that is not a CoderError is a bug of ours and goes to the crash report.

    Args:
        sentence: What happened, to which file, what was left untouched, what to do.
        details: Technical wording for *Details…*; never transcript text.
    """

    def __init__(self, sentence: str, details: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = details


class UnreadableFile(CoderError):
    """A file brought by the researcher cannot be read as what it should be."""


class ProjectFileError(CoderError):
    """The project file cannot be opened, or a step could not be written to it."""


class DamagedProject(ProjectFileError):
    """The project file is not as this program wrote it; what can be read may be recovered."""

    def __init__(self, sentence: str, details: str, path: Path) -> None:
        super().__init__(sentence, details)
        self.path = path
        self.key: Any = None
        """What opened the file, when it is protected: recovering needs it again."""


class PassphraseNeeded(ProjectFileError):
    """The project file is protected and was to be opened without a passphrase."""


class WrongPassphrase(ProjectFileError):
    """The passphrase is not the one that protects the project file."""


class InUse(ProjectFileError):
    """Somebody else has the project open for writing; it can be opened for reading only.

    Args:
        path: The project file.
        may_take: Whether its holder has been silent for so long that it may be opened anyway.
    """

    def __init__(
        self, sentence: str, path: Path, may_take: bool = False, details: str = ""
    ) -> None:
        super().__init__(sentence, details)
        self.path = path
        self.may_take = may_take


class Refused(CoderError):
    """The request makes no sense for this study, such as moving a theme under itself."""


class Cancelled(CoderError):
    """The researcher stopped long work; what was not finished was left out."""

    def __init__(self) -> None:
        super().__init__("Cancelled. Nothing else was changed.")
