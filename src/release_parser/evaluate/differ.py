"""Compares the records of two versions: findings gained, lost and changed, by kind, rule and force.

In: two files of records of the same texts, `.jsonl` or `.jsonl.gz`, of any version. Out: `Changes`, as text or JSON. Two findings are the
same where they stand at the same place: a claim by its span, a quote by its spans, a name by its name. Comparisons, breakdowns and tallies
are identified by the words of their claims, since the numbers of claims shift.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from release_parser.errors import InputError
from release_parser.tables.generate import ITEMS

Record = dict[str, Any]
Key = tuple[Any, ...]
KINDS = tuple(ITEMS)
"""The lists of a record, by name."""
_UNSTABLE = frozenset(
    {"id", "quote", "restates", "claims", "parts", "total", "current", "baseline", "change", "restated"}
)
"""Fields that name claims or quotes by number: they change when another claim is found before them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One finding that is new, lost or different. `fields` are the fields that changed: name -> (before, now)."""

    sort: str
    kind: str
    rule: str
    force: str
    release: str
    words: str
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(slots=True)
class Changes:
    """All changes, and how many findings were compared."""

    changes: list[Change] = field(default_factory=list)
    releases: int = 0
    same: int = 0
    only_old: list[str] = field(default_factory=list)
    only_new: list[str] = field(default_factory=list)

    def by(self, key: Callable[[Change], str]) -> dict[str, Counter[str]]:
        """The numbers of gained, lost and changed findings for each value of `key`."""
        table: dict[str, Counter[str]] = {}
        for change in self.changes:
            table.setdefault(key(change), Counter())[change.sort] += 1
        return dict(sorted(table.items()))


def read_records(path: str | Path) -> Iterator[Record]:
    """The records of a file as plain JSON, without failures. Raises `InputError` for a file or line that holds none."""
    target = Path(path)
    if not target.is_file():
        raise InputError(f"{path} is not a file: give records that `parse` wrote, as .jsonl or .jsonl.gz")
    with _opened(target) as lines:
        try:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                record = json.loads(line)
                if isinstance(record, dict) and {"id", "text", "claims"} <= record.keys():
                    yield record
                elif not (isinstance(record, dict) and "error" in record):
                    raise InputError(f"{path}, line {number} is not a record: it needs id, text and claims")
        except (json.JSONDecodeError, UnicodeDecodeError, OSError, EOFError, zlib.error) as error:
            why = "it is not text" if isinstance(error, UnicodeDecodeError) else str(error)
            if isinstance(error, json.JSONDecodeError):
                why = f"line {number} is not JSON"
            raise InputError(
                f"{path} is not a file of records, as `parse` writes them to .jsonl: {why}; "
                "`release-parser load` makes one from a database or Parquet"
            ) from None


def _opened(path: Path) -> TextIO:
    """The file as text, unpacked."""
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def compare(old: Iterable[Record], new: Iterable[Record]) -> Changes:
    """The changes between two sets of records, which are paired by text. The old ones are held in memory."""
    before = {record["id"]: record for record in old}
    changes = Changes()
    seen = set()
    for record in new:
        known = before.get(record["id"])
        if known is None:
            changes.only_new.append(_name(record))
        elif record["id"] not in seen:
            changes.releases += 1
            _compare(changes, known, record)
        seen.add(record["id"])
    changes.only_old = [_name(record) for key, record in before.items() if key not in seen]
    return changes


def _compare(changes: Changes, old: Record, new: Record) -> None:
    """Add the changes of one release."""
    for kind in KINDS:
        was, now = _keyed(kind, old), _keyed(kind, new)
        for key in {**was, **now}:
            before, after = was.get(key), now.get(key)
            fields = {} if before is None or after is None else _fields(before, after)
            if before is not None and after is not None and not fields:
                changes.same += 1
                continue
            sort = "gained" if before is None else "lost" if after is None else "changed"
            shown = after or before or {}
            changes.changes.append(
                Change(sort, kind, shown.get("rule", ""), new.get("publisher") or "", _name(new), str(key[-1]), fields)
            )


def _keyed(kind: str, record: Record) -> dict[Key, Record]:
    """The findings of a kind by their keys; a second one with the same key gets a number."""
    spans = {claim["id"]: claim["span"]["text"] for claim in record.get("claims", ())}
    keyed: dict[Key, Record] = {}
    for item in record.get(kind, ()):
        key = (kind, *_place(kind, item, spans))
        while key in keyed:
            key = (*key[:1], "again", *key[1:])
        keyed[key] = item
    return keyed


def _place(kind: str, item: Record, spans: dict[str, str]) -> Key:
    """The key by which a finding of this kind is identified."""
    if kind == "claims":
        return item["span"]["start"], item["span"]["end"], item["span"]["text"]
    if kind == "quotes":
        return *(span["start"] for span in item["spans"]), item["content"]
    if kind == "comparisons":
        sides = (item.get(side) or "" for side in ("current", "baseline", "change", "restated"))
        return (" / ".join(spans.get(side, "") for side in sides),)
    if kind == "breakdowns":
        return (f"{spans.get(item['total'], '')} = {' + '.join(spans.get(part, part) for part in item['parts'])}",)
    if kind == "tallies":
        return (f"{item['topic']} {item.get('thing') or ''} {item['value']} {item.get('unit') or ''}".strip(),)
    return (item.get("name") or item.get("value") or json.dumps(item, sort_keys=True),)


def _fields(old: Record, new: Record) -> dict[str, tuple[Any, Any]]:
    """The fields that differ, those of nested records with a dot: 'quantity.bound'. A new field that is empty does not count."""
    was, now = dict(_flat(old)), dict(_flat(new))
    return {
        name: (was.get(name), now.get(name))
        for name in sorted(was.keys() | now.keys())
        if was.get(name) != now.get(name) and name not in _UNSTABLE
    }


def _flat(item: Record, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The fields of a finding that have a value."""
    for name, value in item.items():
        if isinstance(value, dict):
            if value.keys() == {"start", "end", "text"}:
                yield prefix + name, value["text"]
            else:
                yield from _flat(value, f"{prefix}{name}.")
        elif value not in (None, [], ""):
            yield prefix + name, value


