"""What all tests share: the fixture releases, one parser, deterministic properties, the flag that rewrites goldens."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from releases import RELEASES

pytest_plugins = ["servers"]

# The same examples in every run: a failure that appears in CI appears at home.
settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("repeatable")

CHROMIUM = os.environ.get("RELEASE_PARSER_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="rewrite tests/golden/*.json and the tables of docs/rules.md: read them in the diff",
    )


@pytest.fixture(scope="session")
def parser():
    """One parser for the whole run: it has no state, and the model takes a second to load."""
    from release_parser.parser import Parser

    return Parser()


@pytest.fixture(scope="session")
def warm_command() -> Iterator[Path]:
    """The socket of a process that answers calls of `release-parser` without loading the model again: see `warm_command`."""
    folder = Path(tempfile.mkdtemp(prefix="warm-"))  # pytest's own folders have names too long for a socket
    address = folder / "socket"
    source = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, str(Path(__file__).parent / "warm_command.py"), "serve", str(address)]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": source}) as server:
        while not address.exists() and server.poll() is None:
            time.sleep(0.05)
        yield address
        server.kill()
    shutil.rmtree(folder)


@pytest.fixture(params=RELEASES, ids=lambda path: path.stem)
def release_path(request) -> Path:
    """Each fixture release in turn."""
    return request.param


@pytest.fixture(scope="session")
def browser():
    """One headless Chromium for all tests that look at pages. Where there is none they skip and say what is missing."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no chromium: install it, or name one in RELEASE_PARSER_CHROMIUM")
    with api.sync_playwright() as playwright:
        # tests may run as root, in a container: Chromium's sandbox refuses both
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()
