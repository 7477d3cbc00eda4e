"""The command `coder-gui`: the window, or one headless command."""

from __future__ import annotations

import gc
import sys
from io import TextIOWrapper

COMMANDS = frozenset(
    [
        *("new", "sample", "import", "extract", "export", "compare", "info", "check"),
        *("rekey", "backup", "package", "merge"),
    ]
)


def main() -> int:
    """Run a headless command when one is named, else open the window."""
    arguments = sys.argv[1:]
    if arguments == ["--read-pdf"]:
        # The packaged app has no other interpreter for the process that reads a PDF.
        from coder_gui.exchange.transcripts.pdf.pages import main as read_pdf

        return read_pdf()
    # Looked at by hand, so that opening the window does not wait for the command parser.
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        from coder_gui.app.cli import cli

        # Where a console or file lacks a letter, “?” stands for it and the command goes on.
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        cli(prog_name="coder-gui")
        return 0
    # Until the first paint nothing is made that could be collected; looking for it takes 10 ms.
    gc.disable()
    from coder_gui.ui.application import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
