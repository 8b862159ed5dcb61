"""What somebody is, as the words beside the name say: 'Ann Pole, head of roads policing', 'council leader Tom Ash'.

In: text and where a name stands in it. Out: role and organisation, as written. A role is a noun phrase with a role's noun as
its head; what somebody did ('who led the case') is none.

>>> roles = RoleGrammar.of(Lexicon.default())
>>> text = "Tom Ash, the force's lead for rural crime, said:"
>>> roles.beside(text, (0, len(text)), (0, 7))
Standing(role="force's lead for rural crime", organisation=None, rank=None, before=False, article='the')
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from release_parser.extract.bare_names import bare_names
from release_parser.extract.names import NameGrammar
from release_parser.extract.organisations import organisation_of
from release_parser.extract.quote_cues import CuePatterns, Span
from release_parser.extract.role_predicates import stated_behind
from release_parser.lexicon import Lexicon, fold

_PREPOSITION = regex.compile(
    r"(?<!^)\b(?:of|for|at|in|within|with|from|to|on|across|responsible|based|or|who|by|and)\b"
)
_FEWER_PREPOSITIONS = regex.compile(r"(?<!^)\b(?:of|for|at|in|within|with|from|to|on|across|or|who)\b")
_FEWEST_PREPOSITIONS = regex.compile(r"(?<!^)\b(?:of|for|at|within|with|from|or|who)\b")
_VERB = regex.compile(
    r"\b(?:was|were|has|have|had|is|are|will|would|can|attended|arrested|said|went|been|being|told|where|when|which|that|if)\b",
    regex.IGNORECASE,
)
_ARTICLE = regex.compile(r"(?P<article>the|a|an|our|The|A|An|Our)[ ]")
_WHO_IS = regex.compile(r"who[ ](?:is|was|has[ ]been|acts[ ]as|serves[ ]as|works[ ]as)[ ]+(?:also[ ]|currently[ ])?")
# lawyers of the state have no brief that 'and' joins, as 'Crime and Policing Minister' has
_PLEADERS = frozenset("attorney attorneys prosecutor counsel judge magistrate agent".split())
# 'of the Ashford Office and Administrator Kay Roe': the body is the one before's
_BODIES = frozenset({"Office", "Division", "Bureau"})
# '... said Assistant Attorney General for the Ashford Division Ann Pole.': a role and its place right behind the verb
_SAID_BEFORE = regex.compile(r"(?:.{0,140}[ ])?(?:said|says|added|stated|announced)[ ]+(?=\p{Lu})")
# 'of the dog unit', and what follows it in a sentence that goes on: 'from Ashford CID led the case'
_PLACE = regex.compile(
    r"(?:who[ ]is[ ])?(?:of|from|at|with|for)[ ]+(?P<organisation>(?:(?![ ]?\b(?:\p{Ll}+ed|led|set|made|took|went|told|held|spoke|will|can|who|which|is|was|are|were|has|had|have)\b).)+)"
)
_OPEN_END = regex.compile(r"\b(?:of|for|the|and|in|at|with|to)$")
# '..., Tom Ash and Chief Executive of Ashshire Council, Ann Pole': the one before in the list
_LISTED = regex.compile(r"\p{Lu}[\p{L}’'-]+[ ]\p{Lu}[\p{L}’'-]+[ ]and[ ]")
_PRONOUN = regex.compile(r"(?:He|She|They|It|We|I|His|Her|Their|This|That|There|Following|After|Speaking)\b")
_NO_ROLE = regex.compile(r"(?:after|before|when|while|as|and|but|or|with|by|on|to|my|our|his|her|their)\b")
# 'Further to comments by the Chief Constable, Ann Pole ...', 'Following ...': the office is somebody else's
_NO_OPENING = regex.compile(
    r"^(?:\p{L}+ing|with|by|as|after|for|in|to|and|further|thanks|according|along|despite|since|when|while|before|at|on|from)\b|[ ]by[ ](?:the|our|a|an)[ ]",
    regex.IGNORECASE,
)
_OF = regex.compile(r"\b(?:of|for)\b")
_TEAM_WORD = regex.compile(
    r"[ ](?:officers|teams?|units?|staff|departments?|services?|courses?|schemes?|campaigns?|initiatives?|programmes?)\b"
)
_SKIP = regex.compile(
    r"(?:who|whose|aged|\d|leading|investigating|speaking|based|from|of|at|with|for|in|QPM|MBE|OBE|BEM|CBE|KC|QC|pictured|left|right|centre)\b",
    regex.IGNORECASE,
)
# 'Senior Roads Officer Tom Ash': what may stand in front of the role's noun in lower case
_MODIFIER = frozenset(
    "deputy assistant senior chief vice force police crime road roads rural safety community team project programme operations council district local area regional national neighbourhood lead principal cabinet hate domestic abuse victim financial wildlife licensing investigating interim acting executive managing general joint senior county city borough press media public family liaison court crown head".split()
)
_ASIDE = regex.compile(r"[ ]\([^)]{1,40}\)")
# a role ends with its clause
_ROLE_END = regex.compile(r"[;:“”\"]|[ ][–—-][ ]|(?<!\b\p{Lu})\.(?=[ ]\p{Lu}|$)")
# 'Ann Pole, of Ash Council, has also'
_AUXILIARIES = regex.compile(r"[ ](?:also|then|later|has|have|had|went on to|goes on to)[ ]*$")
# 'the lab's chief analyst who wrote the report and Ann Pole'
_DID = regex.compile(r"(?<=\w)[ ]who[ ].*")
_ASIDE_FIRST = regex.compile(r"^[ ]\([^)]{1,60}\)")
# a role before a name begins with its clause
_OPENING = regex.compile(r",[ ](?!Fire[ ](?:and|&)[ ])|[;:–—“”\"][ ]?|\((?![^)]*\))|(?<!\b\p{Lu})[.!?][ ]")
_ASIDE_LAST = regex.compile(r"[ ]\([^)]*\)$")

_JOINED = regex.compile(r",?[ ](?:and|&)[ ](?:the[ ])?")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the words beside a name say; `article` is the one that the role had."""

    role: str | None = None
    organisation: str | None = None
    rank: str | None = None
    before: bool = False
    article: str | None = None


