"""Quotes to their speakers.

In: a page, its quotes (with the reporting verb where there is one) and its people. Out: the quotes with speakers, and the people
with those added who are named only as speakers. A speaker is the subject of the reporting verb: a name, a pronoun (then
whom the text introduced last), or a description ('A spokesperson'). Where none of these is sure, the speaker is null.

>>> from release_parser.extract.people import find_people
>>> from release_parser.extract.quotes import find_quotes
>>> from release_parser.text import read_page
>>> page, lexicon = read_page('DC Ann Pole praised them. She said: "Well done."'), Lexicon.default()
>>> quotes, people = link_speakers(page, find_quotes(page, lexicon), find_people(page, lexicon), lexicon)
>>> quotes[0].speaker, page.text[slice(*quotes[0].speaker_span)]
('Ann Pole', 'She')
"""

from __future__ import annotations

from dataclasses import replace

import regex

from release_parser.extract.mentions import PersonEntity, QuoteMention
from release_parser.extract.names import NamedPerson, NameGrammar, Span
from release_parser.extract.people import Person, later_mentions
from release_parser.extract.roles import RoleGrammar
from release_parser.lexicon import Lexicon, fold, trie_pattern
from release_parser.text import Page

_OBJECT = regex.compile(
    r"""
    (?:\b(?:of|to|with|for|by|against|from|about|between|than|like|and|as|when|while|after|before|since|because|if|that|where|on|at|in|into|over|under|via|following|despite|near|called|named|including)
     | \b\p{Ll}+(?:ing|ed)                      # 'sentencing John Smith', 'arrested John Smith'
    )(?:[ ]the|[ ]a|[ ]an|[ ]his|[ ]her)?[ ]$
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_PRONOUN = regex.compile(r"(?<![\w’'])(?P<pronoun>he|she|they)[ ]+(?:(?:also|then|later|has|have|had|further|previously|went[ ]on[ ]to|simply|\p{Ll}+ly)[ ]+)*+$", regex.IGNORECASE)
_PRONOUN_FIRST = regex.compile(r"[ ]*(?P<pronoun>he|she|they)\b", regex.IGNORECASE)


class _Linker:
    """One page's people and the ways to find who speaks."""

    def __init__(self, page: Page, people: list[PersonEntity], quotes: list[QuoteMention], lexicon: Lexicon) -> None:
        self.page, self.text = page, page.text
        self.names, self.roles = NameGrammar.of(lexicon), RoleGrammar.of(lexicon)
        self.people = [
            Person(entity.name, list(entity.mentions), entity.rank, entity.role, entity.organisation, rule=entity.rule, tokens=entity.name.split())
            for entity in people
        ]
        self.quoted = [span for quote in quotes for span in quote.spans]
        self.titled = list(self.names.titled(self.text, 0, len(self.text)))
        unnamed = trie_pattern((*lexicon.vocabulary("people")["unnamed"].forms, *lexicon.vocabulary("people")["kin"].forms))
        self.description = regex.compile(
            rf"""
            (?<![\w’'-])
            (?P<phrase>
              (?:(?:A|An|The|His|Her|Their|One|Another|Our)[ ]|\p{{Lu}}[\p{{L}}-]*(?:[ ]\p{{Lu}}[\p{{L}}-]*){{0,3}}[’']s?[ ])
              (?:(?:[\p{{L}}\d-]+(?:[’']s?)?)[ ]){{0,5}}?
              (?P<noun>{unnamed})
              (?P<of>[ ]of[ ](?:the[ ])?[\p{{L}}’'-]+(?:[ ]\p{{Lu}}[\p{{L}}’'-]*){{0,3}})?
            )
            (?![\w’'-])
            """,
            regex.VERBOSE | regex.IGNORECASE,
        )

    def named(self, start: int, end: int) -> list[tuple[Span, str, NamedPerson | None]]:
        """Names in text[start:end] with the full name that each stands for, in text order."""
        found: dict[int, tuple[Span, str, NamedPerson | None]] = {}
        for mention in self.titled:
            if start <= mention.start and mention.end <= end:
                found[mention.name_start] = ((mention.start, mention.end), self.full_name(mention.name), mention)
        for person in self.people:
            for span in person.mentions:
                if start <= span[0] and span[1] <= end and span[0] not in found:
                    found[span[0]] = (span, person.name, None)
        covered = [(name_start, item[0][1]) for name_start, item in found.items()]
        for span in self.names.bare(self.text, start, end):
            if not any(span[0] < stop and at < span[1] for at, stop in covered):
                found[span[0]] = (span, self.full_name(self.text[slice(*span)]), None)
        return [found[at] for at in sorted(found)]

    def full_name(self, name: str) -> str:
        """The name in full where the people have it."""
        tokens = name.split()
        if len(tokens) > 1:
            return name
        owners = [person for person in self.people if len(person.tokens) > 1 and fold(person.tokens[-1]) == fold(tokens[-1])]
        return owners[0].name if len(owners) == 1 else name

    def subject(self, start: int, cue: int) -> tuple[str, Span] | None:
        """The subject of the verb at `cue` in text[start:cue]."""
        text = self.text
        region = text[start:cue]
        if match := _PRONOUN.search(region):
            span = (start + match.start("pronoun"), start + match.end("pronoun"))
            name = self.antecedent(span[0], match.group("pronoun").lower())
            return None if name is None else (name, span)
        candidates = self.named(start, cue)
        valid = []
        for span, name, mention in candidates:
            if text[span[1] : span[1] + 1] in "’'" and text[span[1] : span[1] + 1]:
                continue
            if _OBJECT.search(text[max(start, span[0] - 40) : span[0]]):
                continue
            valid.append((span, name, mention))
        adjacent = [item for item in valid if not text[item[0][1] : cue].strip(" ,") or regex.fullmatch(r"[ ,]*(?:also|then|later|has|have|had|went on to|\p{Ll}+ly)?[ ]*", text[item[0][1] : cue])]
        chosen = adjacent[-1] if adjacent and not self._apposed(valid, adjacent[-1]) else valid[0] if valid else None
        described = self.describe(start, cue)
        if chosen is not None and (described is None or chosen[0][0] < described[1][0] or chosen[0][0] >= described[1][1] or chosen[2] is not None):
            return chosen[1], (chosen[0])
        if described is not None:
            return described
        return self.given_name(start, cue)

    def _apposed(self, valid: list[tuple[Span, str, NamedPerson | None]], chosen: tuple[Span, str, NamedPerson | None]) -> bool:
        """'PC Ann Pole, who arrested Tom Ash, said': a relative clause stands between the first name and the verb."""
        first = valid[0]
        if first is chosen:
            return False
        between = self.text[first[0][1] : chosen[0][0]]
        return regex.match(r",?[ ](?:who|whose|of|from|the|a|leading|investigating|speaking)\b", between) is not None

    def describe(self, start: int, end: int) -> tuple[str, Span] | None:
        """A speaker without a name: 'A spokesperson', 'The family of Ann Pole'."""
        for match in self.description.finditer(self.text, start, end):
            stop = match.end("phrase")
            if match.group("of") and fold(match.group("noun")) not in {"family", "mother", "father", "parents", "sister", "brother", "friends", "colleagues", "wife", "husband", "son", "daughter", "families", "friend"}:
                stop = match.end("noun")
            if _OBJECT.search(self.text[max(start, match.start() - 40) : match.start()]):
                continue
            span = (match.start("phrase"), stop)
            return self.text[slice(*span)], span
        return None

    def given_name(self, start: int, end: int) -> tuple[str, Span] | None:
        """'Ann said', where the release has one Ann."""
        match = regex.search(r"(?<![\w’'-])(?P<name>\p{Lu}[\p{L}’'-]+)[ ,]+(?:(?:also|then|later|has|\p{Ll}+ly)[ ])?$", self.text[start:end])
        if match is None:
            return None
        owners = [person for person in self.people if fold(person.tokens[0]) == fold(match.group("name")) or fold(person.tokens[-1]) == fold(match.group("name"))]
        if len(owners) == 1:
            return owners[0].name, (start + match.start("name"), start + match.end("name"))
        return None

    def antecedent(self, at: int, pronoun: str) -> str | None:
        """Whom 'she' at `at` means: the last subject that the text named before, if it fits."""
        index = self.page.sentence_at(at)
        if index is None:
            return None
        for position in range(index, max(index - 12, -1), -1):
            sentence = self.page.sentences[position]
            if position != index and any(span[0] <= sentence.start < span[1] for span in self.quoted):
                continue
            end = at if position == index else sentence.end
            for span, name, mention in self.named(sentence.start, end):
                if any(a <= span[0] < b for a, b in self.quoted):
                    continue
                if _OBJECT.search(self.text[max(sentence.start, span[0] - 40) : span[0]]) or self.text[span[1] : span[1] + 1] in ("’", "'"):
                    continue
                gender = mention.gender if mention is not None else None
                if gender is not None and pronoun in ("he", "she") and gender != pronoun:
                    continue
                return name
        return None

    def after(self, start: int, end: int) -> tuple[str, Span] | None:
        """The subject behind the verb: '... said PC Ann Pole.'"""
        text = self.text
        if match := _PRONOUN_FIRST.match(text, start, end):
            span = match.span("pronoun")
            name = self.antecedent(span[0], match.group("pronoun").lower())
            return None if name is None else (name, span)
        named = self.named(start, end)
        described = self.describe(start, end)
        if named and (described is None or named[0][0][0] <= described[1][0]):
            return named[0][1], named[0][0]
        if described is not None and not text[start : described[1][0]].strip():
            return described
        return (named[0][1], named[0][0]) if named else described or self.given_name(start, end)

    def add(self, name: str, span: Span) -> None:
        """Make a named speaker one of the people."""
        if any(person.name == name for person in self.people):
            return
        tokens = name.split()
        if len(tokens) < 2 or not all(token[0].isupper() or len(token) < 4 for token in tokens) or tokens[0] in self.names.never:
            return
        sentence = self.page.sentence_at(span[0])
        bounds = (span[0], span[1]) if sentence is None else (self.page.sentences[sentence].start, self.page.sentences[sentence].end)
        name_start = self.text.find(name, span[0])
        if name_start < 0 or name_start > span[1]:
            name_start = span[0]
        standing = self.roles.beside(self.text, bounds, (name_start, name_start + len(name)), title_start=span[0], kin=True)
        person = Person(name, [(name_start, name_start + len(name))], standing.rank, standing.role, standing.organisation, rule="person_quoted", tokens=tokens)
        self.people.append(person)
        person.mentions += later_mentions(self.text, person, self.people)


def link_speakers(
    page: Page, quotes: list[QuoteMention], people: list[PersonEntity], lexicon: Lexicon
) -> tuple[list[QuoteMention], list[PersonEntity]]:
    """Quotes with speakers, and the people with named speakers added."""
    linker = _Linker(page, people, quotes, lexicon)
    linked: list[QuoteMention] = []
    for quote in sorted(quotes, key=lambda item: item.spans[0]):
        before = linked[-1].spans[-1][1] + 1 if linked else 0
        found = _speaker(linker, quote, before)
        if found is None:
            linked.append(quote)
            continue
        name, span = found
        linker.add(name, span)
        linked.append(replace(quote, speaker=name, speaker_span=span))
    entities = sorted((person.entity() for person in linker.people), key=lambda entity: entity.mentions[0])
    return linked, entities


def _speaker(linker: _Linker, quote: QuoteMention, before: int) -> tuple[str, Span] | None:
    page, text = linker.page, linker.text
    if quote.cue is not None:
        cue = quote.cue
        if cue[0] >= quote.spans[0][1]:  # behind the quote, or between its pieces
            ends = [span[1] for span in quote.spans if span[1] <= cue[0]]
            start = ends[-1] + 1
            found = linker.subject(start, cue[0]) if text[start : cue[0]].strip(" ,–—-“”\"'’") else None
            if found is None:
                starts = [span[0] for span in quote.spans if span[0] >= cue[1]]
                block = page.block_at(cue[0])
                limit = page.blocks[block].end if block is not None else len(text)
                stop = min(starts[0] if starts else limit, limit)
                if period := regex.search(r"(?<!\b\p{Lu})[.;:“\"](?=[ ]\p{Lu}|$)", text[cue[1] : stop]):
                    stop = cue[1] + period.start()
                found = linker.after(cue[1], stop)
            return found
        sentence = page.sentence_at(cue[0])
        start = page.sentences[sentence].start if sentence is not None else before
        found = linker.subject(max(start, before if before <= cue[0] else start), cue[0])
        if found is None:
            block = page.block_at(cue[0])
            limit = min(page.blocks[block].end if block is not None else len(text), quote.spans[0][0])
            found = linker.after(cue[1], limit) if not text[max(start, before) : cue[0]].strip() else None
        return found
    return _without_cue(linker, quote)


def _without_cue(linker: _Linker, quote: QuoteMention) -> tuple[str, Span] | None:
    """The speaker of a label, of a dash, or of the paragraph before that names one person."""
    page, text = linker.page, linker.text
    block = page.block_at(quote.spans[0][0])
    if block is None:
        return None
    last = page.block_at(max(quote.spans[-1][1] - 1, 0))
    limit = page.blocks[last].end if last is not None else quote.spans[-1][1]
    if dash := regex.match(r"[\"”’' ]{0,3}[–—-][ ]?(?=\p{Lu})", text[quote.spans[-1][1] : limit]):
        named = linker.named(quote.spans[-1][1] + dash.end(), limit)
        if named:
            return named[0][1], named[0][0]
    start = page.blocks[block].start
    head = text[start : quote.spans[0][0]].strip(" \"“'‘")
    if head:
        named = linker.named(start, quote.spans[0][0])
        if not named:
            return None
        if quote.rule == "quote_after_label":
            return named[0][1], named[0][0]
    index = block - 1 if not head else block
    while index >= 0 and page.blocks[index].kind == "furniture":
        index -= 1
    if index < 0 or any(span[0] >= page.blocks[index].start and span[1] <= page.blocks[index].end + 1 for span in linker.quoted if span != quote.spans[0] and not head):
        return None
    end = page.blocks[index].end if not head else quote.spans[0][0]
    known = {person.name for person in linker.people}
    for span, name, _ in linker.named(page.blocks[index].start, end):
        if name in known and not _OBJECT.search(text[max(page.blocks[index].start, span[0] - 40) : span[0]]):
            return name, span
    return None
