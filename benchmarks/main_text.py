"""How much of a page's text the general extraction finds, against the site's own selectors.

    python benchmarks/main_text.py ../shared/archive/doj-html.zip

Pages of sites without selectors go the general way (trafilatura with recall, `sources/web.py`): here pages of a site that has
selectors go both ways. Printed: precision, recall and F1 of words, and the lines that the general way loses or adds.
"""

from __future__ import annotations

import sys
import zipfile
from collections import Counter
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


def main(path: str) -> None:
    options, find_site = Options(), web.find_site
    scores: list[tuple[float, float, float]] = []
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
            common = (words(known) & words(general)).total()
            precision, recall = common / words(general).total(), common / words(known).total()
            scores.append((precision, recall, 2 * precision * recall / (precision + recall)))
            lines = missing(known, general)
            losing += bool(lines)
            lost.update(lines)
            added.update(missing(general, known))
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
