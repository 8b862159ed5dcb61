"""The patterns of `non_quantities`: one for each rule, and what a match of it can begin with.

In: the vocabulary `numbered_names`. Out: `Rule`s. What is grammar stands here, what is vocabulary in the TOML file.

>>> next(rule for rule in RULES if rule.name == "score").pattern.search("a 2-1 win").group()
'2-1 win'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import regex

from release_parser.lexicon import Lexicon, NumberedName, trie_pattern
from release_parser.text.windows import around
from release_parser.text.words import Words, begin_at, first_words

_WORD: Final = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
# a number as names carry it: '3', '3b', '7.2', '922(g)(1)', 'Two'
_NUMBER: Final = rf"(?:\d{{1,5}}(?:\.\d{{1,2}})?[A-Za-z]?(?:\(\w{{1,3}}\)){{0,3}}+|(?i:{_WORD}))(?![\w%]|,\d{{3}}|[.]\d|[ -](?:years?|months?|weeks?|days?|hours?|minutes?|miles?|metres?|per[ ]cent|people|men|women|other|more|further)\b)"
# 'sections 20 and 47', 'Counts 2, 3 and 4': but not 'Section 18 and 12 arrests'
_MORE: Final = rf"(?:(?:[ ]?[-–/&][ ]?|,[ ]|,?[ ](?:and|or|to)[ ]){_NUMBER}(?![ ](?:other[ ]|further[ ]|more[ ])?\p{{Ll}}{{2,}}s\b|[ ](?:people|men|women)\b)){{0,8}}+"
_PAIR: Final = rf"(?:[ ]?[-–/&][ ]?{_NUMBER}|[ ](?:and|or|to)[ ]{_NUMBER}(?![ ]\p{{Ll}}))?+"
_YEAR: Final = r"(?:1[6-9]\d\d|20\d\d)"
_HUNDREDS: Final = r"(?![ -](?:hundred|thousand|million|billion|dozen|third|quarter|fifth|in[ ]\w))"
# 'day 2 of the week' is a name, 'during the week 39 checks were made' a count
_CLAUSE_END: Final = r"(?=[ ]?(?:[.,;:!?()”\"’—–-]|$|\n)|[ ](?:of|is|was|will|has|had|and|or|to|in|for|on|at|with)\b)"
_NOUN_END: Final = r"(?=[ ]?(?:[.,;:!?)”\"’—–-]|$|\n)|[ ](?:and|but|that|which|who|whose|where|when|we|you|they|to|for|in|of|is|was|with|from|as|on|at|has|had|will|would|being|because|so)\b)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, and where its matches can begin: only there is it tried, which takes a tenth of the time of a search.

    `words`: it begins with one of these; with "0" also at digits, "A0" at words that digits follow, "^" at a line's first number,
    any other sign at that sign itself. `needs`: a text without any of these words has no match. `near`: it begins anywhere
    in the neighbourhood of one of these words or signs.
    """

    name: str
    pattern: regex.Pattern[str]
    words: frozenset[str]
    digits: bool = False
    glued: bool = False
    signs: re.Pattern[str] | None = None
    needs: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()

    def find(self, text: str, words: Words) -> Iterable[regex.Match[str]]:
        """All matches in a text."""
        if self.needs and not words.has(self.needs):
            return ()
        if self.near:
            return self._around(text, words)
        others: list[Iterable[int]] = []
        if self.digits:
            others.append(words.digits)
        if self.glued:
            others.append(words.glued)
        if self.signs is not None:
            others.append([match.start() for match in self.signs.finditer(text)])
        return begin_at(self.pattern, text, words.starts(self.words, *others))

    def _around(self, text: str, words: Words) -> Iterator[regex.Match[str]]:
        signs = () if self.signs is None else [match.start() for match in self.signs.finditer(text)]
        for low, high in around(words.starts(self.near, signs), text, before=70, after=210):
            yield from self.pattern.finditer(text, low, high)


def numbered_name_rules(lexicon: Lexicon) -> tuple[Rule, ...]:
    """A rule for each entry of the vocabulary `numbered_names`, of its name."""
    return tuple(_numbered_rule(entry) for entry in lexicon.typed("numbered_names", NumberedName))


def _numbered_rule(entry: NumberedName) -> Rule:
    name, pattern, words = entry.name.removesuffix("_lower_case"), _numbered(entry), first_words(entry.forms)
    if entry.side == "after":
        return Rule(name, pattern, frozenset(), digits=True, needs=words)
    return Rule(name, pattern, words | {"the"} if entry.name == "number_sign" else words, needs=words)


