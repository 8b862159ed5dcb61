"""What a database keeps beside the records: its runs, the files that were read, every text of every document.

In: nothing. Out: tables and columns that files of tables do without.
"""

from __future__ import annotations

from release_parser.tables.spec import Column, Reference, Table

NUMBER = "release_number"
RELEASE = Column(NUMBER, "integer", description="the release, by its number in this data")
TO_RELEASE = Reference((NUMBER,), "releases", (NUMBER,))


VERSIONS = (
    Column("is_current", "boolean", False, "whether it is what its document says now", bookkeeping=True),
    Column("first_seen", "timestamp", False, "start of the first run that met it, UTC", bookkeeping=True),
    Column("last_seen", "timestamp", False, "start of the last run that met it, UTC", bookkeeping=True),
    Column(
        "superseded_by",
        "integer",
        True,
        "the release with the newer text of its document; null for what is current, or gone from the archive",
        bookkeeping=True,
    ),
)
RUNS = Table(
    "parser_runs",
    "Every run that wrote here, with what it did",
    (
        Column("run", "integer", description="the number of the run"),
        Column("started_at", "timestamp", description="UTC"),
        Column("finished_at", "timestamp", True, "UTC; null while it runs, and for ever where it was killed"),
        Column(
            "state", "text", description="how it ended", values=("running", "done", "interrupted", "failed", "died")
        ),
        Column("library_version", "text", description="version of release_parser that wrote"),
        Column("parser_version", "text", True, "version of the parser of its first record"),
        Column("parser_model", "text", True, "model of the parser of its first record"),
        Column("added", "integer", description="releases and sources that were not here before"),
        Column("replaced", "integer", description="releases that took the place of an earlier record of the same text"),
        Column("unchanged", "integer", description="records that were here already, the same"),
        Column("kept", "integer", description="records that a newer parser's record kept out"),
        Column("failed", "integer", description="inputs that could not be read, parsed or written"),
        Column("superseded", "integer", description="documents whose text was replaced by a newer one"),
        Column("gone", "integer", description="documents that were marked as gone from the archive"),
        Column("heartbeat_at", "timestamp", description="when it last wrote, UTC"),
        Column("host", "text", True, "the machine that it runs on"),
        Column("process", "integer", True, "its process there"),
    ),
    key=("run",),
    bookkeeping=True,
)
SCHEMA_VERSION_TABLE = Table(
    "schema_version",
    "The versions of these tables, the last one in force",
    (
        Column("version", "integer", description="version of the tables"),
        Column("applied_at", "timestamp", description="UTC"),
        Column("library_version", "text", description="version of release_parser that brought them to it"),
    ),
    key=("version",),
    bookkeeping=True,
)
FILES = Table(
    "files",
    "The files that were read: one whose size and time are still the same need not be read again",
    (
        Column("file", "text", description="SHA-256 of its name, in 32 hexadecimal digits"),
        Column("name", "text", description="its path or address, and how the documents in it are named"),
        Column("stamp", "text", description="its size and time; empty where it is to be read again"),
        Column("parser_version", "text", True, "version of the parser of its records"),
        Column("parser_model", "text", True, "model of the parser of its records"),
        Column("documents", "integer", description="the documents that it holds"),
        Column("run", "integer", description="the run that read it"),
    ),
    key=("file",),
    bookkeeping=True,
)
SOURCES = Table(
    "sources",
    "Every text of every document: the same text of two documents is one release with two sources",
    (
        Column("position", "integer", description="its place among all inputs"),
        RELEASE,
        Column("source", "text", True, "path, URL or row id: where it was read from when it was last seen"),
        Column(
            "record",
            "text",
            True,
            "its record as JSON, where its title, date or publisher make it differ from the release's",
        ),
        Column("identity", "text", description="the document: its URL, else its name inside the archive or folder"),
        *VERSIONS,
        Column("run", "integer", description="the last run that met it"),
        Column("file", "text", True, "the file that it was read from when it was last seen, where that is followed"),
    ),
    key=("position",),
    references=(TO_RELEASE, Reference(("file",), "files", ("file",))),
    indexes=((NUMBER,), ("identity",), ("source",), ("file",)),
    bookkeeping=True,
)
