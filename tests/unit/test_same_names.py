"""Two names in full are of one person where their middle names may be the same."""

from __future__ import annotations

import pytest

from release_parser.extract.same_names import is_same_name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kay Q. Roe", "Kay Quill Roe", True),
        ("Kay Q Roe", "Kay Quill Roe", True),
        ("Kay Quinn Roe", "Kay Quill Roe", False),
        ("Kay B. Roe", "Kay Quill Roe", False),
        ("Kay Q. B. Roe", "Kay Quill Roe", False),
        ("Kay Q. Roe", "Kay Roe", True),
        ("Kay Quill Roe", "Kay Roe", False),
        ("Kay Roe", "Ann Roe", False),
        ("Kay Roe", "Kay Ash", False),
        ("Kay", "Kay", False),
    ],
)
def test_whichever_is_named_first(one, other, same):
    assert is_same_name(one.split(), other.split()) is same
    assert is_same_name(other.split(), one.split()) is same