def _numbered(entry: NumberedName) -> regex.Pattern[str]:
    forms = [
        *entry.forms,
        *(form.lower() for form in entry.forms if entry.lower),
        *(form.upper() for form in entry.forms if len(form) > 3 and entry.side == "before"),
    ]
    words = rf"(?<![\w£$€]){trie_pattern(forms)}"
    if entry.name == "house_number":
        # '27 Acacia Road', '12-14 High Street', '3b St Ann’s Terrace', '42nd Street', '1200 block of Main Street'
        name = r"(?:St\.|[NSEW]\.|\d{1,3}(?:st|nd|rd|th)|\p{Lu}[\w’'-]{0,20})[ ](?:(?:the|of|St\.|[NSEW]\.|\p{Lu}[\w’'-]{0,20})[ ]){0,3}?"
        number = r"\d{1,5}[A-Za-z]?(?:(?:[ ]?[-–/&][ ]?|[ ](?:and|to)[ ])\d{1,5}[A-Za-z]?)?"
        # a comma only behind 'at': 'at 12, High Street' is a house, 'Ray Ash, 27, Mill Road' an age
        source = rf"(?<![\w£$€.,%-]|\d[ ])(?:{number}|(?<=\bat[ ]){number},)[ ]{name}{trie_pattern(forms)}\b"
    elif entry.name == "military":
        source = rf"(?<![\w£$€.,-])\d{{1,3}}[ ](?:\p{{Lu}}[\w-]{{1,14}}[ ]){{0,2}}{trie_pattern(forms)}\b"
    elif entry.name == "vehicle_make":
        # 'Ford Transit 350', 'BMW 320d', 'Mazda 3', 'BMW 1 Series', 'Golf 2.0 TDI'
        source = rf"{words}[ ](?:\p{{Lu}}[\w-]{{1,14}}[ ]){{0,3}}?(?:\d{{1,4}}(?:\.\d)?[A-Za-z]{{0,3}}|[A-Z]{{1,3}}[ -]?\d{{1,4}}[A-Za-z]{{0,3}})(?:-\d{{2,3}})?(?![\w%]|,\d{{3}}|[ ]?(?:mph|miles))(?:[ ][sS]eries\b)?"
    elif entry.name == "dated_event":
        source = rf"{words}(?:[ ](?:of|in|for))?,?[ ]{_YEAR}\b(?!,\d)"
    elif entry.name == "number_sign":
        source = rf"(?<![\w£$€]|\ba[ ]|\b(?:an|total|the)[ ]){trie_pattern(forms)}\.?[ ]?{_NUMBER}{_MORE}(?![ ](?:people|men|women|\p{{Ll}}+s)\b)|\bthe[ ]number[ ]{_NUMBER}"
    else:
        source = rf"{words}[ ]{_NUMBER}{_MORE if entry.name in ('section_of_law', 'road', 'list_name') else _PAIR}{_CLAUSE_END if entry.guarded else ''}"
    return regex.compile(source)


def _rule(name: str, first: str, source: str, *, signs: str = "", needs: str = "", near: str = "") -> Rule:
    """A rule of grammar; `first` holds the words that it begins with, '0' for digits and 'A0' for words that digits follow."""
    words = frozenset(first.split())
    return Rule(
        name,
        regex.compile(source, regex.VERBOSE | regex.MULTILINE),
        words - {"0", "A0"},
        digits="0" in words,
        glued="A0" in words,
        signs=re.compile(signs, re.MULTILINE) if signs else None,
        needs=frozenset(needs.split()),
        near=frozenset(near.split()),
    )


