"""Whatever stands in a text again and again, twice the text costs twice the steps.

Steps are the calls that Python makes, which are the same on every machine; what patterns cost inside is for `tests/fuzz/test_patterns.py`,
and seconds are for `benchmarks/linearity.py`, whose inputs these are. The short run takes a part of them, `pytest -m long` all.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

import release_parser as rp

SMALL = 4_000  # characters
MOST = 2.4  # times the steps for twice the text; 4 where they grow with the square


def inputs() -> dict[str, str]:
    spec = spec_from_file_location("linearity", Path(__file__).parents[2] / "benchmarks" / "linearity.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.INPUTS


INPUTS = inputs()
SOME = (
    "34 men, ", "34 men and ", "seized 34 knives, ", "£500, ", "aged 34, ", "in Kelsham ", "Ann Pole, 34, of Kelsham, ", "He ",
    "Sgt Ann Pole said: “We act.”\\n\\n", "“We act,” said Sgt Ann Pole. ", "| Theft | 34 | 12 |\\n", "* 34 arrests\\n",
    "Operation Heron arrested 34. ", "on 4 May 2020 ", "34 arrests, of which 3 ", "19 arrests. Nineteen people were arrested. ",
    "- 1 a:\\n", "34 compared with 30 in 2019. ", "the Roads Policing Unit ", "Officers made 34 arrests.\\n\\n", "was jailed for 12 years and 6 months. ",
)  # fmt: skip


def steps(parser: rp.Parser, text: str) -> int:
    count = 0

    def step(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        with suppress(rp.InputError):  # 'empty' is an answer too
            parser.parse(text)
    finally:
        sys.setprofile(None)
    return count


def check(parser: rp.Parser, unit: str) -> None:
    small, large = (unit * (size // len(unit)) for size in (SMALL, 2 * SMALL))
    with suppress(rp.InputError):
        parser.parse(unit * 20)  # what is made once
    assert steps(parser, large) <= MOST * steps(parser, small) + 500


@pytest.mark.parametrize("name", SOME)
def test_twice_the_text_costs_twice_the_steps(parser, name):
    check(parser, INPUTS[name])


@pytest.mark.long
@pytest.mark.parametrize("name", INPUTS)
def test_of_everything(parser, name):
    check(parser, INPUTS[name])