class RoleGrammar:
    """The role patterns of a lexicon, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._heads = frozenset(fold(form) for form in lexicon.vocabulary("people")["roles"].forms)
        self._weak = frozenset(fold(form) for form in lexicon.vocabulary("people")["weak_roles"].forms)
        self._kin = frozenset(fold(form) for form in lexicon.vocabulary("people")["kin"].forms)
        self._names = NameGrammar.of(lexicon)
        self._cues = CuePatterns.of(lexicon)

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> RoleGrammar:
        """The grammar for this lexicon."""
        return RoleGrammar(lexicon)

    def is_role(self, phrase: str, *, kin: bool = False) -> bool:
        """Whether a noun phrase has a role's noun as its head."""
        phrase = _ASIDE.sub("", phrase)
        # 'Police and Crime Commissioner for ...', 'Citizens in Policing Coordinator for ...': the head may come later
        for cut in (_PREPOSITION, _FEWER_PREPOSITIONS, _FEWEST_PREPOSITIONS):
            words = fold(cut.split(phrase, maxsplit=1)[0]).replace("/", " ").split()
            if words and (
                words[-1] in self._heads
                or " ".join(words[-2:]) in self._heads
                or (kin and cut is _PREPOSITION and not self._kin.isdisjoint(words[-2:]))
            ):
                return True
        return False

    def is_weak(self, role: str) -> bool:
        """Whether anybody may have the role: 'owner', 'teacher'."""
        return not self._weak.isdisjoint(fold(_PREPOSITION.split(role, maxsplit=1)[0]).split()[-1:])

    def beside(
        self,
        text: str,
        bounds: Span,
        name: Span,
        *,
        title_start: int | None = None,
        title_role: bool = False,
        kin: bool = False,
    ) -> Standing:
        """What stands beside the name text[slice(*name)] inside `bounds`, its sentence. `title_start`: where its rank begins."""
        behind = self._behind(
            text, name[1], bounds[1], kin=kin, ranked=title_start is not None and title_start < name[0]
        )
        if behind.role is not None:
            return behind
        stated = stated_behind(text, name[1], bounds[1])
        if stated is not None and self._names.rank_at(stated.phrase, 0, len(stated.phrase)) == (
            0,
            len(stated.phrase),
        ):  # 'Ann Pole works in the Dog Unit as a Sergeant'
            return replace(behind, rank=stated.phrase)
        if stated is not None and self.is_role(stated.phrase) and not _VERB.search(stated.phrase):
            return replace(behind, role=stated.phrase, article=stated.article)
        start = name[0] if title_start is None else title_start
        role = self._own(self._ahead(text, bounds[0], name[0] if title_role else start, name[1]))
        if role is not None and title_start is None and (rank := self._apposed_rank(role)) is not None:
            return Standing(None, behind.organisation or rank[1], rank[0], before=True)
        if role is not None and _TEAM_WORD.match(text, name[1]):  # 'specialist Roads Action teams'
            role = None
        return Standing(role or None, behind.organisation, behind.rank, before=role is not None)

    def _own(self, role: str | None) -> str | None:
        """'Sheriff Tom Ash and Project Manager' in front of a name: the first half is another one's."""
        while role is not None and (named := self._names.titled_inside(role)) is not None:
            joined = _JOINED.match(role, named[1])
            if joined is None:  # 'Sheriff Tom Ash of Ashford, Ann Pole'
                return None if named[0] == 0 else role
            role = role[joined.end() :]
        if role is None or " and " not in role:
            return role or None
        # 'Head of the Fraud Division Tom Ash and Director of the Ashford Lab'
        for start, end in bare_names(self._names, role, 0, len(role)):
            joined = _JOINED.match(role, end)
            ahead = role[:start].split()[-1:]
            if joined and ahead and ahead[0][0].isupper() and self.is_role(role[joined.end() :]):
                return role[joined.end() :]
        return role

    def _apposed_rank(self, phrase: str) -> tuple[str, str | None] | None:
        """'Chief Inspector for local policing, Ann Pole': the phrase is a rank and where it is held."""
        found = self._names.rank_at(phrase, 0, len(phrase))
        if found is None or phrase[: found[1]] in self._names.generic:
            return None
        rest = phrase[found[1] :].strip()
        place = _PLACE.match(rest)
        if rest and place is None:
            return None
        return phrase[: found[1]], organisation_of(place.group("organisation")) if place else None

    def _behind(self, text: str, at: int, end: int, *, kin: bool, ranked: bool) -> Standing:
        tail = text[at : min(end, at + 260)]
        if stop := _ROLE_END.search(tail):
            tail = tail[: stop.start()]
        said = False
        for cue in self._cues.strong.finditer(tail):
            tail, said = tail[: cue.start()], True
            break
        tail = _AUXILIARIES.sub("", tail.rstrip())
        tail = _ASIDE_FIRST.sub("", tail)
        chunks = tail.split(",")
        organisation: str | None = None
        rank: str | None = None
        for index, raw in enumerate(chunks[:4]):
            chunk = raw.strip()
            whole = index < len(chunks) - 1 or said or tail.endswith(chunk)
            if not chunk:
                continue
            who = _WHO_IS.match(chunk)
            phrase = chunk[who.end() :] if who else chunk
            if index == 0 and who is None:
                if (place := _PLACE.match(chunk)) and len(chunk) < 100 and not _VERB.search(chunk):
                    organisation = organisation_of(place.group("organisation"))
                    following = chunks[index + 1] if index + 1 < len(chunks) else ""
                    if organisation and (until := self._next_one(organisation, following)) is not None:
                        organisation = organisation[:until]
                        break
                    continue
                if chunk.startswith("who ") or _SKIP.match(chunk):
                    continue
                if not (said and raw.startswith(" the ") and chunk == tail.strip()):
                    break  # 'Ann Pole the Police and Crime Commissioner said' lacks its commas
            article = _ARTICLE.match(phrase)
            core = phrase[article.end() :] if article else phrase
            if (
                (found := self._names.rank_at(core, 0, len(core)))
                and core[: found[1]].istitle()
                and not self.is_role(core[found[1] :].strip())
                and not regex.match(r"[ ]\p{Lu}", core[found[1] :])
            ):
                rank = core[: found[1]]
                rest = _PLACE.match(core[found[1] :].strip())
                organisation = (organisation_of(rest.group("organisation")) if rest else None) or organisation
                if self._names.generic.isdisjoint({rank}):
                    return Standing(None, organisation, rank)
            # 'Chief Constable Ann Pole, fire chief Tom Ash and ...': the next one's role
            following = chunks[index + 1] if index + 1 < len(chunks) else ""
            if (
                ranked
                and regex.match(r"[ ]\p{Lu}\p{Ll}+[ ]\p{Lu}\p{Ll}+(?:[ ](?:and|said|added)\b|$)", following)
                and self._names.never.isdisjoint(following.split()[:2])  # '..., lead for roads, Ashshire Police, said'
            ):
                break
            if _NO_ROLE.match(chunk):
                break
            if whole and len(core) <= 140 and not _VERB.search(core) and self.is_role(core, kin=kin):
                if (named := self._names.titled_inside(core)) is not None:
                    # '..., head of the Fraud Division and Sheriff Tom Ash': the next one in the list
                    core = core[: named[0]].rstrip()
                    if not core.endswith((" and", " &")):
                        break
                    core = core.rpartition(" ")[0]
                core = _DID.sub("", core)
                if (until := self._next_one(core, following)) is not None:
                    core = core[:until]  # 'head of the Fraud Division and Tom Ash, head of ...'
                return Standing(
                    self._joined(core, chunks[index + 1 :]),
                    organisation,
                    None,
                    article=article.group("article") if article else None,
                )
            if place := _PLACE.match(chunk):
                organisation = organisation or organisation_of(place.group("organisation"))
            if not _SKIP.match(chunk):
                break
        return Standing(None, organisation, rank)

    def _next_one(self, organisation: str, following: str) -> int | None:
        """Where an organisation or role like 'the Dog Unit and Sheriff Tom Ash', 'the Dog Unit and Tom Ash' (, head of ...) goes over to the next in a list."""
        named = self._names.titled_inside(organisation)
        start = named[0] if named is not None else organisation.rfind(" and ") + 5
        if start < 5 or not organisation[:start].endswith(" and "):
            return None
        if named is None:
            whole = [*bare_names(self._names, organisation, start, len(organisation))] == [(start, len(organisation))]
            article = _ARTICLE.match(following.lstrip())
            role = following.lstrip()[article.end() if article else 0 :]
            if not (whole and role and (self.is_role(role) or self._names.rank_at(role, 0, len(role)))):
                return None
        return start - len(" and ")

    @staticmethod
    def _joined(core: str, further: list[str]) -> str:
        """'Cabinet Member for Health, Leisure and Safety': a list goes on over the comma."""
        role = core.strip()
        if " for " in f" {role} " or " of " in f" {role} ":
            for index, chunk in enumerate(further[:3]):
                if regex.fullmatch(
                    r"[ ]\p{Lu}[\p{L}-]+(?:[ ]\p{L}[\p{L}-]+){0,2}[ ](?:and|&)[ ]\p{Lu}[\p{L}’' -]+", chunk
                ):
                    return role + "," + ",".join(further[: index + 1])
                if not regex.fullmatch(r"[ ]\p{Lu}[\p{L}-]+(?:[ ]\p{L}[\p{L}-]+){0,2}", chunk):
                    break
        return role

    def _ahead(self, text: str, start: int, at: int, end: int) -> str | None:
        head = text[max(start, at - 200) : at].rstrip()
        apposed = head.endswith(",")
        head = head.rstrip(", ")
        opening = 0
        for match in _OPENING.finditer(head):
            opening = match.end()
        chunk = head[opening:]
        said = None if apposed else _SAID_BEFORE.match(chunk)
        if said is not None:
            chunk = chunk[said.end() :]
        if (listed := _LISTED.match(chunk)) and self._names.never.isdisjoint(chunk.split()[:2]):
            chunk = chunk[listed.end() :]
        if article := _ARTICLE.match(chunk):
            chunk = chunk[article.end() :]
        if not chunk or len(chunk) > 140:
            return None
        # 'Head of Roads Ann Pole said': without a comma, but what follows the name shows that it ends there
        closed = (
            text[end : end + 1] == ","
            or self._cues.strong.match(text, end + 1) is not None
            or (said is not None and (text[end : end + 1] in (".", "") or text.startswith(" and ", end)))
        )
        if not apposed and not (
            closed
            and self.is_role(chunk)
            and _OF.search(chunk)
            and chunk[0].isupper()
            and not _OPEN_END.search(chunk)
            and not _PRONOUN.match(chunk)
        ):
            return self._adjacent(chunk)
        if self.is_role(chunk) and not _VERB.search(chunk) and not _NO_OPENING.search(chunk):
            return None if apposed and self._is_the_one_befores(head[:opening], text[end : end + 40]) else chunk
        return self._adjacent(chunk)

    def _is_the_one_befores(self, before: str, behind: str) -> bool:
        """'by Kay Roe, the Mayor of Ashford, PC Tom Ash, and others': a list, and the role stands behind its own name."""
        return (
            regex.search(r"\p{Lu}[\p{L}’'-]+[ ]\p{Lu}[\p{L}’'-]+,[ ]$", before) is not None
            and self._names.never.isdisjoint(before.rstrip(", ").split()[-2:])
            and regex.match(r",?[ ]and\b|,[ ](?:\p{Lu}[\w.’'-]*+[ ]){2,}", behind) is not None
        )

    def _adjacent(self, chunk: str) -> str | None:
        """'NCA deputy director Tom Ash': back from the role's noun over capitals and modifiers."""
        words = _ASIDE_LAST.sub("", chunk).split()
        if not words or fold(words[-1]) not in self._heads:
            return None
        taken = 1
        while taken < len(words):
            word = words[-taken - 1]
            joins = (
                word in (("of", "for") if fold(words[-1]) in _PLEADERS else ("and", "&", "of", "for"))
                and taken + 1 < len(words)
                and words[-taken - 2][0].isupper()
                and not (word in ("and", "&") and words[-taken - 2] in _BODIES)
            )
            if not (
                (word[0].isupper() and taken + 1 <= 8) or word in _MODIFIER or word.endswith(("'s", "’s")) or joins
            ):
                break
            taken += 1
        phrase = " ".join(words[-taken:])
        if article := _ARTICLE.match(phrase):
            phrase = phrase[article.end() :]
        return phrase if len(phrase) > 2 else None
