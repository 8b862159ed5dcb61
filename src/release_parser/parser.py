"""The parser: it owns the lexicon and the model, and takes a release through every step from text to record.

>>> Parser().parse("Officers made 34 arrests.").claims[0].head
'arrest'
"""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from release_parser._version import __version__
from release_parser.build import Findings, build_release
from release_parser.checked import NO_LEXICON, of_type
from release_parser.errors import InputError, ReleaseParserError, describe_fault
from release_parser.extract.contacts import find_contacts
from release_parser.extract.country import Evidence, find_country
from release_parser.extract.dollars import local_dollars, without_foreign_signs
from release_parser.extract.headline_names import ranked_names
from release_parser.extract.masks.grammar import MaskedStretch
from release_parser.extract.mentions import ContactMention, NamedEntity, PersonEntity, QuantityMention, QuoteMention
from release_parser.extract.names import NameGrammar
from release_parser.extract.non_quantities import find_non_quantities
from release_parser.extract.operations import find_operations
from release_parser.extract.people import find_people
from release_parser.extract.police_units import find_police_units
from release_parser.extract.publisher import find_publisher
from release_parser.extract.quantities import QuantityGrammar
from release_parser.extract.quotes import find_quotes
from release_parser.garbage import uncollected
from release_parser.lexicon import Country, Lexicon
from release_parser.link.claims import link_claims
from release_parser.link.context.introductions import sentences_to_parse
from release_parser.link.speakers import link_speakers
from release_parser.link.surroundings import Surroundings
from release_parser.link.syntax import Syntax
from release_parser.link.words import link_words
from release_parser.pipeline.model import load_model
from release_parser.pipeline.parts_of_speech import PoliceWords
from release_parser.pipeline.syntax import SentenceParser
from release_parser.records import Failure, ParserInfo, Release
from release_parser.regexes import Regex
from release_parser.text import Document, Page, read_page
from release_parser.text.capitals import as_prose
from release_parser.text.dates import MONTH_BEFORE_DAY, DateMention, DateOrder, find_dates, find_published

if TYPE_CHECKING:
    from spacy.language import Language

RELEASES_PER_MODEL_CALL = 64
"""Releases that share one call of the model."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page and everything that was found without syntax."""

    document: Document
    page: Page
    dates: list[DateMention]
    contacts: list[ContactMention]
    operations: list[NamedEntity]
    police_units: list[NamedEntity]
    people: list[PersonEntity]
    quotes: list[QuoteMention]
    quantities: list[QuantityMention]
    sentences: list[int]
    """Indices of the sentences that need syntax: those that hold a quantity, and those that introduce the lists of such."""
    masks: list[MaskedStretch]
    """What holds digits or number words and is no quantity, with the rule that says so."""


