"""Who is the subject of a reporting verb: a name, a pronoun's antecedent, or a description.

In: a page, its people and quotes. Out: for a stretch in front of a verb or behind it, the speaker's name and where it stands.
Surface grammar: the first name that is no object, unless the one right before the verb is the subject.

>>> from release_parser.text import read_page
>>> page = read_page("Sentencing Tom Ash, Judge Pole said:")
>>> subjects = Subjects(page, [], [], Lexicon.default())
>>> subjects.before(0, 31)
('Pole', (20, 30))
"""

from __future__ import annotations

from bisect import bisect_left, insort
from functools import cached_property, lru_cache

import regex

from release_parser.extract.bare_names import bare_names
from release_parser.extract.headline_names import without_headline_words
from release_parser.extract.mentions import PersonEntity, QuoteMention
from release_parser.extract.names import NamedPerson, NameGrammar, Span, name_words
from release_parser.extract.people import CapitalWords, Person, later_mentions
from release_parser.extract.roles import RoleGrammar
from release_parser.lexicon import Lexicon, fold, trie_pattern
from release_parser.link.relatives import first_name_beside, pronoun_of
from release_parser.text import Page

Speaker = tuple[str, Span]
Named = tuple[Span, str, NamedPerson | None]

_OBJECT = regex.compile(
    r"""
    (?:\b(?i:of|to|with|for|by|against|from|about|between|than|like|as|when|while|after|before|since|because|if|that|where|on|at|in|into|over|under|via|following|despite|near|called|named|including)
     | (?<!^)\band                                       # 'And Ann Pole added' is her turn
     | (?:(?<!\b(?:the|a|an|his|her|this|their)[ ])\b|^(?!Polic|Investigat|Lead|Act|Hous)\p{Lu})(?!(?:polic|hous|build|train|plann|licens|nurs|engineer|market|bank|investigat|lead|act|outstand|even|morn)ing[ ])\p{Ll}+ing   # 'sentencing John Smith', not 'the hearing Ann Pole said'
     | \b\p{Ll}+(?<!unit|relat|excit|retir|respect)ed    # 'arrested John Smith'
    )(?:[ ]the|[ ]a|[ ]an|[ ]his|[ ]her)?[ ]$
    """,
    regex.VERBOSE,
)
_ADVERBS = r"(?:(?:also|then|later|has|have|had|further|previously|simply|only|just|went[ ]on[ ]to|goes[ ]on[ ]to|now|today|yesterday|\p{Ll}+ly)[ ]+)*+"
_PRONOUN = regex.compile(rf"(?<![\w’'])(?P<pronoun>he|she|they)[ ]+{_ADVERBS}$", regex.IGNORECASE)
_PRONOUN_FIRST = regex.compile(r"[ ]*(?P<pronoun>he|she|they)\b", regex.IGNORECASE)
_ONE_WORD = regex.compile(
    rf"(?<![\w’'-])(?P<name>\p{{Lu}}[\p{{L}}-]+)(?=(?P<aside>[ ]\([^)]{{1,40}}\),?)?(?:,[^.:;]{{2,80}},)?[ ]+{_ADVERBS}$)"
)
# an unnamed subject that no list holds: 'The father-of-two said', 'Officers from the dog unit, said'
_PLAIN_SUBJECT = regex.compile(
    r"(?:^[ ]*|,[ ])(?P<phrase>(?:(?:The|A|An|His|Her|Their|One|Another)[ ]|(?=(?:Police|Officers|Detectives|Firefighters|Staff|Residents|Neighbours|Friends|Relatives|Colleagues|Paramedics|Campaigners|Organisers)\b))(?!(?:letter|message|note|text|pledge|campaign|sign|report|leaflet|poster|order|law|e-?mail|caption|website)\b)\p{L}[\w’'-]*(?:[ ](?!(?:of|for|from|at|in|who|which|with|to|on|by|and|was|were|is|has|have|had|that|said)\b)[\p{L}\d’'-]+){0,4})"
    rf"(?=[ ]+{_ADVERBS}$|[ ](?:of|for|from|at|in|who|with)\b[^.:;]{{0,120}}$|,[^.:;]{{0,120}}$)",
    regex.IGNORECASE,
)
_FUNCTION = r"(?i:of|for|from|at|in|who|which|with|to|on|by|and|or|was|were|is|are|be|being|been|has|have|had|that|said|as|after|when|while|it|they|we|he|she|arrested|took|told|got|went|left)"
_ADVERBIAL = regex.compile(
    r"(?:Following|After|Before|Speaking|On|In|At|As|When|While|During|Since|Despite|With|For|Upon|\p{Lu}\p{Ll}+ing)[ ][^,]{3,200},"
)
# '... said EPA Assistant Administrator Pole.', '... said Secretary of Education Pole.'
_OFFICE_AND_SURNAME = regex.compile(
    r"[ ]*(?P<office>(?:\p{Lu}[\p{L}.&/-]*+[ ]){1,6}(?:(?:of|in|for)[ ](?:the[ ])?(?:\p{Lu}[\p{L}.&/-]*+[ ]){1,4})?)(?P<name>\p{Lu}[\p{L}-]*+)(?=[.,;]|$)"
)
_KEEPS_OF = frozenset(
    "family families mother father parents sister brother friends friend colleagues wife husband son daughter partner mum dad".split()
)
_OPENING_NAME = regex.compile(r"(?P<name>\p{Lu}\p{Ll}[\p{L}-]*)[ ]\p{Ll}")
_HOW_FAR_BACK = 25
_REACH = 1_000
"""How many characters from its verb a subject may stand: a paragraph of nothing but names would else be read for each of them."""
# 'the officer' may be any of them
_ANYBODY = frozenset(
    {
        "officer",
        "officers",
        "man",
        "woman",
        "victim",
        "member",
        "force",
        "police",
        "team",
        "owner",
        "driver",
        "director",
        "manager",
    }
)


