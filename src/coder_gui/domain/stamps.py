"""Where new guids and times come from; the sample's build script and tests bring their own."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def utc_now() -> str:
    """The present moment as stored in a project file."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def new_guid() -> str:
    """A fresh random identity."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Stamps:
    """A clock and a source of guids."""

    now: Callable[[], str] = utc_now
    guid: Callable[[], str] = new_guid