class Parser:
    """Reads releases into records. Build it once and use it often, since it loads the model.

    `model` is the package name or path of a spaCy model, a `Language`, or None for the default; `lexicon` is a `Lexicon`, or None for the
    default. `parse_everything` also parses sentences without a quantity, which changes no record; a test uses it to prove that. Raises
    `ModelNotFoundError` where there is no usable model.
    """

    def __init__(
        self,
        model: str | Path | Language | None = None,
        lexicon: Lexicon | None = None,
        *,
        parse_everything: bool = False,
    ) -> None:
        of_type("lexicon", lexicon, Lexicon, NO_LEXICON)
        self.lexicon = Lexicon.default() if lexicon is None else lexicon
        self._given = (model, lexicon, parse_everything)
        nlp, self.model_name = load_model(model)
        self.version = __version__
        self._info = ParserInfo(version=self.version, model=self.model_name)
        self._sentences = SentenceParser(nlp, self.model_name, _police_words(self.lexicon))
        self._quantities = QuantityGrammar(self.lexicon)
        self._parse_everything = parse_everything

    def __reduce__(self) -> tuple[object, ...]:
        """What is sent to another process instead of the parser: its settings. The model is loaded again there."""
        model, lexicon, parse_everything = self._given
        return partial(type(self), model, lexicon, parse_everything=parse_everything), ()

    def parse(
        self,
        text: str | Document,
        *,
        source: str | None = None,
        url: str | None = None,
        title: str | None = None,
        published: dt.date | str | None = None,
        publisher: str | None = None,
    ) -> Release:
        """The record of one release.

        What the caller knows about the release goes into the record; `published` may be a `date` or an ISO date such as '2021-01-15'.
        Raises `InputError` for a text that is empty, binary or not decoded, and for a date that cannot be read.
        """
        document = text if isinstance(text, Document) else Document(text)
        document = replace(
            document,
            source=source or document.source,
            url=url or document.url,
            title=title or document.title,
            published=_date(published) or document.published,
            publisher=publisher or document.publisher,
        )
        with uncollected():
            reading = self.read(document)
            return self.finish(reading, list(self._sentences.parse(self._texts(reading))))

    def parse_batch(
        self, documents: Iterable[Document], batch_size: int = RELEASES_PER_MODEL_CALL
    ) -> Iterator[Release | Failure]:
        """One `Release` or `Failure` for each document, in order, whatever happens to one of them; `batch_size` releases share one call of the model."""
        iterator = iter(map(_document, documents))
        while batch := list(islice(iterator, batch_size)):
            yield from self._parse_together(batch)

    def _parse_together(self, batch: list[Document]) -> Iterator[Release | Failure]:
        """The records of one batch, whose sentences are parsed in one call."""
        # all of a batch in one block: looking through what is half done would cost more than the batch's garbage
        with uncollected():
            readings = deque(map(self._read, batch))
            sentences = [
                sentence for reading in readings if isinstance(reading, Reading) for sentence in self._texts(reading)
            ]
            parsed = iter(list(self._sentences.parse(sentences)))
            records: list[Release | Failure] = []
            while readings:  # each is dropped when its record is there
                reading = readings.popleft()
                if isinstance(reading, Reading):
                    records.append(self._finish(reading, list(islice(parsed, len(reading.sentences)))))
                else:
                    records.append(reading)
        yield from records

    def _read(self, document: Document) -> Reading | Failure:
        """The reading of a document, or a `Failure` with what was raised."""
        try:
            return self.read(document)
        except Exception as error:  # noqa: BLE001 - a batch never dies of one of its documents
            return _failure(document, error)

    def _finish(self, reading: Reading, syntax: list[Syntax]) -> Release | Failure:
        """The record of a reading, or a `Failure` with what was raised."""
        try:
            return self.finish(reading, syntax)
        except Exception as error:  # noqa: BLE001 - see above
            return _failure(reading.document, error)

    def read(self, document: Document) -> Reading:
        """Everything that can be found without syntax: page, names, quotes, contacts, dates and quantities."""
        document.check()
        lexicon = self.lexicon
        page = read_page(document.text, title=document.title, lexicon=lexicon)
        contacts = [contact for contact in find_contacts(page, lexicon) if not page.in_furniture(contact.start)]
        publisher = document.publisher or find_publisher(page, lexicon)
        told = find_country(Evidence(page, publisher, contacts, lexicon))
        country = lexicon.country(told[0]) if told else None
        order = date_order(country, page.text, self.lexicon)
        published = document.published or find_published(page, order)
        document = replace(document, published=published, publisher=publisher)
        dates = find_dates(page.text, published=published, order=order, lexicon=lexicon)
        operations = find_operations(page, lexicon)
        units = find_police_units(page, lexicon)
        ranked = ranked_names(page, NameGrammar.of(lexicon))
        people = find_people(page, lexicon, ranked)
        quotes, people = link_speakers(page, find_quotes(page, lexicon), people, lexicon, ranked)
        masks = [MaskedStretch(contact.start, contact.end, contact.rule) for contact in contacts]
        masks += [MaskedStretch(date.start, date.end, "date") for date in dates]
        masks += [MaskedStretch(*span, entity.rule) for entity in (*operations, *units) for span in entity.mentions]
        masks += find_non_quantities(page.text, dates, lexicon)
        masks += [
            MaskedStretch(block.start, block.end, "furniture") for block in page.blocks if block.kind == "furniture"
        ]
        spans = [(mask.start, mask.end) for mask in masks]
        found = without_foreign_signs(page.text, self._quantities.find(page.text, spans, country), country, lexicon)
        found = local_dollars(found, country)
        quantities = _in_english(page, found)
        wanted = range(len(page.sentences)) if self._parse_everything else sentences_to_parse(page, quantities)
        return Reading(
            document, page, dates, contacts, operations, units, people, quotes, quantities, list(wanted), masks
        )

    def finish(self, reading: Reading, syntax: list[Syntax]) -> Release:
        """The record, from a reading and the syntax of its sentences."""
        return build_release(reading.document, reading.page, self.link(reading, syntax), self._info)

    def trace(self, document: Document) -> tuple[Reading, Findings]:
        """The reading and the findings before the record is built; its claims still name the rule of each field, which records leave out."""
        reading = self.read(document)
        return reading, self.link(reading, list(self._sentences.parse(self._texts(reading))))

    def link(self, reading: Reading, syntax: list[Syntax]) -> Findings:
        """All findings of a reading, linked with the syntax of its sentences."""
        page = reading.page
        linked = link_claims(
            page,
            reading.quantities,
            dict(zip(reading.sentences, syntax, strict=True)),
            Surroundings(
                lexicon=self.lexicon,
                operations=reading.operations,
                police_units=reading.police_units,
                people=reading.people,
                quotes=reading.quotes,
                dates=reading.dates,
                published=reading.document.published,
                publisher=reading.document.publisher,
            ),
        )
        return Findings(
            claims=linked.claims,
            comparisons=linked.comparisons,
            operations=reading.operations,
            police_units=reading.police_units,
            people=reading.people,
            quotes=reading.quotes,
            breakdowns=linked.breakdowns,
            tallies=linked.tallies,
            contacts=reading.contacts,
        )

    @staticmethod
    def _texts(reading: Reading) -> list[tuple[str, int]]:
        """The sentences to parse, with their offsets."""
        page = reading.page
        texts = []
        for index in reading.sentences:
            sentence = page.sentences[index]
            text = page.text[sentence.start : sentence.end]
            # items of lists have capitals of their own: 'One Conducted Energy Weapon'
            listed = page.blocks[sentence.block].kind in ("bullet", "row")
            texts.append((text if listed else as_prose(text), sentence.start))
        return texts