@lru_cache(maxsize=4)
def _unnamed(lexicon: Lexicon) -> tuple[frozenset[str], regex.Pattern[str]]:
    """The words for kin, and the pattern of a speaker without a name: 'a spokesman for the trust', 'Ann's mother'."""
    people = lexicon.vocabulary("people")
    unnamed = trie_pattern((*people["unnamed"].forms, *people["kin"].forms))
    return frozenset(fold(form) for form in people["kin"].forms), regex.compile(
        rf"""
        (?<![\w’'-])
        (?P<phrase>
          (?:(?:(?i:a|an|the|his|her|their|another|our)|One)[ ]|\p{{Lu}}[\p{{L}}-]*(?:[ ]\p{{Lu}}[\p{{L}}-]*){{0,3}}[’'](?:s[ ]|[ ])
            |(?:\p{{Lu}}[\p{{L}}&-]*[ ]){{1,4}}(?=(?i:spokes(?:person|man|woman)))  # 'Northshire Police spokesperson said'
          )
          (?:(?:(?!{_FUNCTION}[ ])[\p{{L}}\d-]+(?:[’']s?)?|of(?=[ ]\p{{Lu}}))[ ]){{0,5}}?
          (?P<noun>(?i:{unnamed}))(?:[ ](?P<noun>(?i:{unnamed}))(?![\w’'-])){{0,3}}+
          (?P<of>[ ]of[ ](?:one[ ]of[ ])?(?:the[ ]|his[ ]|her[ ])?[\p{{L}}’'-]+(?:[ ]\p{{Lu}}[\p{{L}}’'-]*){{0,3}})?
        )
        (?![\w’'-])
        """,
        regex.VERBOSE,
    )


