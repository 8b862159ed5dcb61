"""Files that are not on this machine: `s3://bucket/news.zip`, `gs://…`, `https://…`, and whatever else fsspec knows by its address.

In: an address. Out: a `Place`: whether something is there, what is below it, its bytes. What goes wrong is an `InputError`, or a
`TargetError` where it is written, in one line that names the address without its password; a package that is missing is a
`MissingExtraError` with the install command.

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
    """A `file://` address as the path that it is, anything else as it is.

    >>> as_path("file:///srv/may%202026.zip")
    '/srv/may 2026.zip'
    """
    if not name.lower().startswith("file:///"):
        return name
    from urllib.request import url2pathname  # noqa: PLC0415 - takes a tenth of a second, and few paths are written so

    return url2pathname(name[len("file://") :])


def is_address(name: str) -> bool:
    """Whether a name is an address of something elsewhere, and no path."""
    return _ADDRESS.match(name) is not None


def is_web(name: str) -> bool:
    """Whether a name is an address on the web: one page or file, which can be read and not written."""
    return name.lower().startswith(tuple(f"{scheme}://" for scheme in WEB))


def plain(name: str) -> str:
    """An address without what is asked of the server, for its suffix: 'https://news.example/a.html?page=2' ends with '.html'."""
    return _QUERY.sub("", name) if is_web(name) else name


def shown(address: str) -> str:
    """An address for messages and records: without a password."""
    return _USER.sub("***", address)


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder elsewhere."""

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
        """The same for every way to write one address."""
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
        """`InputError` where it lies in a bucket that is not there; folders in a bucket need not be made."""
        bucket = self.path.split("/", maxsplit=1)[0]
        if self.key.startswith(BUCKETS) and not Place(self.address, self.files, bucket).exists():
            raise InputError(
                f"{self.address}: there is no bucket {bucket} that these credentials may see; make it first"
            )

    def is_folder(self) -> bool:
        """Whether it is a folder; what is on the web is none."""
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
        """The files that its path, a pattern, matches."""
        folder = self.fixed()
        with saying(self.address, "read"):
            found = [path for path in sorted(self.files.glob(self.path)) if self.files.isfile(path)]
        return [folder.below(path[len(folder.path) :].lstrip("/")) for path in found]

    def fixed(self) -> Place:
        """The folder in front of the first part that is a pattern."""
        behind = len(self.path) - sum(len(part) + 1 for part in _before_magic(self.path)) + 1
        return Place(self.address[: len(self.address) - behind], self.files, self.path[: len(self.path) - behind])

    def stamp(self) -> str | None:
        """What changes when the file does: its size with its tag or time; None where the service does not say."""
        with saying(self.address, "read"):
            info = self.files.info(self.path)
        tag = next((info[name] for name in ("ETag", "etag", "md5Hash", "LastModified", "updated", "mtime", "created") if info.get(name)), None)  # fmt: skip
        return None if tag is None else f"{info.get('size')} {tag}"

    def modified(self) -> Any:
        """When it was last changed, as the service says; None where it does not."""
        try:
            return self.files.modified(self.path)
        except Exception:  # noqa: BLE001 - a service that knows no times has its own way to say so
            return None

    def open(self) -> BinaryIO:
        """Its bytes."""
        with saying(self.address, "read"):
            return cast("BinaryIO", self.files.open(self.path, "rb"))

    def fetch(self, path: Path) -> None:
        """Copy it to a path of this machine."""
        with saying(self.address, "read"), self.files.open(self.path, "rb") as remote, path.open("wb") as file:
            shutil.copyfileobj(remote, file, 2**20)

    def fetch_ends(self, path: Path) -> None:
        """Copy its beginning and its end, with nothing between them: enough to tell whose file it is."""
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
        """Write a file of this machine there. Object stores show it when it is whole."""
        with saying(self.address, "written"):
            self.files.put_file(os.fspath(path), self.path)

    def remove(self) -> None:
        """Remove the file, if it is there."""
        with saying(self.address, "written"):
            if self.files.exists(self.path):
                self.files.rm_file(self.path)


def place_of(address: str) -> Place:
    """What an address names; `MissingExtraError` where its file system is not installed."""
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
    """Whatever a service says is wrong, in a line that names the address."""
    try:
        yield
    except (ReleaseParserError, ImportError):
        raise
    except Exception as error:  # each service has its own
        kind = TargetError if verb == "written" else InputError
        raise kind(f"{shown(address)} cannot be {verb}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    said = " ".join(shown(str(getattr(error, "strerror", None) or error)).split())
    return (said if len(said) <= 300 else f"{said[:297]}…") or type(error).__name__


def _before_magic(path: str) -> list[str]:
    parts = path.split("/")
    return parts[: next((at for at, part in enumerate(parts) if glob.has_magic(part)), len(parts))]


def _joined(path: str, name: str) -> str:
    parent, slash, _ = path.rstrip("/").rpartition("/")
    return f"{parent}{slash}{name}"