def _police_words(lexicon: Lexicon) -> PoliceWords:
    """The words that the tagger needs help with, from the lexicon."""
    words, agents = link_words(lexicon), lexicon.vocabulary("agents").entries
    bodies = frozenset(form.lower() for name in ("bodies", "persons") if name in agents for form in agents[name].forms)
    return PoliceWords(words.plain, words.headline, words.outcomes, bodies)


# The commonest words of English, and of the languages that forces translate appeals into.
_ENGLISH = Regex(
    r"\b(?:the|of|and|to|for|was|is|with|by|from|are|were|has|have|been|after|who|he|she|they|his|her|this|that|in|on|at|as|or|we|you|will|can|over|more|than)\b",
    re.IGNORECASE,
)
_FOREIGN = Regex(
    r"\b(?:el|la|los|las|de|del|que|en|y|por|para|una?|con|se|su|al|es|le|les|des|du|et|est|dans|pour|sur|qui|der|die|das|und|den|von|mit|ist|nie|na|jest|że|się|și|în|este|pentru|và|của|các|cho|là|trong)\b",
    re.IGNORECASE,
)
# letters that English does not write; marks, bullets and emoji say nothing of a language
_ACCENTED = Regex(r"[^\P{L}\x00-\x7fé]")


def _in_english(page: Page, quantities: list[QuantityMention]) -> list[QuantityMention]:
    """The quantities inside English sentences; in another language they would be misread, as in 'de 16 años'."""
    kept = []
    english: dict[int, bool] = {}
    for quantity in quantities:
        index = page.sentence_at(quantity.start)
        if index is None:
            continue
        if index not in english:
            english[index] = _is_english(page.text[page.sentences[index].start : page.sentences[index].end])
        end = page.sentences[index].end
        if english[index] and quantity.number_end <= end:
            kept.append(quantity if quantity.end <= end else replace(quantity, end=end))
    return kept


def _is_english(sentence: str) -> bool:
    """Whether a sentence is English: it has no more words of other languages than English ones, and few of their letters."""
    foreign = len(_FOREIGN.findall(sentence))
    if foreign > 1 and len(_ENGLISH.findall(sentence)) + 1 < foreign:
        return False
    return sentence.isascii() or len(_ACCENTED.findall(sentence)) * 12 <= len(sentence)


def date_order(country: Country | None, text: str, lexicon: Lexicon) -> DateOrder | None:
    """Whether '05/03/2026' begins with the day or the month; None where the country writes both, or the text does.

    Where the country is not known it begins with the day, unless the text writes 'May 4, 2026' somewhere.
    """
    if country is None:
        return None if MONTH_BEFORE_DAY.of(lexicon).search(text) else "day_first"
    return None if country.date_order == "either" else country.date_order


def _document(given: object) -> Document:
    """The document. Raises `InputError` for anything else, such as a plain text."""
    if not isinstance(given, Document):
        raise InputError(
            f"{str(given)[:60]!r} is {type(given).__name__} and no Document: "
            "wrap a text as release_parser.text.Document(text), or parse it with parse(text)"
        )
    return given


def _date(published: dt.date | str | None) -> dt.date | None:
    """The day of a date or time ('2021-01-15T09:30:00+00:00'). Raises `InputError` for anything else."""
    try:
        if isinstance(published, str):
            published = dt.datetime.fromisoformat(published)
    except ValueError:
        pass
    if not isinstance(published, dt.date | None):
        raise InputError(
            f"published={published!r} is not a date: give an ISO date such as '2021-01-15' or a datetime.date"
        )
    return published.date() if isinstance(published, dt.datetime) else published


def _failure(document: Document, error: Exception) -> Failure:
    """The `Failure` of a document for an error."""
    said = str(error) if isinstance(error, ReleaseParserError) else ""
    return Failure(
        source=document.source,
        stage="parse",
        error=said or describe_fault(document.source or "the text", error, "parsed"),
    )
