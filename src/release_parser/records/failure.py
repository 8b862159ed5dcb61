"""An input that could not be read or parsed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from release_parser.records.base import Record


class Failure(Record):
    """Stands in the place where the Release of its input would have stood."""

    source: str | None = Field(description="path, URL or row id of the input")
    stage: Literal["read", "parse", "write"] = Field(description="where it failed")
    error: str = Field(min_length=1, description="what is wrong with the input, and the remedy")
