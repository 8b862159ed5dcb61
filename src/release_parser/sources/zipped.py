"""Reads zip archives: every member that a source can read, in the archive's order, without unpacking to disk.

A member that cannot be read is a `Failure` that names archive and member ('archive.zip/inner/path.md'); one with an unknown suffix
('photo.jpg', '.DS_Store') is counted as skipped.
"""

from __future__ import annotations

import io
import stat
import zipfile
from typing import TYPE_CHECKING, BinaryIO, cast

from release_parser.errors import InputError
from release_parser.records import Failure
from release_parser.sources.blob import Blob, CappedStream, Options, seekable, size_of
from release_parser.sources.formats import format_of, known_suffixes, needs_format, read_blob, read_member

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from release_parser.text import Document


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """The documents of every readable member."""
    options.check_depth(blob.name)
    with seekable(blob, options) as stream:
        size = size_of(stream)
        options = options.inside(lambda: size)
        try:
            archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise InputError(
                f"{blob.name} is not a whole zip archive ({error}): it may be truncated; fetch it again"
            ) from error
        with archive:
            if not blob.name.lower().endswith(".zip") and "word/document.xml" in archive.namelist():
                stream.seek(0)  # known by its content: a Word document is a zip archive, too
                yield from read_blob(Blob(blob.name, stream), needs_format(".x.docx"), options.deeper())
                return
            members = [member for member in archive.infolist() if not member.is_dir()]
            if not any(format_of(member.filename) for member in members):
                raise InputError(f"{blob.name} holds no file that can be read; known suffixes are {known_suffixes()}")
            _check_places(members, blob.name)
            for member in members:
                yield from _member(archive, member, blob.name, options)


def count(path: Path) -> int | None:
    """The number of documents in an archive, from its table of contents; None where members hold several."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [
                each for member in archive.infolist() if not member.is_dir() and (each := format_of(member.filename))
            ]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    return len(found) if all(each.single for each in found) else None


def _check_places(members: list[zipfile.ZipInfo], name: str) -> None:
    """Raise `InputError` where members share bytes of the archive: one that is listed a thousand times would be unpacked a thousand times."""
    end = -1
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise InputError(f"{name} lists members that lie over each other: refused as a zip bomb")
        end = member.header_offset + member.compress_size


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, options: Options
) -> Iterator[Document | Failure]:
    """The documents of one member."""
    where = f"{name}/{member.filename}".encode("utf-8", "backslashreplace").decode()
    if stat.S_ISLNK(member.external_attr >> 16) or format_of(member.filename) is None:
        yield from read_member(name, member.filename, member.file_size, None, options)
        return
    if member.flag_bits & 0x1:
        yield Failure(
            source=where, stage="read", error=f"{where} is encrypted; unpack it with its password and pass the folder"
        )
        return
    try:
        with archive.open(member) as unpacked:
            capped = CappedStream(cast("BinaryIO", unpacked), where, lambda: member.compress_size, options)
            blob = Blob(where, cast("BinaryIO", io.BufferedReader(capped, 65536)))
            yield from read_member(name, member.filename, member.file_size, blob, options)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        yield Failure(source=where, stage="read", error=f"{where} is damaged: {error or 'it ends too early'}")
