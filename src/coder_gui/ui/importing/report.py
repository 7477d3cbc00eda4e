"""What came of an import, as a notice that stays until it is dismissed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coder_gui.app.importing import ImportReport
from coder_gui.domain.counted import counted
from coder_gui.ui.widgets.notice_bar import Kind, Notice


def tr(text: str) -> str:
    return QCoreApplication.translate("importing", text)


def report_notice(report: ImportReport) -> Notice:
    """The notice on an import; details name each file that is not in, and say why."""
    lines = [
        *report.failed,
        *(
            tr("“%1” was left out: the same text is there already as “%2”.")
            .replace("%1", source)
            .replace("%2", name)
            for source, name in report.already_there
        ),
        *(tr("“%1” was left out, as you chose.").replace("%1", each) for each in report.skipped),
    ]
    parts = [
        (len(report.failed), tr("%1 could not be read")),
        (len(report.already_there), tr("%1 already there")),
        (len(report.skipped), tr("%1 left out by you")),
    ]
    rest = ", ".join(words.replace("%1", f"{number:,}") for number, words in parts if number)
    strong = tr("Imported %1.").replace("%1", counted(len(report.imported), "transcript"))
    if len(lines) == 1:
        return Notice(_kind(report), strong=strong, after=f" {lines[0]}", can_close=True)
    after = f" {rest[:1].upper()}{rest[1:]}." if rest else ""
    return Notice(
        _kind(report), strong=strong, after=after, details="\n".join(lines), can_close=True
    )


def _kind(report: ImportReport) -> Kind:
    if report.failed:
        return Kind.WARNING if report.imported else Kind.ERROR
    return Kind.DONE if report.imported else Kind.WARNING
