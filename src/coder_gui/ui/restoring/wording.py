"""How restore points, sizes and what can be read are put into words."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from coder_gui.app.restoring import Content, Readable, RestorePoint
from coder_gui.domain.counted import counted

translate = QCoreApplication.translate


def when(point: RestorePoint) -> str:
    """“Today, 10:42”, “12 November, 09:05”."""
    made, today = point.made_at, datetime.now().date()
    time = made.strftime("%H:%M")
    if made.date() == today:
        return translate("restoring", "Today, %1").replace("%1", time)
    if made.date() == today - timedelta(days=1):
        return translate("restoring", "Yesterday, %1").replace("%1", time)
    form = "d MMMM" if made.year == today.year else "d MMMM yyyy"
    day = QLocale().toString(QDate(made.year, made.month, made.day), form)
    return f"{day}, {time}"


def moment(point: RestorePoint) -> str:
    """When, in the middle of a sentence: “today, 10:42”."""
    text = when(point)
    return text if text[0].isdigit() else text[0].lower() + text[1:]


def what(point: RestorePoint) -> str:
    """“today, 10:42, before importing”, or with the researcher's name for it."""
    return f"{moment(point)}, " + (f"“{point.reason}”" if point.named else point.reason)


def why(point: RestorePoint) -> str:
    """The researcher's name for it, or the reason."""
    return point.reason if point.named else point.reason[:1].upper() + point.reason[1:]


def content(held: Content | None) -> str:
    """“36 transcripts, 1,285 segments”."""
    if held is None:
        return translate("restoring", "Damaged: cannot be opened")
    return f"{counted(held.transcripts, 'transcript')}, {counted(held.segments, 'segment')}"


def size(number: int) -> str:
    """“2.4 MB”, in units of a thousand, as file managers show them."""
    return QLocale().formattedDataSize(number, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def readable(part: Readable) -> str:
    """“33 of 36”, “all 58”, “57, perhaps not all”, “none”."""
    if not part.rows and not part.is_whole:
        return translate("restoring", "none")
    if part.is_whole:
        return translate("restoring", "all %1").replace("%1", f"{part.rows:,}")
    if part.rows == part.of:
        return translate("restoring", "%1, perhaps not all").replace("%1", f"{part.rows:,}")
    text = translate("restoring", "%1 of %2")
    return text.replace("%1", f"{part.rows:,}").replace("%2", f"{part.of:,}")
