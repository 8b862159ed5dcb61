"""The other steps of the law that a release tells about the same people: 'was arrested and charged' counts under both topics.

In: the story of a release, a draft with its topic, the drafts before it. Out: the names of the other topics, 'arrest' or 'charge'. A
claim's own topic does not change; tallies count the draft's people under each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from release_parser.lexicon import WordPattern
from release_parser.link.context.clues import Clue
from release_parser.link.context.story import PERHAPS, Story
from release_parser.link.drafts import ClaimDraft
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text import Sentence

_STEPS = ("arrest", "charge")
_TELLING = 250
"""So many characters beside a person the steps of the law may stand."""
_LOOKED_BACK = 3
"""So many sentences before somebody is charged may tell of the arrest."""
_AND = r"(?:,?[ ](?:and|then|later|also|each|both|all|since|subsequently|before|being|been|was|were|has|have|had|are|is)){1,5}[ ]"
# 'arrested and later charged', 'arrested on 5 February, and charged', 'arrested in Kelsham and has since been charged'
_COORDINATED = Regex(rf"(?:[ ](?:on|in|at|by|for|from|near|under|without)[ ](?:[^.;:]|\.(?=[ ]\d)){{1,60}}?)?{_AND}")
# 'arrested and charged three people', 'arrested and charged a total of 12'
_BEFORE_NUMBER = Regex(r"[ ](?:(?:the|all|another|a[ ]further|a[ ]total[ ]of|an?)[ ])?")
_RESULT = Regex(r"(?:As[ ]a[ ]result|As[ ]such|Consequently|Subsequently|Later|Now|He|She|The)\b")
# 'Kit ASH, 32, of Elm, is charged with:', 'A 30-year-old woman from Elm is charged with theft'
_ONE_CHARGED = Regex(r"(?:An?[ ]\d|(?:\p{Lu}[\p{L}’'.-]*[ ]){1,4}?\p{Lu}[\p{L}’'-]+,[ ](?:aged[ ])?\d)[^.:;]{1,120}")
_SEVERAL = Regex(r"\b(?:they|both|all|two|three)\b")
_INTO_CUSTODY = WordPattern(r"(?i:«claim_words.into_custody»)")

_WORD = Regex(r"\p{L}+")


class DraftInStory:
    """A draft and the story so far: the value that the rules of the table take."""

    __slots__ = ("before", "draft", "story")

    def __init__(self, story: Story, draft: ClaimDraft, before: Sequence[ClaimDraft]) -> None:
        self.story, self.draft, self.before = story, draft, before


def coordinated(told: DraftInStory) -> frozenset[str] | None:
    """'Two men were arrested and charged', 'officers arrested and charged two men'."""
    story, draft = told.story, told.draft
    text, at = story.page.text, draft.quantity.start
    ahead = story.clues.within(draft.quantity.end, min(draft.sentence.end, draft.quantity.end + _TELLING))
    back = story.clues.within(max(draft.sentence.start, at - _TELLING), at)[-2:]
    pairs = list(pairwise(ahead))
    if back and _BEFORE_NUMBER.fullmatch(text, back[-1].end, at):
        pairs += pairwise(back)
    return _known(
        topic.name
        for one, two in pairs
        if _COORDINATED.fullmatch(text, one.end, two.start)
        for topic in (*one.topics, *two.topics)
    )


def told_behind(told: DraftInStory) -> frozenset[str] | None:
    """'A man of 40 was arrested in Kelsham. He was later charged', 'A woman of 30 faces charges. She was arrested on Monday'."""
    draft = told.draft
    if draft.quantity.kind != "age" or draft.topic not in _STEPS:
        return None
    other = "charge" if draft.topic == "arrest" else "arrest"
    return frozenset(_STEPS) if told.story.just_behind(draft, (other,)) is not None else None


def arrested_before(told: DraftInStory) -> frozenset[str] | None:
    """'The suspect hid in a barn and was arrested. A 25-year-old man is charged with arson': the person charged is the one who was arrested."""
    story, draft = told.story, told.draft
    if draft.topic != "charge" or draft.quantity.kind != "age":
        return None
    counted = {each.sentence_index for each in told.before[-12:] if each.quantity.kind in ("age", "count")}
    if draft.sentence_index in counted:  # 'A man of 40 and a woman of 30 are charged': of two nobody can say who it was
        return None
    for index in range(draft.sentence_index - 1, max(-1, draft.sentence_index - 1 - _LOOKED_BACK), -1):
        sentence = story.page.sentences[index]
        if not _goes_on(story, sentence, draft) or index in counted:
            return None
        if any(_tells_of_arrest(story, draft, sentence, clue) for clue in _arrests(story, sentence)):
            return frozenset(_STEPS)
    return None


# 'The suspect was arrested', 'The male suspect was quickly arrested'; not 'The suspects were arrested', 'After the suspect was handcuffed'
_THE_ONE = WordPattern(
    r"(?<!\bAfter[ ])[Tt]he[ ](?:\p{Ll}+[ ])?(?i:«persons.accused»)[ ](?:was|has[ ]been)[ ](?:\p{Ll}+[ ](?:and[ ])?){0,2}$"
)
_FEW_SENTENCES = 12
"""So many sentences before the only person charged the arrest is looked for."""


def the_one_arrested(told: DraftInStory) -> frozenset[str] | None:
    """'The suspect was arrested and a gun was seized. … As a result, Kit Ash, 40, has been charged': the release has told of nobody else."""
    story, draft = told.story, told.draft
    if draft.topic != "charge" or draft.quantity.kind != "age":
        return None
    if any(each.quantity.kind == "age" or story.counts_people(each) for each in told.before[-12:]):
        return None
    pattern = _THE_ONE.of(story.page.lexicon)
    first = max(0, draft.sentence_index - _FEW_SENTENCES)
    for sentence in story.page.sentences[first : draft.sentence_index]:
        for clue in _arrests(story, sentence):
            if clue.act and pattern.search(story.page.text, max(sentence.start, clue.start - 60), clue.start):
                return frozenset(_STEPS)
    return None


def arrested_by_name(told: DraftInStory) -> frozenset[str] | None:
    """'Kit Ash, 40, has been charged with theft. … Ash was later arrested in Elm': told elsewhere under the same name."""
    draft = told.draft
    if draft.topic != "charge" or draft.quantity.kind != "age" or draft.head is not None:
        return None
    return frozenset(_STEPS) if told.story.is_arrested_by_name(draft) else None


def _goes_on(story: Story, sentence: Sentence, draft: ClaimDraft) -> bool:
    """Whether a draft's sentence continues another one: in its paragraph, or in the next with 'As a result'."""
    if sentence.block == draft.block:
        return True
    text, own = story.page.text, draft.sentence
    opens = _RESULT.match(text, own.start) or _ONE_CHARGED.match(text, own.start, own.end)
    return opens is not None and sentence.block == draft.block - 1


