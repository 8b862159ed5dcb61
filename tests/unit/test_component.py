"""The parser as a component of somebody's own spaCy pipeline."""

from __future__ import annotations

import pickle
from importlib.metadata import entry_points

import pytest
import spacy
from spacy.tokens import Doc

from release_parser.errors import ReleaseParserError
from release_parser.pipeline.component import GROUPS, ReleaseComponent
from release_parser.records import Release

TEXT = (
    "Officers made (34)arrests in Operation Sandpiper. “It took six months,” said DI Kay Ash of Kelsham CID. Call 101."
)


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.blank("en")
    pipeline.add_pipe("release_parser")
    return pipeline


def test_span_groups_hold_what_was_found(nlp):
    doc = nlp(TEXT)
    found = {group: [span.text for span in doc.spans[group]] for group in GROUPS}
    assert found["operations"] == ["Sandpiper"]
    assert found["people"] == ["Kay Ash"]
    assert found["police_units"] == ["Kelsham CID"]
    assert found["contacts"] == ["101"]
    assert [(span.label_, span.id_) for span in doc.spans["claims"]] == [("count", "c1"), ("duration", "c2")]


def test_a_number_inside_a_token_is_the_token_in_the_group_and_the_number_in_the_record(nlp):
    doc = nlp(TEXT)
    assert "34" in doc.spans["claims"][0].text
    assert doc._.release["claims"][0]["span"]["text"] == "34"


def test_the_record_is_plain_and_validates(nlp):
    doc = nlp(TEXT)
    assert type(doc._.release) is dict
    assert Release.model_validate(doc._.release).text == TEXT


def test_a_doc_survives_bytes_and_pickle(nlp):
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.release == doc._.release
    assert [span.text for span in again.spans["claims"]] == [span.text for span in doc.spans["claims"]]
    assert pickle.loads(pickle.dumps(doc))._.release == doc._.release


def test_docs_in_a_stream_are_as_docs_alone(nlp):
    texts = [TEXT, " \n", "Two men were held.", TEXT]
    assert [doc._.release for doc in nlp.pipe(texts, batch_size=2)] == [nlp(text)._.release for text in texts]


def test_a_blank_doc_has_empty_groups(nlp):
    doc = nlp("")
    assert doc._.release is None
    assert all(list(doc.spans[group]) == [] for group in GROUPS)


def test_what_cannot_be_parsed_is_an_error_alone_and_in_a_stream(nlp):
    component = nlp.get_pipe("release_parser")
    assert isinstance(component, ReleaseComponent)
    for run in (lambda: nlp("P\x00K"), lambda: list(nlp.pipe(["P\x00K"]))):
        with pytest.raises(ReleaseParserError, match="NUL"):
            run()


def test_the_pipeline_around_it_is_left_alone():
    plain = spacy.blank("en")
    plain.add_pipe("sentencizer")
    tokens = [(token.text, token.is_sent_start) for token in plain(TEXT)]
    plain.add_pipe("release_parser")
    assert [(token.text, token.is_sent_start) for token in plain(TEXT)] == tokens


def test_words_of_ones_own(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[units.furlong]\nkind = "length"\nforms = ["furlong"]\n', encoding="utf-8")
    own = spacy.blank("en")
    own.add_pipe("release_parser", config={"lexicon": str(path)})
    doc = own("It was dragged for three furlongs.")
    assert [span.text for span in doc.spans["claims"]] == ["three furlongs"]


def test_an_installed_package_registers_it():
    found = entry_points(group="spacy_factories", name="release_parser")
    if not found:
        pytest.skip("the package is on the path, but not installed")
    assert found["release_parser"].value == "release_parser.pipeline.component:make_release_parser"
