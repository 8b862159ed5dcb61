"""An archive at a glance: one page with what its releases count, where each figure leads to the sentences that it comes from.

In: records. Out: a `Report` that saves itself as HTML without network.

    Report("records.jsonl").save("report.html")
"""

from __future__ import annotations

from release_parser.report.page import Report

__all__ = ["Report"]
