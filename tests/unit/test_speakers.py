"""Who says it: the subject of the reporting verb, in full where the release has it."""

import pytest

from patience import never_hangs
from release_parser.extract.people import find_people
from release_parser.extract.quotes import find_quotes
from release_parser.lexicon import Lexicon
from release_parser.link.speakers import link_speakers
from release_parser.link.unnamed import is_group
from release_parser.text import read_page

LEXICON = Lexicon.default()


def linked(text):
    page = read_page(text)
    quotes, people = link_speakers(page, find_quotes(page, LEXICON), find_people(page, LEXICON), LEXICON)
    return page, quotes, people


def speakers(text):
    return [quote.speaker for quote in linked("A headline\n\n" + text)[1]]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('PC Ann Pole, of the dog unit, said: "We act."', "Ann Pole"),
        ('Speaking after the trial of John Smith, DC Ann Pole said: "We act."', "Ann Pole"),
        ('Following the death of cyclist John Smith, PC Ann Pole of the roads unit said: "We act."', "Ann Pole"),
        ('DC Ann Pole, who arrested John Smith, said: "We act."', "Ann Pole"),
        ('Sentencing John Smith, Judge Pole said: "You are a danger to all."', "Pole"),
        ('"We act on it," said DCI Ann Pole.', "Ann Pole"),
        ('"We act on it," DCI Ann Pole, of Ashford CID, added.', "Ann Pole"),
        ('Ann Pole is the EPA Administrator.\n\n"We act on it," said EPA Administrator Pole.', "Ann Pole"),
        ('Attorney General Ann Pole met them.\n\n"We act on it," said Ms. Pole. The work goes on.', "Ann Pole"),
        ('"We act on it." – DCI Ann Pole', "Ann Pole"),
        ('Chief Constable Ann Pole:\n\n"We act on it."', "Ann Pole"),
        ('DS Ann Pole praised the victims.\n\n"They were brave and helped us to convict him."', "Ann Pole"),
        ('A spokesperson for Ashford Council said: "We are glad."', "A spokesperson"),
        ('A Port of Ashford spokeswoman said: "We are glad."', "A Port of Ashford spokeswoman"),
        ('The victim, who is in her forties, said: "We are glad."', "The victim"),
        ('The family of Tom Ash said in a statement: "We miss him."', "The family of Tom Ash"),
        ('Tom\'s family issued this tribute:\n\n"Tom was loved by all of us."', "Tom's family"),
        ('Her mother, Ann Pole, said: "We miss her."', "Ann Pole"),
        ('Tom Ash was hit by a car.\n\nHis family have paid tribute. They said: "We miss him."', "His family"),
        ('The unit is led by Sergeant Ann Pole. She said: "We act."', "Ann Pole"),
        ('Ann Pole helps others.\n\nAnn said: "I am glad to do it."', "Ann Pole"),
        ('DCI Ann Pole met Judge Tom Ash.\n\nThe judge said: "I am glad of it."', "Tom Ash"),
        ('Statement from the family of Tom Ash:\n\n"We miss him every day and always will."', "the family of Tom Ash"),
        ('Statement from Chief Inspector Ann Pole:\n\n"We act on every call that we get."', "Ann Pole"),
        (
            'The hall was full.\n\n"We are so glad that all of you came."\nInspector Ann Pole, Ashford Police\n\nThe end.',
            "Ann Pole",
        ),
        ('The film is hard to watch, explains Dogs Manager Ann Pole: "It shows the truth."', "Ann Pole"),
        ('"We act on it," he said.', None),
    ],
)
def test_speaker(text, speaker):
    assert speakers(text) == [speaker]


def test_surname_rank_and_pronoun_stand_for_the_full_name():
    text = 'DCI Ann Pole thanked all. DCI Pole said: "We act."\n\nShe added: "We always act."\n\nPole concluded: "Thank you all."'
    assert speakers(text) == ["Ann Pole"] * 3
    page, quotes, _ = linked("A headline\n\n" + text)
    assert [page.text[slice(*quote.speaker_span)] for quote in quotes] == ["DCI Pole", "She", "Pole"]


def test_a_title_decides_who_she_is():
    assert speakers('Mrs Ann Pole met Mr Tom Ash. She said: "I am glad."') == ["Ann Pole"]
    assert speakers('Mrs Ann Pole met Mr Tom Ash. He said: "I am glad."') == ["Tom Ash"]


def test_nobody_is_both_he_and_she():
    said = 'Sgt Kim Ash was there. "We act on each call," he said. "We care," {} said.'
    assert speakers(said.format("she")) == [None, None]
    assert speakers(said.format("he")) == ["Kim Ash", "Kim Ash"]
    # Ann is a woman's name, so 'he' means the other one
    assert speakers("PC Ann Pole met " + said.format("she")) == ["Kim Ash", "Ann Pole"]


def test_an_officer_is_not_the_suspect_of_the_same_name():
    assert speakers('John Smith, 20, was bailed.\n\nPC Smith said: "We act."') == ["Smith"]