_ORDINALS: Final = "third fourth fifth sixth seventh eighth ninth tenth"
_NUMBERS_TO_TWELVE: Final = "one two three four five six seven eight nine ten eleven twelve"
_CAPITAL_NUMBER: Final = r"(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)"
# what a headline in capitals counts
_NO_PEOPLE: Final = r"(?!Men|Man|Women|Woman|People|Person|Arrested|Teenagers?|Police|Officers|Arrests|Vehicles|Boys?|Girls?|Years?|Months?|Weeks?|Days?|Hundred|Thousand|Million|Drivers?|Charged|Jailed)"
# words that stay small in a headline
_NO_SMALL_WORD: Final = (
    r"(?!(?:with|from|after|under|over|into|than|amid|among|against|during|following|near|were|have|been|that|which)\b)"
)
_NO_CALENDAR: Final = r"(?!(?:\p{Lu}\p{Ll}{2,5}day|January|February|March|April|May|June|July|August|September|October|November|December)\b)"
RULES: Final = (
    _rule(
        "code",
        "0 A0 covid coronavirus sars five six seven eleven",
        r"""
          # 'A38', 'M25', 'A1(M)', 'J12', 'Covid19', 'PS4', 'CO2', 'H2O', 'U18': letters and a digit in one word; 'EUR3' and 'HK200' are money
          (?<![\w£$€.&\\]|(?<!\d)/)(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|GBP|EUR|USD|AUD|CAD|NZD|HKD|HK|US|AU|NZ|RM|Rs|CHF|Euro)\d|[Xx]\d)[A-Z][A-Za-z]{0,9}\d[\w]{0,12}+(?:\([A-Z]\)|(?:[/-]\d[\w-]{0,12}){1,3}+)?(?![.,]\d)
        | # 'Covid-19', 'AK-47', 'F-150', 'COVID 19', 'I-95'
          (?<![\w£$€.])(?:(?i:covid|coronavirus|sars-cov)[ -]{0,2}\d{1,2}|(?!(?:UK|US|EU)-)[A-Z]{1,5}-\d{1,4}[A-Z]?)(?![\w.,]\d|\w)
        | # 'the 11 Pro Max'
          (?<![\w£$€.,-])\d{1,2}[ ](?:Pro|Plus|Ultra|Max)(?!\w) | (?<![\w£$€.,-])7[0-8]7(?=[ ](?:Max|MAX|Dreamliner|jets?|aircraft|planes?)\b)
        | # '3D', '4G', '4x4', '2FA', '5-a-side', 'five-a-side', '7-Eleven', '20/20 vision'
          (?<![\w.£$€,-])(?:[23]D|[2-6]G(?![ ]of)|\d[xX]\d|2FA|\dE’?s|\d[A-Z]s|\d{1,2}-a-side|(?:five|six|seven|eleven)-a-side|7-Eleven|20/20)(?!\w)
        """,
    ),
    _rule(
        "fixed_phrase",
        "0 fifty twenty nine one two three four five six zero catch rule think fatal ground patient on all sixth in at second ak mp wd",
        r"""
          # '24/7', '50/50', '9/11', '7/7', '24-7', 'fifty-fifty'
          (?<![\w/£$€.-])(?:24[/-]7|9-5(?=[ ](?:is|job|was|routine|\p{Ll}+)\b|[.,])|50[/:-]50|9/11|7/7|7/21|365)(?![\w/]|[.,]\d|[ ]\p{Ll}+s\b) | (?i:\bfifty[ -]fifty|\btwenty[ -]four[ -]seven|\bnine[ -]to[ -]five)\b
        | # 'two-way', 'three-piece suite', 'four-wheel drive', 'zero tolerance', 'two-factor', 'three-point turn'
          (?i:\b(?:one|two|three|four|\d)(?:-ways?\b|[ ]way(?=[ ](?:system|street|road|ticket|traffic|mirror|radio|trip|junction)))
          | \b(?:one|two|three|four|five|six|\d)[ -](?:tone|factor|piece(?![ ]of)|ply|pin|wheel|wheelers?|point[ ]turn|pronged|tier|tiered|step|stroke|quarter[ ]length|by[ -](?:four|two)|stop[ -]shop|sided|size[ -]fits)\b | \bone-offs?\b | \b\d{1,2}-wheelers?\b | \bcatch-22\b)
        | (?i:\bzero[ -]tolerance\b | \bone[ ]at[ ]a[ ]time\b | \brule[ ]of[ ](?:six|6|two|thumb)\b | \bthink[ ]twice\b | \b(?:100[ ]?%|100[ ]per[ ]?cent)[ ](?=anonym|confidential|sure\b|certain\b|committed\b) | \bFatal[ -](?:4|5|Four|Five)s?\b | \bground[ ]zero\b | \bpatient[ ]zero\b | \bzero[ ]hours?[ ]contracts?\b)
        | (?i:\b(?:on[ ])?all[ ]fours\b | \bsixth[ ]form(?:ers?)?\b | \b(?:in|at)[ ](?:ones|twos|threes)(?:[ ](?:and|or)[ ](?:twos|threes|fours))?\b | \bsix[ -]packs?\b | \bnine[ ]lives\b | \bsecond[ ]to[ ]none\b)
        | \b(?:AK47|MP5|WD40)\b
        """,
    ),
    _rule(
        "ordinal",
        f"0 the his her their its our my your this that every first second and or for to a {_ORDINALS} twenty thirty forty fifty sixty seventy eighty ninety"
        " final last each per previous next same latest financial latin jewellery quarter other better latter half halfway",
        r"""
          # '1st', '42nd Street', '21st century', '18th birthday'; '11st' is a weight
          (?<![\w.,£$€])\d{0,3}(?i:(?<!1)1st|(?<!1)2nd|(?<!1)3rd|(?:1\d|[04-9])th)\b
        | # 'the third man', 'a third party', 'his fourth birthday': not 'a third of', 'one third', 'two thirds'
          (?i:\b(?:the|his|her|their|its|our|my|your|this|that|every|first|second|and|or|for[ ]the|to)[ ](?:\p{Ll}+[ ])?(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|quarter[ ]finals?)(?![ ]of[ ](?:all|the|its|their|our|those)\b))\b
        | # 'third defendant pleads guilty', 'a 52-count third indictment': not 'one third', 'two thirds', 'a third'
          (?i:(?<!\b(?:a|an|one|two|the|1|2|about|over|under|nearly|almost|by)[ -])\b(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?![ ](?:of|in|from|on|to|and|more|less|fewer|off|since)\b)(?=[ ]\p{L}))
        | (?i:\ba[ ](?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?=[ ](?!of\b|in\b|from\b|on\b|since\b|compared\b|over\b|during\b|to\b|and\b|more\b|less\b|fewer\b|off\b|as\b|by\b|were\b|are\b|are\b|have\b|higher\b|lower\b|because\b|across\b|last\b|this\b|between\b|at\b|for\b|with\b)\p{L}))
        | (?i:\bthird[ -]part(?:y|ies)\b | \bthird[ -](?:sector|degree|class|place|reading)\b | (?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b)
        | # 'the first quarter', 'each quarter', 'quarter past', 'the second half', 'half-term', 'half past'
          (?i:\b(?:first|second|third|fourth|final|last|this|each|every|per|previous|next|same|latest|financial|latin|jewellery)[ ]quarters?\b(?![ ]of[ ]an?\b))
        | (?i:\bquarter[ -](?:past|to|finals?|master|ly)\b | \b(?:first|second|other|better|latter)[ ]half\b | \bhalf[ -](?:terms?|time|past|brothers?|sisters?|siblings?|way|marathons?|hearted|mast|life|term|board|light|naked|dressed|moon|open|timbered|empty|full|asleep|day|siblings)\b | \bhalfway\b)
        """,
        needs=f"{_ORDINALS} first second quarter quarters half halfway st nd rd th",
    ),
    _rule(
        "pronoun_one",
        "",
        rf"""
          # 'one of the men', 'one of our', 'one of many', 'One of Britain’s'
          (?i:\bone[ ]of\b)
        | # 'no one', 'another one', 'this one', 'which one', 'someone'
          (?i:\b(?:no|any|every|some)[ -]one\b{_HUNDREDS})(?![ ](?:person|man|woman|incident|group|agency|officer|area|day|year|time|week|month|size|thing|case|force|organisation)\b)
        | (?i:\b(?:another|this|that|which|the[ ](?:last|first|only|right|wrong|other|next|same|latest|best|big)|each|every)[ ]one)\b{_HUNDREDS}{_NOUN_END} | (?i:\bloved[ ]one)\b | (?i:\b(?:have|has|had|got|get|buy|use|want|need|see|find|saw|carry|carrying|wear|is|was)[ ]one)\b{_HUNDREDS}{_NOUN_END}
        | # 'the one that', 'a difficult one.', 'the black one'
          (?i:\b(?:the|a|an|that|this)[ ](?:(?!(?:of|on|in|but|and|with|for|to|from|by|at|than|or|as|that|who|was|were|is|are|only|least|just|when|after|if|includ\p{{Ll}}+|\p{{Ll}}+ing|against)\b)\p{{Ll}}{{2,15}}[ ]){{0,2}}one)\b{_HUNDREDS}{_NOUN_END}
        | # 'identical to the one found in the shed'
          (?i:\bthe[ ]one[ ](?:found|seen|used|taken|stolen|shown|pictured|made|given|left|worn))\b
        | # 'one that', 'one who', 'one which we', 'one another', 'one’s', 'one must', 'as one'
          (?i:\bone)(?:[ ](?:that|which|who|whose|where|another|such|must|should|can|could|may|might|would|cannot|we|you|they)\b|[’']s\b)
        | (?i:\b(?:stand|stands|standing|united|unite|together|act|acting|work|working)[ ]as[ ]one\b) | (?i:\b(?:as|for|in|with|but|to)[ ]one\b)(?=[.,;:!?)”\"]|$|[ ](?:another|and[ ]all|voice|with)\b)
        | # 'one by one', 'one-off', 'one-to-one', 'one-way', 'one and the same', 'number one', 'one day', 'at one point', 'on the one hand'
          (?i:\bone(?:[ -](?:by|to|on|and|in|at)[ -](?:one|only|all|the[ ]same)\b|-(?:off|offs|way|stop|sided|time|size)\b))
        | (?i:\bone[ ](?:thing|way[ ]or|hand(?=,|[ ](?:we|it|there|this|you|they|and)\b)|side[ ]of[ ]the|or[ ]other|day[ ](?:we|you|he|she|they|it|soon|at)|and[ ]a[ ]half[ ]times|last|step[ ](?:ahead|closer|further)|too[ ]many)\b)
        | (?i:\bat[ ]one[ ](?:point|stage|time)\b | \b(?:in|to)[ ]one[ ](?:way|form|go|place|piece)\b | \b(?:square|day|phase|week|number|plus)[ ]one\b | \ball[ ](?:but|bar|in)[ ]one\b | \bone[ ](?:and|or)[ ](?:only|other)\b)
        """,
        near="one",
    ),
    _rule(
        "score",
        "0 tied level draw drawn ended finished stood won lost beat drew beaten winning losing defeated",
        r"""
          # 'a 2-1 win', 'won 3-0', 'beat them 4–2'
          (?<![\w£$€.,/-])\d{1,2}[ ]?[-–][ ]?\d{1,2}[ ](?:win|wins|victory|defeat|loss|draw|away|home[ ]win|score|thriller)\b
        | # 'tied at 3-3'
          \b(?:tied|level|drawn?|ended|finished|stood)[ ](?:\w{1,12}[ ]){0,3}?at[ ]\d{1,3}[-–]\d{1,3}(?![\w.,-]\d|\w)
        | \b(?:won|lost|beat|drew|beaten|winning|losing|defeated)[ ](?:[\p{L}]{2,15}[ ]){0,3}?\d{1,2}[-–]\d{1,2}(?![\w.,-]\d|\w)
        """,
        needs="win wins victory defeat loss draw away home score thriller tied level drawn ended finished stood won lost beat drew beaten winning losing defeated",
    ),
    _rule(
        "reference_law",
        "0 s ss act acts regulations order rules bill convention measure",
        r"""
          # 's.18', 's18', 's 47', 'ss. 20', '§ 922', '18 U.S.C. § 922(g)(1)', '21 USC 841', 'Public Order Act 1986'
          (?<![\w’'])(?:ss?\.?[ ]?\d{1,3}[A-Za-z]?(?:\(\d{1,2}\))?(?!\w|[ ]?%))(?=[ ](?:of|and|or|wounding|assault|gbh|GBH|PACE|Offences|[A-Z])|[.,;)]|$)
        | §{1,2}[ ]?\d[\w().-]{0,12}(?:(?:,|[ ]and)[ ]\d[\w().-]{0,12}){0,5}+
        | (?<![\w£$€.,-])\d{1,2}[ ](?:U\.?[ ]?S\.?[ ]?C\.?(?:A\.)?|C\.?F\.?R\.?|USC)(?!\w)[ ]?(?:[sS]ec(?:tions?|s?\.)?[ ]?)?(?:\d[\w().-]{0,12})?
        | \b(?:Acts?|Regulations|Order|Rules|Bill|Convention|Measure)[ ](?:of[ ]|\([\p{L} ]{2,40}\)[ ])?(?:1[6-9]\d\d|20\d\d)\b(?:[ ]?(?:[/–-]|to)[ ]?(?:(?:19|20)\d\d|\d\d)\b)?
        """,
        signs="§",
    ),
    _rule(
        "postcode",
        "A0",
        r"""
          (?<![\w£$€])(?:[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}\b|(?:[A-Z]{2}|[A-Z]\p{Ll}+),?[ ]\d{5}(?:-\d{4})?(?=[.,;)]|$|[ ]\p{Lu}))
        """,
    ),
    _rule(
        "registration",
        "0 A0 registration reg index plate plates registered vrm licence license",
        r"""
          # 'AB12 CDE', 'A123 BCD', 'ABC 123D', '69 plate', '19-plate', '2019 BMW'
          (?<!\w)(?:[A-Z]{2}\d{2}[ ]?[A-Z]{3}|[A-Z]\d{1,3}[ ]?[A-Z]{3}|(?!GBP|EUR|USD|AUD|CAD|NZD|HKD|CHF)[A-Z]{3}[ ]\d{1,3}[A-Z])\b
        | # 'a yellow 2015 Orbea', 'a 2013 silver BMW'
          (?<=\b(?:an?|the|his|her|their|black|white|silver|grey|gray|blue|red|green|yellow|gold|orange|brown|dark|old|new)[ ])(?:19[5-9]\d|20[0-4]\d)(?=[ ](?:(?:black|white|silver|grey|gray|blue|red|green|yellow|gold|orange|brown)[ ])?\p{Lu})
        | \b\d{2}[ -](?:plates?|plated|reg|registered|registration)\b
        | \b(?:registration|reg|index|plates?|registered|VRM|licen[cs]e[ ]plate)(?:[ ](?:number|plate|mark|no\.?))?:?[ ](?:is[ ]|of[ ]|was[ ])?(?=\w*\d)[A-Z0-9]{2,8}(?:[ ][A-Z0-9]{2,4})?\b
        """,
    ),
    _rule(
        "collar_number",
        "pc pcso dc ps ds wpc tdc sgt sergeant constable inspector officer special sc cso cst const collar shoulder badge warrant force service epaulette payroll",
        r"""
          # 'PC 1234 Smith', 'PCSO 5678', 'Constable 4512', 'collar number 99', 'Officer 123'
          (?<!\w)(?:PC|PCSO|DC|PS|DS|WPC|TDC|Sgt|Sergeant|Constable|Inspector|Officer|Special[ ]Constable|SC|CSO|Cst\.?|Const\.?|(?<=contact[ ]|ask[ ]for[ ]|by[ ]|email[ ])officer)[ ]\#?\d{2,6}(?![\w%]|,\d)(?![ ]\p{Ll}+s\b)
        | (?i:\b(?:collar|shoulder|badge|warrant|force|service|epaulette|payroll)[ ](?:numbers?|no\.?))(?:[ ](?:is|of))?[ ]?:?[ ]?\#?\w?\d{1,6}\b
        """,
    ),
    _rule(
        "reference_number",
        "0 A0 incident log cad urn occurrence serial ref reference docket invoice isr iml pid niche storm event case investigation crime operation report"
        " file job quote quoting",
        r"""
          # 'incident 428', 'log 1135', 'CAD 90', 'crime number 01/2345/21', 'quoting 5220174585', '20*355541', 'serial 12'
          (?i:\b(?:incident|log|cad|urn|occurrence|serial|ref|reference|docket|invoice|isr|iml|pid|niche|storm|event|case|investigation|crime|operation|report|file|job)\b(?:[ ](?:number|numbers|no|ref|reference|id|report|log|code)\b\.?){0,3}+[ ]?[:#]?[ ]?(?:of[ ]|is[ ]|was[ ])?)\#?(?=[\w/*-]{3,}|\d{1,3}[ ](?:of|on|from)\b)[A-Z]{0,4}/?\d[\w/*:.-]{0,24}(?<=[\w])(?![ ]\p{Ll}+s\b)
        | (?i:\bquot(?:e|ing)(?:[ ]\p{L}+){0,4}?[ ])\#?[A-Z]{0,4}/?\d[\w/*:.-]{2,24}(?<=\w)
        | (?<![\w£$€])\d{2,6}[*]\d{2,8} | (?<![\w£$€.,])\d{7,15}(?![\w,]|[ ](?:\p{Ll}+[ ])?\p{Ll}+(?<!thi|wa|i|a)s\b) | (?<![\w£$€.,])0\d{4,14}\b | (?<![\w£$€])\d{1,6}/\d{2,8}/\d{2,4}\b
        | \b(?:\d{1,2}:)?\d{2}-(?i:cv|cr|mj|civ|crim)-\d{2,6}[\w-]{0,12} | \b\d{2}[ ](?:Cr|Civ|CR|CV)\.?[ ]\d{2,5}\b
        | (?<!\w)[A-Z]{2,4}-\d{6,8}(?:-\d{1,6})?\b
        | (?<![\w£$€])[A-Z]{2,4}/\d[\w/]{2,20} | \#\d{1,8}\b
        """,
        signs="#",
    ),
    _rule(
        "phone",
        "0",
        r"""
          (?<![\w£$€.,])1-\d{3}-\d{3}-\d{4}\b | (?<=\b1[ -])\(?\d{3}\)?[ -]\d{3}[ -]\d{4} | \b\d{3}[ ](?=area[ ]codes?\b)
        | (?<![\w£$€.,])(?:\+?\(?0\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,6}|\(?\d{3}\)?[ -]\d{3}[ -]\d{4}|\+\d{1,3}[ -]?\(?\d[\d ()-]{6,16}\d)(?!\w)
        | # '101 | 30696', an extension; '18001 101', the text relay
          (?<=\b101[ ]?[/|][ ]{0,2})\d{3,8}\b | (?<![\w£$€])18001\b(?:[ ]\d{3})?
        | # 'call 119', 'dial 159'
          (?<=\b(?:call|calling|dial|dialling|ring|ringing|phone)[ ])1\d\d\b(?![ ]\p{Ll}+s\b)
        | # '101', '999', '112', '111': numbers to call; '101 arrests' is a count
          (?<![\w£$€.,/-]|\d[ ]|\b(?:from|than|over|nearly|almost|of)[ ])(?:999|911|112)(?![\w%]|[.,]\d|-\d)(?![ ](?:people|arrests|offences|men|vehicles|drivers)\b)
        | (?<![\w£$€.,/-]|\d[ ])(?:101|111|105|116[ ]?\d{3}|61016)(?![\w%]|[.,]\d|-\d)(?![ ](?:\p{Ll}+[ ])?(?!calls|operators|callers|services|lines|numbers|always|unless|as\b|is\b|this\b|was\b)\p{Ll}+s\b|[ ](?:people|men|women)\b)
        """,
        signs="[+(]",
    ),
    _rule(
        "web",
        "",
        r"""
          (?:https?://|www\.)\S{1,300}+ | [\w.+-]{1,64}@[\w.-]{1,100}\w | (?<![\w&])[@#]\w{2,50} | \b[\w-]{1,60}\.(?:jpe?g|png|gif|pdf|docx?|mp4|html?|aspx|co\.uk|com|org)\b[\w/?=&.-]{0,200}
        """,
        signs="[@#]",
        near="http https www jpg jpeg png gif pdf doc docx mp htm html aspx co com org",
    ),
    _rule(
        "furniture",
        "0 jpg pdf png doc docx mp zip reply comment comments share shares view views like likes there author image",
        r"""
          # '4 min read', '(JPG - 20 KB)', 'Leave a Reply137', 'Image 3 of 5', '1. ' before a capital, '[1]'
          \b\d{1,3}[ ]min(?:ute)?s?[ ]read\b | \b(?:JPG|PDF|PNG|DOC|DOCX|MP4|ZIP)[ ,-]{1,3}\d+(?:\.\d+)?[ ]?[KMG]B\b | [(]\d+(?:\.\d+)?[ ]?[KMG]B\b[)]? | ^[ ]*[\d,]+(?:\.\d+)?[ ]?KB[ ]*$
        | \b(?:[Rr]eply|[Cc]omments?|[Ss]hares?|[Vv]iews?|[Ll]ikes?)[ ]?\d{1,6}\b(?!,)
        | ^[ ]{0,8}[(]?\d{1,2}[.)][ ](?=\p{Lu}) | \b[Tt]here[ ](?:is|are)[ ]\d{1,3}[ ]related[ ]updates? | \b[Aa]uthor[ ]ID:?[ ]\d+ | \?[ ]\d{1,2}[ ][+][ ]\d{1,2}[ ]= | ^[ ]{0,8}\d{1,2}[.)][ ]*$ | \|[ ]?\d{4,6}(?=[ ]*(?:$|\n)) | \[\d{1,3}\] | \b[Ii]mage[ ]\d+[ ]of[ ]\d+
        | \d{1,3}\.\d{1,3}\.\d{1,3}(?:\.\d{1,3})?
        | # '4 Elmfield Law Centre: 01632 960 417': a list of whom to call, whose numbers lost their dots
          ^[ ]{0,8}\d{1,2}(?=[ ]\p{Lu}[^\n:]{2,60}(?::|[ ][-–])[ ](?:\+|0\d{2,4}[ ]?\d|https?:|www\.))
        """,
        signs=r"^[ ]*[\d(,]|[(|?\[]",
    ),
    _rule(
        "calibre",
        "0 twelve",
        r"""
          # 'a 9mm pistol', '.22 rifle', '12-bore', '12 gauge shotgun', '.45-calibre', '7.62mm rounds'
          (?<![\w£$€])(?:(?:\.\d{2,3}|\d{1,2}(?:\.\d{1,2})?)[ -]?(?:mm|millimetre|cal\b\.?|calib(?:re|er))|\.\d{2,3})(?=[ -](?:semi|self|hand|pistol|gun|rifle|revolver|ammunition|ammo|rounds?|bullets?|calib|cartridges?|carbine|firearm|weapon|glock|Glock|\p{Lu}|air|blank|magnum|sub|automatic|shells?|casings?|live))
        | (?<![\w£$€])\.(?:17|20|22|25|32|38|40|44|45|50|223|270|308|357|380|410)\b
        | \b(?:12|16|20|28|410|twelve)[ -](?:bore|gauge)s?\b | (?<!\w)\.?410[ ]shotgun
        | \b(?:\.\d{2,3}|\d{1,3})[ -]calib(?:re|er)\b
        | # '18 carat gold', 'a 9ct ring': how pure the gold is
          (?<![\w.,£$€-])(?:9|10|14|18|21|22|24)[ -]?(?:carats?|ct|karats?)\b
        """,
        signs=r"\.\d",
    ),
    _rule(
        "house_number",
        "0",
        r"""
          # 'the 1200 block of North Main Street'
          \b\d{1,5}[ -](?:hundred[ ])?block(?=[ ]of\b)
        """,
        needs="block",
    ),
    _rule(
        "transport_number",
        "the a no number an",
        r"""
          # 'the 38 bus', 'number 36 bus', 'the X5 bus', 'the 42 service'
          (?i:\b(?:the|a|no|number|an)[ ])\d{1,3}[A-Za-z]?[ ](?:bus|tram|night[ ]bus|bus[ ]route|bus[ ]service)\b
        """,
        needs="bus tram",
    ),
    _rule(
        "house_number",
        _NUMBERS_TO_TWELVE,
        r"""
          # 'Ten Acre Lane', 'Three Groves Wood'
          (?<=\b\p{Ll}{1,15},?[ ])(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve)[ ](?:\p{Lu}\p{Ll}+[ ]){1,2}(?:Lane|Road|Street|Close|Drive|Avenue|Way|Wood|Farm|Hill|Bridge|Park|Lodge|House|Inn|Arms|Cottages|Roundabout)\b
        """,
    ),
    _rule(
        "proper_name",
        _NUMBERS_TO_TWELVE,
        rf"""
          # 'the Seven Stars pub', 'in Five Ways', 'at Six Bells Lane': a number word with a capital in mid-sentence, before another capital; not in a headline's capitals
          (?=\p{{Lu}})(?:
          (?<=\b\p{{Ll}}{{1,15}},?[ ](?:the|in|at|near|outside|called|named|via)[ ]){_CAPITAL_NUMBER}[ ]{_NO_PEOPLE}\p{{Lu}}\p{{Ll}}+
        | # '“The Four Harbours conference brings people together”': a plural name before its noun in lower case
          (?<=(?:^|[.!?:”"’][ ]|[“"‘])The[ ]){_CAPITAL_NUMBER}[ ]{_NO_PEOPLE}\p{{Lu}}\p{{Ll}}+(?=[ ]{_NO_SMALL_WORD}\p{{Ll}}{{4,}}\b)
        | # 'her firm Harbour Three is gone': behind another capital, in a line that is no headline: there is a long word in lower case before
          (?<=\b{_NO_SMALL_WORD}\p{{Ll}}{{5,20}}\b[^\n]{{0,60}}[ ]{_NO_CALENDAR}\p{{Lu}}\p{{Ll}}{{1,20}}[ ]){_CAPITAL_NUMBER}(?=[,;:)’”"]|[.](?:\s|$)|[ ](?:and|in|is|was|at|for|to|will|has|who|which|that)[ ]\p{{L}}|$)
          )
        """,
    ),
)
