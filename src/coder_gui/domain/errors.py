"""The errors that are the world's fault, each carrying a sentence for the researcher."""


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


class Refused(CoderError):
    """The request makes no sense for this study, such as moving a theme under itself."""


class Cancelled(CoderError):
    """The researcher stopped long work; what was not finished was left out."""

    def __init__(self) -> None:
        super().__init__("Cancelled. Nothing else was changed.")