def test_quoted_people_without_rank_are_added():
    _, _, people = linked('A headline\n\nAnn Pole, of Ashford Cycling Club, said: "We are glad."')
    assert [(person.name, person.rank, person.organisation) for person in people] == [
        ("Ann Pole", None, "Ashford Cycling Club")
    ]
    _, _, people = linked('A headline\n\nShopkeeper Tom Ash, 54, said: "I was afraid."')
    assert [person.name for person in people] == ["Tom Ash"]


def test_unnamed_speakers_are_no_people():
    assert linked('A headline\n\nA spokesperson said: "We are glad."')[2] == []


def test_many_speakers_come_to_an_end():
    text = "".join(
        f'PC A{"bcdefghij"[i % 9]}x P{"aeiou"[i % 5]}{"bcdfg"[i // 5 % 5]}e said: "We act on it."\n\n'
        for i in range(1600)
    )
    page = read_page(text)
    quotes, people = find_quotes(page, LEXICON), find_people(page, LEXICON)
    with never_hangs():
        assert len(link_speakers(page, quotes, people, LEXICON)[0]) == 1600


def test_an_office_of_two_parts_is_no_list_of_two():
    assert speakers('Crime and Policing Minister, Ann Pole, said:\n\n"We act on it."') == ["Ann Pole"]


def test_what_is_written_on_a_thing_is_no_quote():
    assert speakers('He has a tattoo that says "Mum for ever" on his arm.') == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Speaking to Eastham Police Anna, Lena's mother, said: “I miss her so.”", "Anna"),
        ("Lena's father, Karl, added: “I miss her so.”", "Karl"),
        ("Lena’s mother Anna said: “I miss her so.”", "Anna"),
        ("“I miss her so,” said Lena's father, Karl.", "Karl"),
        ("Fraud survivor, Anna (not her real name), said: ‘I lost all that I had. It hurt.’", "Anna"),
        ("Lena's mother, Anna Roe, said: “I miss her so.”", "Anna Roe"),
        (
            "Sergeant Ray Ash met them.\n\nIn a statement for the court, Lena's mother Anna spoke of her.\n\nShe said: “I miss her so.”",
            "Anna",
        ),
    ],
)
def test_a_relative_may_be_named_by_the_first_name_alone(text, speaker):
    _, quotes, people = linked("A headline\n\n" + text)
    assert [quote.speaker for quote in quotes] == [speaker]
    assert speaker in [person.name for person in people]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("In Kelsham, his mother, 41, said: “I miss him so.”", "his mother"),
        ("Lena's parents, Anna and Karl, said: “We miss her so.”", "Lena's parents"),
        ("Lena's mother, Police Cadet of the year, said: “I miss her so.”", "Lena's mother"),
        ("A mother, Kelsham born and bred, said: “I miss her so.”", "A mother"),
    ],
)
def test_what_stands_beside_a_relative_is_not_always_a_name(text, speaker):
    assert speakers(text) == [speaker]


def test_a_rank_tells_two_bearers_of_a_surname_apart():
    _, quotes, people = linked(
        "A headline\n\nChief Constable Ray Ash ran for his late son Captain Tom Ash.\n\nChief Constable Ash said: “We ran it.”"
    )
    assert [quote.speaker for quote in quotes] == ["Ray Ash"]
    assert [person.name for person in people] == ["Ray Ash", "Tom Ash"]
    assert len(people[0].mentions) == 2


def test_what_a_relative_did_is_no_role():
    text = "A headline\n\nLena's daughter Kay spoke up.\n\nKay Roe, became worried after finding letters on her mother, and said: “I miss her.”"
    assert [(person.name, person.role) for person in linked(text)[2]] == [("Kay Roe", None)]


def test_capitals_before_a_relative_come_to_an_end():
    for text in (
        "Ann, " * 5_000 + "her mother, said: “I miss her so.”",
        "said EPA Pole " * 5_000,
        "his son Ann, " * 3_000,
    ):
        with never_hangs():
            linked("A headline\n\n" + text)


def test_a_first_name_may_introduce_an_orphan():
    text = 'Ann Pole and Tom Ash lead the panel.\n\nAnn paid tribute to its old chair.\n\n"He built a strong panel and we are grateful to him."'
    assert speakers(text) == ["Ann Pole"]
    text = 'Ann Pole and Tom Ash lead the panel.\n\nAnn walked home.\n\n"He built a strong panel and we are grateful to him."'
    assert speakers(text) == [None]


@pytest.mark.parametrize(
    ("subject", "speaker"),
    [
        ("Secretary of Education Pole", "Ann Pole"),
        ("Inspector in Charge Pole", "Ann Pole"),
        ("Eel-Office of Law Enforcement Special Agent in ChargeTom Ash", "Tom Ash"),
    ],
)
def test_an_office_with_what_it_is_for_stands_before_a_surname(subject, speaker):
    text = f"Ann Pole spoke to them.\n\nWe act on it at every hour of the day, said {subject}. We will go on."
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("phrase", "several"),
    [
        ("his family", True),
        ("the council", True),
        ("the mother of a large family", False),
        ("a spokesman for the council", False),
    ],
)
def test_several_people_speak_where_the_phrase_is_headed_by_them(phrase, several):
    assert is_group(phrase, Lexicon.default()) is several