def _name(record: Record) -> str:
    """The source of a record, or the beginning of its id."""
    return str(record.get("source") or record["id"][:16])


def as_text(changes: Changes, *, examples: int = 5) -> str:
    """The counts by kind, field, rule and force, then this many examples of each sort and kind."""
    sorts = Counter(each.sort for each in changes.changes)
    lines = [
        f"{changes.releases:,} release{'' if changes.releases == 1 else 's'} compared: {changes.same:,} findings the same, {sorts['gained']:,} gained, {sorts['lost']:,} lost, {sorts['changed']:,} changed"
    ]
    for label, names in (("only in the old file", changes.only_old), ("only in the new file", changes.only_new)):
        if names:
            lines.append(f"{label}: {len(names):,} ({', '.join(names[:3])}{' …' if len(names) > 3 else ''})")
    for title, table in _tables(changes):
        if table:
            lines += ["", f"{title:44}{'gained':>8}{'lost':>8}{'changed':>8}"]
            lines += [
                f"{name or '(none)':44}{counts['gained']:8}{counts['lost']:8}{counts['changed']:8}"
                for name, counts in table.items()
            ]
    lines += _examples(changes, examples)
    return "\n".join(lines)


def _tables(changes: Changes) -> Iterator[tuple[str, dict[str, Counter[str]]]]:
    """The tables of counts with their headings."""
    yield "by kind", changes.by(lambda change: change.kind)
    fields: dict[str, Counter[str]] = {}
    for change in changes.changes:
        for name in change.fields:
            fields.setdefault(f"{change.kind}: {name}", Counter())["changed"] += 1
    yield "by field", dict(sorted(fields.items()))
    yield "by rule", changes.by(lambda change: f"{change.kind}: {change.rule}")
    yield "by force", changes.by(lambda change: change.force)


def _examples(changes: Changes, count: int) -> list[str]:
    """Lines with examples of changes."""
    shown: Counter[tuple[str, str]] = Counter()
    lines: list[str] = []
    for change in sorted(changes.changes, key=lambda each: (each.sort, each.kind)):
        shown[change.sort, change.kind] += 1
        if shown[change.sort, change.kind] > count:
            continue
        words = change.words if len(change.words) <= 80 else f"{change.words[:79]}…"
        fields = "; ".join(f"{name} {was!r} is now {now!r}" for name, (was, now) in change.fields.items())
        lines.append(f"{change.sort} {change.kind}: {words!r} in {change.release}{f': {fields}' if fields else ''}")
    return ["", *lines] if lines else []


def as_json(changes: Changes) -> str:
    """The counts and every change, as JSON."""
    return json.dumps(
        {
            "releases": changes.releases,
            "same": changes.same,
            "only_old": changes.only_old,
            "only_new": changes.only_new,
            "changes": [
                {
                    "sort": each.sort,
                    "kind": each.kind,
                    "rule": each.rule,
                    "force": each.force,
                    "release": each.release,
                    "words": each.words,
                    "fields": each.fields,
                }
                for each in changes.changes
            ],
        },
        indent=1,
        ensure_ascii=False,
    )
