"""Our quotes beside textacy's `direct_quotations` on a gold set.

    python benchmarks/quotes.py GOLD_DIR

textacy (0.13) finds one stretch between two marks at a time and raises on an odd number of them: then it has found nothing.
It is scored twice: on whole quotes (all spans of an utterance, as the gold has them) and on single stretches, which is kinder to it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from release_parser.extract.people import find_people
from release_parser.extract.quotes import find_quotes
from release_parser.lexicon import Lexicon
from release_parser.link.speakers import link_speakers
from release_parser.text import read_page

EDGE = " \t\n\r\u00a0\"'“”‘’«»,.…"
Spans = tuple[tuple[int, int], ...]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without marks and spaces at its ends: both tools' conventions made one."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def gold_quotes(text: str, path: Path) -> tuple[dict[Spans, list[str | None]], dict[Spans, list[str | None]]]:
    """The spans of each quote that must be found, and of each that may be, with the speakers that are right."""
    quotes, optional = {}, {}
    for quote in json.loads(path.read_text(encoding="utf-8")).get("quotes", []):
        spans = []
        for span in quote["spans"]:
            context = span.get("context") or span["text"]
            at = -1
            for _ in range(span.get("nth", 0) + 1):
                at = text.index(context, at + 1)
            at += context.find(span["text"])
            spans.append(trimmed(text, at, at + len(span["text"])))
        speaker = quote["speaker"]
        (optional if quote.get("optional") else quotes)[tuple(spans)] = (
            speaker if isinstance(speaker, list) else [speaker]
        )
    return quotes, optional


def ours(text: str) -> dict[Spans, str | None]:
    lexicon = Lexicon.default()
    page = read_page(text)
    quotes, _ = link_speakers(page, find_quotes(page, lexicon), find_people(page, lexicon), lexicon)
    return {
        tuple(trimmed(text, *page.offsets.original(*span)) for span in quote.spans): quote.speaker for quote in quotes
    }


def textacys(nlp, text: str) -> tuple[dict[Spans, str | None], bool]:
    from textacy.extract import direct_quotations  # noqa: PLC0415 - not installed with us

    doc = nlp(text)
    try:
        found = list(direct_quotations(doc))
    except ValueError:
        return {}, True
    return {
        (trimmed(text, quote.content.start_char, quote.content.end_char),): " ".join(
            token.text for token in quote.speaker
        )
        for quote in found
    }, False


def figures(name: str, golds: list, founds: list) -> str:
    hits = sum(len(gold.keys() & found.keys()) for gold, found in zip(golds, founds, strict=True))
    spoken = sum(
        found[key] in gold[key] for gold, found in zip(golds, founds, strict=True) for key in gold.keys() & found.keys()
    )
    wanted, given = sum(map(len, golds)), sum(map(len, founds))
    precision, recall = hits / max(given, 1), hits / max(wanted, 1)
    f1 = 2 * hits / max(given + wanted, 1)
    return f"{name:32} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  full speaker name {spoken} of {hits}"


def stretches(quotes: dict) -> dict:
    return {(span,): speaker for spans, speaker in quotes.items() for span in spans}


def main() -> None:
    directory = Path(sys.argv[1])
    texts, golds, optionals = [], [], []
    for path in sorted(directory.glob("*.gold.json")):
        texts.append(path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8"))
        required, optional = gold_quotes(texts[-1], path)
        golds.append(required)
        optionals.append(optional)

    def required_only(founds: list[dict]) -> list[dict]:
        return [
            {spans: speaker for spans, speaker in found.items() if spans not in optional}
            for found, optional in zip(founds, optionals, strict=True)
        ]

    mine = required_only([ours(text) for text in texts])
    print(figures("release_parser, whole quotes", golds, mine))
    print(
        figures("release_parser, stretches", [stretches(gold) for gold in golds], [stretches(found) for found in mine])
    )
    from release_parser.pipeline.model import load_model  # noqa: PLC0415 - loads spaCy

    nlp, _ = load_model()
    theirs = [textacys(nlp, text) for text in texts]
    print(figures("textacy, whole quotes", golds, [found for found, _ in theirs]))
    print(figures("textacy, stretches", [stretches(gold) for gold in golds], [found for found, _ in theirs]))
    print(f"textacy raised on {sum(raised for _, raised in theirs)} of {len(texts)} releases")


if __name__ == "__main__":
    main()
