"""Where the files that travel with the program are: in a checkout, a wheel or the frozen app."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_MAPPED = _PACKAGE / "data"  # where the wheel and the frozen app keep them; see pyproject.toml


def resource(*parts: str) -> Path:
    """The path of one file or folder under `resources/` or `sample_project/`."""
    root = _MAPPED if _MAPPED.is_dir() else _PACKAGE.parents[1]
    return root.joinpath(*parts)
