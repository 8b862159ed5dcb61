"""The sites whose layout is known: `sites.toml` with its selectors as XPath.

In: a page's tree and address. Out: the site that it is of, or one without selectors.

>>> as_xpath("article .c-rich-text, #story")
"//article//*[contains(concat(' ', normalize-space(@class), ' '), ' c-rich-text ')]|//*[@id='story']"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import regex

from release_parser.sources.addresses import host_of
from release_parser.sources.prune import prune

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELDS = ("title", "date", "publisher")


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site keeps its release: XPath for the elements of its body, for what is none of it, and for its fields."""

    hosts: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find_site(tree: Any, url: str | None) -> Site:
    """The site of a page: by its host, the longest first, else by the signs of the system that it runs on."""
    host = host_of(url) or ""
    sites, _ = known_sites()
    hosts = [(len(end), site) for site in sites for end in site.hosts if host == end or host.endswith(f".{end}")]
    if hosts:
        return max(hosts, key=lambda found: found[0])[1]
    return next((site for site in sites if any(tree.xpath(sign) for sign in site.signs)), Site())


def drop_widgets(tree: Any, site: Site) -> None:
    """Take the page's widgets out of its tree; the words behind them stay."""
    _, widgets = known_sites()
    prune([element for path in (*widgets, *site.drop) for element in tree.xpath(path)])


@cache
def known_sites() -> tuple[tuple[Site, ...], tuple[str, ...]]:
    """All sites, and what is dropped on any page."""
    tables = tomllib.loads((files("release_parser.sources") / "sites.toml").read_text(encoding="utf-8"))
    widgets = tables.pop("any")["drop"]
    return tuple(_site(table) for table in tables.values()), tuple(map(as_xpath, widgets))


def _site(table: Mapping[str, Any]) -> Site:
    """The site of one table of `sites.toml`."""
    paths = {name: tuple(map(as_xpath, table.get(name, ()))) for name in ("signs", "body", "drop")}
    return Site(
        hosts=tuple(table.get("hosts", ())),
        **paths,
        fields={name: tuple(table[name]) for name in _FIELDS if name in table},
    )


def as_xpath(selector: str) -> str:
    """A selector of `sites.toml` as XPath."""
    if regex.search(r"[/(\'\"]", selector):
        return selector
    return "|".join("".join(map(_step, alternative.split())) for alternative in selector.split(","))


def _step(step: str) -> str:
    """One 'tag#id.class'."""
    parts = regex.findall(r"([.#]?)([\w-]+)", step)
    tag = "".join(name for mark, name in parts if not mark) or "*"
    tests = {".": "[contains(concat(' ', normalize-space(@class), ' '), ' {} ')]", "#": "[@id='{}']"}
    return f"//{tag}" + "".join(tests[mark].format(name) for mark, name in parts if mark)
