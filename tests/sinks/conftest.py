"""Targets to write to: databases in files and on a server, folders of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def new_target(tmp_path, request) -> Callable[[str], str]:
    """Gives a target of a kind that nothing was written to yet."""

    def make(kind: str) -> str:
        if kind == "postgresql":
            return request.getfixturevalue("postgresql")
        if kind == "sqlite":
            pytest.importorskip("sqlalchemy", reason="needs the extra sql")
            return f"sqlite:///{tmp_path}/releases.db"
        if kind == "duckdb":
            pytest.importorskip("duckdb", reason="needs the extra duckdb")
            return f"duckdb:///{tmp_path}/releases.duckdb"
        if kind.startswith((".parquet", ".arrow")):
            pytest.importorskip("pyarrow", reason="needs the extra arrow")
        return f"{tmp_path}/releases{kind}"

    return make


@pytest.fixture(params=["sqlite", "postgresql", "duckdb"])
def database(request, new_target) -> str:
    """An empty database of each kind in turn."""
    return new_target(request.param)
