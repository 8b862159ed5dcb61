"""What the extraction of main text finds of a page's release: against the page's own field, and against the site's selectors.

    python benchmarks/main_text.py ../shared/archive/doj-html.zip

Pages of sites without selectors go the general way (trafilatura with recall, `sources/web.py`): here pages of a site that has
selectors go both ways. Printed: precision, recall and F1 of words, and the lines that the general way loses or adds.
Both ways are measured first against the text of the same release as the page states it, read apart from our code: the heading, subtitle and
body fields of the system that the pages come from, by the standard library's parser.
"""

from __future__ import annotations

import sys
import zipfile
from collections import Counter
from html.parser import HTMLParser
from statistics import mean

import regex

from release_parser.sources import web
from release_parser.sources.blob import Options
from release_parser.sources.sites import Site


def words(text: str) -> Counter[str]:
    return Counter(regex.findall(r"[\p{L}\p{N}]+", text.casefold()))


def bare(text: str) -> str:
    return regex.sub(r"[^\p{L}\p{N}]+", "", text.casefold())


def missing(text: str, other: str) -> list[str]:
    whole = bare(other)
    return [line.strip() for line in text.split("\n") if bare(line) not in whole]


class Stated(HTMLParser):
    """The words of the heading and of the subtitle and body fields, by nothing but nesting."""

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._open: list[bool] = []
        """Whether each open element is one of the fields."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        wanted = given.get("id") == "node-title" or regex.search(
            r"field--name-field-pr-(?:subtitle|body)", given.get("class") or ""
        )
        if tag not in self.VOID:
            self._open.append(bool(wanted))
        self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag not in self.VOID:
            self._open.pop()
        self.text.append(" ")

    def handle_data(self, data: str) -> None:
        if any(self._open):
            self.text.append(data)


def stated(html: str) -> str:
    parser = Stated()
    parser.feed(html)
    return "".join(parser.text)


def agreement(found: str, known: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of words."""
    common = (words(known) & words(found)).total()
    precision, recall = common / words(found).total(), common / words(known).total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def main(path: str) -> None:
    options, find_site = Options(), web.find_site
    scores: list[tuple[float, float, float]] = []
    against: list[tuple[tuple[float, float, float], tuple[float, float, float]]] = []
    lost: Counter[str] = Counter()
    added: Counter[str] = Counter()
    losing = 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith(".html"):
                continue
            html = web.decode_page(archive.read(name), name)
            web.find_site = find_site
            known = web.read_page(html, name, options).text
            web.find_site = lambda *_: Site()
            general = web.read_page(html, name, options).text
            scores.append(agreement(general, known))
            field = stated(html)
            against.append((agreement(known, field), agreement(general, field)))
            lines = missing(known, general)
            losing += bool(lines)
            lost.update(lines)
            added.update(missing(general, known))
    for way, title in enumerate(("with the site's selectors", "the general extraction")):
        columns = zip(*(pair[way] for pair in against), strict=True)
        print(
            f"the release as its page states it, {title}:",
            *(f"{mean(column):.4f}" for column in columns),
            f"lowest F1 {min(pair[way][2] for pair in against):.4f}",
        )
    print(
        f"{len(scores)} pages: precision, recall and F1 of words",
        *(f"{mean(column):.4f}" for column in zip(*scores, strict=True)),
    )
    print(
        f"the same words: {sum(score[2] > 0.99999 for score in scores)}; lowest F1 {min(score[2] for score in scores):.4f}"
    )
    print(
        f"{losing} pages lose a line; the longest of them: {sorted((len(line) for line in lost), reverse=True)[:5]} characters"
    )
    print(
        f"lost {len(lost)}, added {len(added)}; most often lost: {lost.most_common(5)}; added: {added.most_common(5)}"
    )


if __name__ == "__main__":
    main(sys.argv[1])
