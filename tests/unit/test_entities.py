"""What a quantity counts or measures: the entity, and its head."""

from __future__ import annotations

import pytest


def entities(parser, text: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (claim.span.text, claim.measured_entity.text if claim.measured_entity else None, claim.head)
        for claim in parser.parse(text).claims
    ]


@pytest.mark.parametrize(
    ("text", "entity", "head"),
    [
        ("Officers made 34 arrests.", "arrests", "arrest"),
        ("Some 40 suspected violent criminals were held.", "suspected violent criminals", "criminal"),
        ("They found 12 wraps of heroin.", "wraps of heroin", "wrap"),
        ("Two of the suspects ran.", "suspects", "suspect"),
        ("A total of 45 warrants were executed.", "warrants", "warrant"),
        ("The number of raids fell to 126.", "raids", "raid"),
        ("Arrests: 34", "Arrests", "arrest"),
        ("They seized 2kg of heroin.", "heroin", "heroin"),
        ("They found cocaine worth £800.", "cocaine", "cocaine"),
        ("They found £34,000 in cash.", "cash", "cash"),
        ("He got a three-month ban.", "ban", "ban"),
        ("81 per cent of victims were happy.", "victims", "victim"),
        ("Robbery rose by 12 per cent.", "Robbery", "robbery"),
        ("There was a 5% rise in thefts.", "thefts", "theft"),
        ("A 34-year-old man was held.", "man", "man"),
        ("He was jailed for 12 years.", None, None),
        ("The plan will cut running costs by more than £3m.", "costs", "cost"),
        ("She sold the shares for £40,000.", "shares", "share"),
        ("They agreed a deal for Kent Police worth £9m.", "deal", "deal"),
        ("The software had a retail value of £9,000.", "software", "software"),
        ("He had £900 cash and rail tickets.", "cash", "cash"),
        ("Officers linked the three break-ins.", "break-ins", "break-in"),
        ("There were 40 call-outs.", "call-outs", "call-out"),
        ("It followed the 31-year-old’s reckless driving.", None, None),
        ("He admitted two counts of fraud.", "counts of fraud", "count"),
        ("Three quarters of the drivers were sober.", "drivers", "driver"),
        # a participle between a noun and the head tells what the head is about
        ("Officers held 40 COVID engagements.", "COVID engagements", "engagement"),
        ("They issued 486 Covid-19 related fixed penalty notices.", "Covid-19 related fixed penalty notices", "notice"),
        ("He admitted 12 drug related offences.", "drug related offences", "offence"),
        ("He admitted 12 firearms related offences.", "firearms related offences", "offence"),
        ("He admitted three knife-related crimes.", "knife-related crimes", "crime"),
        ("There were 27 alcohol fuelled fights.", "alcohol fuelled fights", "fight"),
        ("There were 40 domestic abuse related incidents.", "domestic abuse related incidents", "incident"),
        ("She found four phones linked to him.", "phones", "phone"),
        # modifiers in a list before one head
        ("He faces 19 car, van and boat theft-related charges.", "car, van and boat theft-related charges", "charge"),
        ("They took 12 car, van and bike keys.", "car, van and bike keys", "key"),
        ("They took one phone, cash and designer clothes.", "phone", "phone"),
        # a participle with its place names nobody
        ("There was an average of 15 attending Elm Street.", None, None),
        ("Police found two cannabis grows in Elmfield.", "cannabis grows", "grow"),
        ("Officers dismantled three cannabis grows.", "cannabis grows", "grow"),
        ("Cannabis grow found worth £40,000", "Cannabis grow", "grow"),
    ],
)
def test_the_entity_of_one_quantity(parser, text, entity, head):
    ((_, found, lemma),) = entities(parser, text)
    assert (found, lemma) == (entity, head)


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("12 men, three women and four boys were held.", ["man", "woman", "boy"]),
        ("930 weapons seized and 60 people referred.", ["weapon", "people"]),
        ("Of 30 arrests, five were for theft.", ["arrest", "arrest"]),
        ("Two 34-year-old men were held.", ["man", "man"]),
        ("They took £900 in cash, two phones and 4kg of tea.", ["cash", "phone", "tea"]),
        ("An average of 34 people attend Elm Street, 11 attending Mill Lane.", ["people", "people"]),
        ("At present there are two sites, with three more to open soon.", ["site", "site"]),
    ],
)
def test_lists(parser, text, heads):
    assert [head for _, _, head in entities(parser, text)] == heads


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Two men were arrested.", "arrest"),
        ("Officers arrested two men.", "arrest"),
        ("930 weapons seized", "seize"),
        ("Officers made 12 arrests.", "make"),
        ("He was jailed for 12 years.", "jail"),
        ("Police found two cannabis grows in Elmfield.", "find"),
        ("He admitted 12 drug related offences.", "admit"),
        ("With two guns and 17kg of tea seized, the raid was a success.", "seize"),
    ],
)
def test_the_predicate(parser, text, predicate):
    assert parser.parse(text).claims[0].predicate == predicate


def test_an_entity_is_a_stretch_of_the_text(parser):
    release = parser.parse("Under a cloud of smoke, 12 masked men took two vans worth £9,000 and 3kg of copper wire.")
    assert [claim.measured_entity.text for claim in release.claims] == ["masked men", "vans", "vans", "copper wire"]
    for claim in release.claims:
        entity = claim.measured_entity
        assert release.text[entity.start : entity.end] == entity.text
        assert claim.sentence.start <= entity.start < entity.end <= claim.sentence.end
