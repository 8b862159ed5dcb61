"""A report of an archive: one page of totals, where each figure leads to its sentences.

In: records. Out: a `Report` that saves itself as HTML which needs no network.

    Report("records.jsonl").save("report.html")
"""

from __future__ import annotations

from release_parser.report.page import Report

__all__ = ["Report"]