class Subjects:
    """One page's people and the ways to find who speaks."""

    def __init__(self, page: Page, people: list[PersonEntity], quotes: list[QuoteMention], lexicon: Lexicon) -> None:
        self.page, self.text = page, page.text
        self.names, self.roles = NameGrammar.of(lexicon), RoleGrammar.of(lexicon)
        self.people = [
            Person(
                entity.name,
                list(entity.mentions),
                entity.rank,
                entity.role,
                entity.organisation,
                rule=entity.rule,
                tokens=name_words(entity.name),
            )
            for entity in people
        ]
        self.quoted = sorted(span for quote in quotes for span in quote.spans)
        titled = without_headline_words(page, list(self.names.titled(self.text, 0, len(self.text))))
        self.titled = sorted(titled, key=lambda mention: mention.start)
        self._titled_starts = [mention.start for mention in self.titled]
        self._mentions = sorted((*span, person.name) for person in self.people for span in person.mentions)
        self._names = {person.name for person in self.people}
        # 'Chief Constable Pole', where PC Pole is somebody else
        by_span = {span: person.name for person in self.people for span in person.mentions}
        self._of_rank = {
            (mention.start, mention.end): by_span[mention.name_start, mention.end]
            for mention in self.titled
            if mention.rank and (mention.name_start, mention.end) in by_span
        }
        self._words: dict[str, set[str]] = {}
        for person in self.people:
            self._index(person)
        self.capitals = CapitalWords(self.text)
        self._kin, self.description = _unnamed(lexicon)

    @cached_property
    def bare(self) -> list[Span]:
        """All names of two to four words, people or not."""
        return [
            span for block in self.page.blocks for span in bare_names(self.names, self.text, block.start, block.end)
        ]

    def named(self, start: int, end: int) -> list[Named]:
        """Names in text[start:end] with the full name that each stands for, in text order."""
        found: dict[int, Named] = {}
        for mention in self.titled[bisect_left(self._titled_starts, start) : bisect_left(self._titled_starts, end)]:
            if mention.end <= end:
                name = self._of_rank.get((mention.start, mention.end)) or self.full_name(mention.name)
                found[mention.name_start] = ((mention.start, mention.end), name, mention)
        for at in range(bisect_left(self._mentions, (start, 0, "")), len(self._mentions)):
            begin, stop, name = self._mentions[at]
            if begin >= end:
                break
            if stop <= end and begin not in found:
                found[begin] = ((begin, stop), name, None)
        covered = [(item[0][0], item[0][1]) for item in found.values()]
        for span in bare_names(self.names, self.text, start, end):
            if not any(span[0] < stop and at < span[1] for at, stop in covered):
                found[span[0]] = (span, self.full_name(self.text[slice(*span)]), None)
        return [found[at] for at in sorted(found)]

    def full_name(self, name: str) -> str:
        """The name in full where the people, or one name in the text, have it."""
        if len(name_words(name)) > 1 or name in self._names:
            return name
        return self._who(name) or name

    def _index(self, person: Person) -> None:
        for word in {fold(person.tokens[0]), fold(person.tokens[-1])}:
            self._words.setdefault(word, set()).add(person.name)

    def is_object(self, at: int, start: int) -> bool:
        """Whether a preposition, conjunction or verb that takes an object stands before the name at `at`."""
        return _OBJECT.search(self.text[max(start, at - 40) : at]) is not None

    def owns(self, end: int) -> bool:
        """'Ann Pole's partner': the name is no subject."""
        return self.text[end : end + 1] in ("’", "'") and self.text[end + 1 : end + 2] in ("s", " ")

    def before(self, start: int, cue: int) -> Speaker | None:
        """The subject in text[start:cue] of the verb at `cue`."""
        text, start = self.text, max(start, cue - _REACH)
        region = text[start:cue]
        if match := _PRONOUN.search(region):
            span = (start + match.start("pronoun"), start + match.end("pronoun"))
            name = self.antecedent(span[0], match.group("pronoun").lower())
            return None if name is None else (name, span)
        named = [item for item in self.named(start, cue) if not self.owns(item[0][1])]
        valid = [item for item in named if not self.is_object(item[0][0], start)]
        if not valid:  # 'Crime and Policing Minister, Ann Pole, said'
            valid = [item for item in named if text[max(start, item[0][0] - 4) : item[0][0]] == "and "]
        if (
            len(valid) > 1
            and (adverbial := _ADVERBIAL.match(region))
            and valid[0][0][1] <= start + adverbial.end() <= valid[1][0][0]
        ):
            valid = valid[1:]  # 'Following the death of cyclist Tom Ash, PC Ann Pole said'
        adjacent = [item for item in valid if regex.fullmatch(rf"[ ,]*{_ADVERBS}", text[item[0][1] : cue])]
        chosen = adjacent[-1] if adjacent and not self._apposed(valid, adjacent[-1]) else valid[0] if valid else None
        described = self.describe(start, cue)
        if chosen is not None and (
            described is None or chosen[0][0] <= described[1][0] or chosen[0][1] > described[1][1]
        ):
            return chosen[1], chosen[0]
        if described is not None:
            return described
        return self.one_word(start, cue) or self._plain(start, cue)

    def _apposed(self, valid: list[Named], chosen: Named) -> bool:
        """'PC Ann Pole, who arrested Tom Ash, said': a relative clause stands between the first name and the verb."""
        first = valid[0]
        if first is chosen:
            return False
        between = self.text[first[0][1] : chosen[0][0]]
        return (
            regex.match(r",?[ ](?:who|whose|of|from|for|at|in|the|a|leading|investigating|speaking)\b", between)
            is not None
        )

    def describe(self, start: int, end: int) -> Speaker | None:
        """A speaker without a name: 'A spokesperson', 'The family of Ann Pole'."""
        for match in self.description.finditer(self.text, start, end):
            stop = match.end("phrase")
            if match.group("of") and fold(match.group("noun")) not in _KEEPS_OF:
                stop = match.end("noun")
            if self.is_object(match.start(), start):
                continue
            span = (match.start("phrase"), stop)
            phrase = self.text[slice(*span)]
            if (named := self._first_name(span, fold(match.group("noun")), start, end)) is not None:
                return named
            return self._holder(phrase) or phrase, span
        return None

    def _first_name(self, phrase: Span, noun: str, start: int, end: int) -> Speaker | None:
        """'Tom's father, Karl', 'Anna, Tom's mother,': a relative by the first name, which stands beside the phrase."""
        if noun not in self._kin or noun.endswith("s") or noun.startswith("famil"):
            return None
        found = first_name_beside(self.text, phrase, start, end)
        if found is None or found.name in self.names.never:
            return None
        ahead = found.span[0] < phrase[0]
        if ahead and (
            self.is_object(found.span[0], start) or (found.before is not None and found.before not in self.names.never)
        ):
            return None
        return self._who(found.name) or found.name, found.span

    def is_kin(self, phrase: str) -> bool:
        """Whether a description is of relatives or friends."""
        return not self._kin.isdisjoint(fold(phrase).split())

    def _holder(self, phrase: str) -> str | None:
        """The one person whose rank or role 'the Chief Constable' or 'The judge' is."""
        article, _, office = fold(phrase).partition(" ")
        if article != "the" or office in _ANYBODY:
            return None
        holders = [
            person
            for person in self.people[:60]
            if any(
                value and regex.search(rf"\b{regex.escape(office)}$", fold(value))
                for value in (person.rank, person.role)
            )
        ]
        return holders[0].name if len(holders) == 1 else None

    def one_word(self, start: int, end: int) -> Speaker | None:
        """'Ann said': the one Ann of the release, or just 'Ann'."""
        match = _ONE_WORD.search(self.text[start:end])
        if (
            match is None
            or match.group("name") in self.names.never
            or match.group("name").isupper()
            or self.is_object(start + match.start(), start)
        ):
            return None
        word = match.group("name")
        span = (start + match.start("name"), start + match.end("name"))
        return self._who(word) or word, span

    @cached_property
    def _others(self) -> dict[str, set[str]]:
        """First and last words of all full names in the text, with the names."""
        owners: dict[str, set[str]] = {}
        for span in self.bare:
            name = self.text[slice(*span)]
            for word in (name.split()[0], name.split()[-1]):
                owners.setdefault(fold(word), set()).add(name)
        return owners

    def _who(self, word: str, *, known: bool = False) -> str | None:
        """The only full name in the release that begins or ends with this word; `known`: of the people found so far."""
        people = self._words.get(fold(word), set())
        if len(people) == 1:
            return next(iter(people))
        others = self._others.get(fold(word), set())
        return next(iter(others)) if len(others) == 1 and not known else None

    def _plain(self, start: int, end: int) -> Speaker | None:
        match = _PLAIN_SUBJECT.search(self.text[start:end])
        if match is None or len(match.group("phrase")) < 4:
            return None
        span = (start + match.start("phrase"), start + match.end("phrase"))
        if self.is_object(span[0], start):
            return None
        return self.text[slice(*span)], span

    def antecedent(self, at: int, pronoun: str) -> str | None:
        """Whom 'she' at `at` means: the last subject that the text named before, if it fits."""
        index = self.page.sentence_at(at)
        if index is None:
            return None
        for position in range(index, max(index - _HOW_FAR_BACK, -1), -1):
            sentence = self.page.sentences[position]
            end = min(at if position == index else sentence.end, sentence.start + _REACH)
            if pronoun == "they":
                described = self.describe(sentence.start, end)
                if described is not None and not self._inside_quote(described[1][0]):
                    return described[0]
                continue
            for span, name, mention in self.named(sentence.start, end):
                if self._inside_quote(span[0]) or self.is_object(span[0], sentence.start) or self.owns(span[1]):
                    continue
                gender = mention.gender if mention is not None else None
                if gender is not None and pronoun in ("he", "she") and gender != pronoun:
                    continue
                return name
            if index - position == 1:  # 'The team is led by PS Ann Pole. She said:'
                ranked = {
                    name
                    for span, name, mention in self.named(sentence.start, end)
                    if mention is not None and mention.rank and not self._inside_quote(span[0])
                }
                if len(ranked) == 1:
                    return ranked.pop()
            if (lone := self._lone(sentence.start, end)) is not None:
                return lone
            if (relative := self._relative(sentence.start, end, pronoun)) is not None:
                return relative
        return None

    def _lone(self, start: int, end: int) -> str | None:
        """A sentence's first word that is somebody's given name or surname, or its unnamed subject: 'Ann praised', 'The victim was'."""
        if self._inside_quote(start):
            return None
        if (opening := self.opening_name(start, end)) is not None:
            return opening[0]
        for match in regex.finditer(
            r"(?:,|\bdad|\bmum|\bsaid|\bsays)[ ](?P<name>\p{Lu}\p{Ll}[\p{L}-]*)(?=,|[ ]\p{Ll})", self.text[start:end]
        ):
            who = None if match.group("name") in self.names.never else self._who(match.group("name"), known=True)
            if who is not None:
                return who
        described = self.describe(start, min(end, start + 80))
        if described is not None and described[1][0] == start and not described[0].endswith("s"):
            return described[0]
        return None

    def opening_name(self, start: int, end: int) -> Speaker | None:
        """The one full name of the release whose first or last word opens the sentence: 'Ann praised them'."""
        match = _OPENING_NAME.match(self.text, start, end)
        if match is None or match.group("name") in self.names.never or self._inside_quote(start):
            return None
        who = self._who(match.group("name"))
        return None if who is None else (who, match.span("name"))

    def _relative(self, start: int, end: int, pronoun: str) -> str | None:
        """'In a statement, Tom's mother Anna spoke of him. She said': a relative with a first name, whom the pronoun fits."""
        found = self.describe(start, end)
        if found is None or self._inside_quote(found[1][0]) or " " in found[0] or found[0][0].islower():
            return None
        return found[0] if pronoun_of(self.text[slice(*found[1])]) == pronoun else None

    def _inside_quote(self, at: int) -> bool:
        position = bisect_left(self.quoted, (at + 1, 0)) - 1
        return position >= 0 and self.quoted[position][0] <= at < self.quoted[position][1]

    def quotes_in(self, start: int, end: int) -> bool:
        """Whether a quote stands in text[start:end]."""
        position = bisect_left(self.quoted, (end, 0)) - 1
        return position >= 0 and self.quoted[position][1] > start

    def behind(self, start: int, end: int) -> Speaker | None:
        """The subject behind the verb: '... said PC Ann Pole.'"""
        text, end = self.text, min(end, start + _REACH)
        if match := _PRONOUN_FIRST.match(text, start, end):
            span = match.span("pronoun")
            name = self.antecedent(span[0], match.group("pronoun").lower())
            return None if name is None else (name, span)
        named = self.named(start, end)
        described = self.describe(start, end)
        if named and (
            described is None
            or named[0][0][0] <= described[1][0]
            or described[1][1] <= named[0][0][0] <= described[1][1] + 2
        ):
            return named[0][1], named[0][0]
        if described is not None and not text[start : described[1][0]].strip():
            return described
        if named:
            return named[0][1], named[0][0]
        if (match := _OFFICE_AND_SURNAME.match(text, start, end)) and self.roles.is_role(
            match.group("office").rstrip()
        ):
            word = match.group("name")
            if word not in self.names.never:
                return self._who(word) or word, match.span("name")
        if match := regex.match(r"[ ]*(?P<name>\p{Lu}[\p{L}-]++)(?=[ ]*(?:[,.;:]|$|\p{Ll}))", text[start:end]):
            word = match.group("name")
            if word not in self.names.never:
                return self._who(word) or word, (start + match.start("name"), start + match.end("name"))
        return described

    def add(self, name: str, span: Span) -> None:
        """Make a named speaker one of the people."""
        if name in self._names:
            return
        tokens = name_words(name)
        if (
            not tokens
            or not tokens[0][0].isupper()
            or not all(token[0].isupper() or len(token) < 4 for token in tokens)
            or tokens[0] in self.names.never
        ):
            return
        at = next((found for found in self.bare if self.text[slice(*found)] == name), None)
        at = span if self.text[slice(*span)] == name else at
        if at is None:
            inside = self.text.find(name, span[0], span[1])
            if inside < 0:  # 'She': the first name stood in a sentence before
                earlier = [found for found in self.capitals.find(name) if found < span[0]]
                if not earlier:
                    return
                inside = earlier[-1]
            at = (inside, inside + len(name))
        sentence = self.page.sentence_at(at[0])
        bounds = at if sentence is None else (self.page.sentences[sentence].start, self.page.sentences[sentence].end)
        standing = self.roles.beside(self.text, bounds, at, kin=True)
        person = Person(
            name, [at], standing.rank, standing.role, standing.organisation, rule="person_quoted", tokens=tokens
        )
        self.people.append(person)
        self._names.add(name)
        self._index(person)
        alone = len(self._words[fold(tokens[-1])]) == 1
        person.mentions += later_mentions(self.text, person, self.capitals, alone=alone)
        for mention in set(person.mentions):
            insort(self._mentions, (*mention, name))
