"""Files on other machines: `s3://bucket/news.zip`, `gs://…`, `https://…`, and every other address that fsspec knows.

In: an address. Out: a `Place` with its files and bytes. Errors are `InputError`, or `TargetError` when writing, in one line that names the
address without its password; a missing package is a `MissingExtraError` with the install command.

>>> is_address("s3://archive/news.zip"), is_address("news.zip"), is_address("file:///srv/news.zip")
(True, False, False)
>>> as_path("file:///srv/news.zip")
'/srv/news.zip'
"""

from __future__ import annotations

import glob
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import regex

from release_parser.errors import InputError, ReleaseParserError, TargetError
from release_parser.extras import missing_extra, need

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ADDRESS = regex.compile(r"(?!file:)[a-z][a-z0-9+.-]++:(?:/{2}|[a-z0-9+.-]++:/{2})", regex.IGNORECASE)
"""Two letters at least before the colon: one is a drive."""
_USER = regex.compile(r"(?<=:/{2})[^\s/@]{0,500}(?=@)")
_QUERY = regex.compile(r"[?#].*+", regex.DOTALL)
WEB = ("http", "https")
BUCKETS = ("s3://", "s3a://", "gs://", "gcs://")
"""Stores whose first part of a path is made once, by whoever pays for it."""
HEAD, TAIL = 64 * 2**10, 4 * 2**20
"""Bytes at the beginning and at the end of a file that tell whose it is: Parquet, Arrow and zip have their contents at the end."""


def as_path(name: str) -> str:
    """A `file://` address as a path; anything else unchanged.

    >>> as_path("file:///srv/may%202026.zip")
    '/srv/may 2026.zip'
    """
    if not name.lower().startswith("file:///"):
        return name
    from urllib.request import url2pathname  # noqa: PLC0415 - takes a tenth of a second, and few paths are written so

    return url2pathname(name[len("file://") :])


def is_address(name: str) -> bool:
    """Whether a name is a remote address and no path."""
    return _ADDRESS.match(name) is not None


def is_web(name: str) -> bool:
    """Whether a name is a web address: one page or file, which can be read but not written."""
    return name.lower().startswith(tuple(f"{scheme}://" for scheme in WEB))


def plain(name: str) -> str:
    """An address without its query, for its suffix: 'https://news.example/a.html?page=2' ends with '.html'."""
    return _QUERY.sub("", name) if is_web(name) else name


def shown(address: str) -> str:
    """An address without its password, for messages and records."""
    return _USER.sub("***", address)