def _arrests(story: Story, sentence: Sentence) -> list[Clue]:
    """The clues of a sentence that tell of an arrest."""
    clues = story.clues.within(sentence.start, sentence.end)
    of_arrest = (clue for clue in clues if any(topic.name == "arrest" for topic in clue.topics))
    custody = _INTO_CUSTODY.of(story.page.lexicon)
    return [clue for clue in of_arrest if clue.act or custody.fullmatch(story.page.text, clue.start, clue.end)]


def _tells_of_arrest(story: Story, draft: ClaimDraft, sentence: Sentence, clue: Clue) -> bool:
    """Whether a sentence tells that somebody was arrested who may be the draft's person."""
    text = story.page.text
    if PERHAPS.search(text, max(sentence.start, clue.start - 20), clue.start):
        return False
    if sentence.block != draft.block and _SEVERAL.search(text[sentence.start : clue.start].lower()):
        return False
    gender = story.gender_of(draft.head or "")
    words = _WORD.findall(story.page.text, sentence.start, sentence.end)
    genders = {found for word in words if (found := story.gender_of(word.lower())) is not None}
    return gender is None or not genders or gender in genders


def _known(names: Iterator[str]) -> frozenset[str] | None:
    """The steps among these topics, if there are at least two; else None."""
    found = frozenset(name for name in names if name in _STEPS)
    return found if len(found) > 1 else None


STEPS: RuleTable[DraftInStory, frozenset[str]] = RuleTable(
    "steps",
    (
        Rule(
            "steps_coordinated",
            coordinated,
            finds=(
                'Officers arrested and charged <claim value=3 head=people tallied="arrest, charge">three</claim> people.',
                'A <claim value=41 kind=age topic=arrest tallied="arrest, charge">41-year-old</claim> woman was arrested on Nov. 9 and charged with theft.',
            ),
        ),
        Rule(
            "steps_told_behind",
            told_behind,
            finds=(
                'A <claim value=40 kind=age topic=arrest tallied="arrest, charge">40-year-old</claim> man was arrested in Kelsham. He was later charged with theft.',
            ),
        ),
        Rule(
            "steps_told_before",
            arrested_before,
            finds=(
                'The accused was taken into custody in Elm.\n\nKit ASH, <claim value=32 kind=age topic=charge tallied="arrest, charge">32</claim>, of Elm, is charged with:\n* Assault\n* Theft',
                'The suspect hid in a barn and was arrested. A <claim value=25 kind=age topic=charge tallied="arrest, charge">25-year-old</claim> Kelsham man is charged with assault.',
            ),
            ignores=(
                "Both were taken into custody in Elm.\n\nKit ASH, <claim value=32 kind=age topic=charge tallied=charge>32</claim>, of Elm, is charged with:\n* Assault\n* Theft",
            ),
        ),
        Rule(
            "steps_told_of_the_only_one",
            the_one_arrested,
            finds=(
                'The suspect was arrested in a hotel and officers found a gun.\n\nA bag was seized too.\n\nAs a result, Kit Ash, <claim value=43 kind=age topic=charge tallied="arrest, charge">43</claim>, of Elm, has been charged with theft.',
            ),
            ignores=(
                "The suspects were arrested in a hotel and officers found a gun.\n\nA bag was seized too.\n\nAs a result, Kit Ash, <claim value=43 kind=age topic=charge tallied=charge>43</claim>, of Elm, has been charged with theft.",
            ),
        ),
        Rule(
            "steps_told_of_the_name",
            arrested_by_name,
            finds=(
                'Kit Ash, <claim value=42 kind=age topic=charge tallied="arrest, charge">42</claim>, of Mill Lane, has been charged with theft.\n\nA shop was robbed in May and Ash was later arrested in Elm.',
            ),
            ignores=(
                "Kit Ash, <claim value=42 kind=age topic=charge tallied=charge>42</claim>, of Mill Lane, has been charged with theft.\n\nA shop was robbed in May and a man was later arrested in Elm.",
            ),
        ),
    ),
)
"""How a release tells of other steps of the law that the same people went through."""


def other_steps(story: Story, draft: ClaimDraft, before: Sequence[ClaimDraft]) -> tuple[str, ...]:
    """The other steps of the law that are told about a draft's people, in alphabetical order."""
    if draft.topic not in _STEPS or draft.quantity.kind not in ("count", "age"):
        return ()
    found = STEPS.first(DraftInStory(story, draft, before))
    return () if found is None else tuple(sorted(found[0] - {draft.topic}))