@dataclass(frozen=True, slots=True)
class Place:
    """A remote file or folder."""

    address: str
    """As messages and records call it."""
    files: Any
    """fsspec's file system."""
    path: str
    """What that calls it."""

    @property
    def name(self) -> str:
        """The last part of its path."""
        return plain(self.path.rstrip("/")).rsplit("/", maxsplit=1)[-1]

    @property
    def key(self) -> str:
        """A text that is the same for every way to write the address."""
        return str(self.files.unstrip_protocol(self.path.rstrip("/")))

    def beside(self, name: str) -> Place:
        """Another name in the same folder."""
        return Place(_joined(self.address, name), self.files, _joined(self.path, name))

    def below(self, name: str) -> Place:
        """A name in this folder."""
        return Place(f"{self.address.rstrip('/')}/{name}", self.files, f"{self.path.rstrip('/')}/{name}")

    def exists(self) -> bool:
        """Whether a file or folder is there."""
        with saying(self.address, "read"):
            return bool(self.files.exists(self.path))

    def check_bucket(self) -> None:
        """Raise `InputError` where its bucket does not exist; folders in a bucket need not be created."""
        bucket = self.path.split("/", maxsplit=1)[0]
        if self.key.startswith(BUCKETS) and not Place(self.address, self.files, bucket).exists():
            raise InputError(
                f"{self.address}: there is no bucket {bucket} that these credentials may see; make it first"
            )

    def is_folder(self) -> bool:
        """Whether it is a folder; a web address never is."""
        if is_web(self.address):
            return False
        with saying(self.address, "read"):
            return bool(self.files.isdir(self.path))

    def walk(self) -> list[Place]:
        """Every file in this folder and below, sorted."""
        with saying(self.address, "read"):
            base = self.path.rstrip("/")
            return [self.below(path[len(base) :].lstrip("/")) for path in sorted(self.files.find(base)) if path != base]

    def matches(self) -> list[Place]:
        """The files that match its path, which is a pattern."""
        folder = self.fixed()
        with saying(self.address, "read"):
            found = [path for path in sorted(self.files.glob(self.path)) if self.files.isfile(path)]
        return [folder.below(path[len(folder.path) :].lstrip("/")) for path in found]

    def fixed(self) -> Place:
        """The folder before the first part that is a pattern."""
        behind = len(self.path) - sum(len(part) + 1 for part in _before_magic(self.path)) + 1
        return Place(self.address[: len(self.address) - behind], self.files, self.path[: len(self.path) - behind])

    def stamp(self) -> str | None:
        """A text that changes when the file changes: its size with its tag or time; None where the service tells neither."""
        with saying(self.address, "read"):
            info = self.files.info(self.path)
        tag = next((info[name] for name in ("ETag", "etag", "md5Hash", "LastModified", "updated", "mtime", "created") if info.get(name)), None)  # fmt: skip
        return None if tag is None else f"{info.get('size')} {tag}"

    def modified(self) -> Any:
        """When it was last changed, or None where the service does not tell."""
        try:
            return self.files.modified(self.path)
        except Exception:  # noqa: BLE001 - a service that knows no times has its own way to say so
            return None

    def open(self) -> BinaryIO:
        """A stream of its bytes."""
        with saying(self.address, "read"):
            return cast("BinaryIO", self.files.open(self.path, "rb"))

    def fetch(self, path: Path) -> None:
        """Copy it to a path of this machine."""
        with saying(self.address, "read"), self.files.open(self.path, "rb") as remote, path.open("wb") as file:
            shutil.copyfileobj(remote, file, 2**20)

    def fetch_ends(self, path: Path) -> None:
        """Copy its beginning and its end, which are enough to tell who wrote it."""
        with saying(self.address, "read"):
            size = int(self.files.size(self.path) or 0)
            if size <= HEAD + TAIL:
                self.fetch(path)
                return
            with path.open("wb") as file:
                file.write(self.files.cat_file(self.path, start=0, end=HEAD))
                file.seek(size - TAIL)
                file.write(self.files.cat_file(self.path, start=size - TAIL, end=size))

    def put(self, path: Path) -> None:
        """Write a local file there. Object stores show it only when it is complete."""
        with saying(self.address, "written"):
            self.files.put_file(os.fspath(path), self.path)

    def remove(self) -> None:
        """Remove the file, if it is there."""
        with saying(self.address, "written"):
            if self.files.exists(self.path):
                self.files.rm_file(self.path)


def place_of(address: str) -> Place:
    """The place of an address. Raises `MissingExtraError` where its file system is not installed."""
    core = need("fsspec.core", "cloud", shown(address))
    try:
        with saying(address, "read"):
            files, path = core.url_to_fs(address)
            files.invalidate_cache()  # what another program wrote since
    except ImportError as error:  # fsspec is there, and what it needs for this service is not
        raise missing_extra("cloud", shown(address)) from error
    return Place(shown(address), files, str(path))


@contextmanager
def saying(address: str, verb: str) -> Iterator[None]:
    """Turn a service's error inside the block into one line that names the address."""
    try:
        yield
    except (ReleaseParserError, ImportError):
        raise
    except Exception as error:  # each service has its own
        kind = TargetError if verb == "written" else InputError
        raise kind(f"{shown(address)} cannot be {verb}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    """A service's error as one short line."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    said = " ".join(shown(str(getattr(error, "strerror", None) or error)).split())
    return (said if len(said) <= 300 else f"{said[:297]}…") or type(error).__name__


def _before_magic(path: str) -> list[str]:
    """The parts of a path before the first pattern."""
    parts = path.split("/")
    return parts[: next((at for at, part in enumerate(parts) if glob.has_magic(part)), len(parts))]


def _joined(path: str, name: str) -> str:
    """Another name in the folder of a path."""
    parent, slash, _ = path.rstrip("/").rpartition("/")
    return f"{parent}{slash}{name}"
