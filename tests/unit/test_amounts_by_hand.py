"""The rules that say what an amount or a measure is of, called one by one on syntax that is written down here."""

from __future__ import annotations

import pytest

from release_parser.link.entities import amounts, measured_subject, measures
from syntaxes import counted_in


@pytest.mark.parametrize(
    ("rule", "text", "pos", "tags", "tree", "head"),
    [
        (amounts.money_of_the_noun, "He hid cash over £900.", "PRON VERB NOUN ADP SYM NUM PUNCT", "PRP VBD NN IN $ CD .", "", "cash"),
        (amounts.money_of_the_noun, "He hid cash about £900.", "PRON VERB NOUN ADP SYM NUM PUNCT", "PRP VBD NN IN $ CD .", "", None),
        (amounts.money_of_the_noun, "He hid over £900.", "PRON VERB ADP SYM NUM PUNCT", "PRP VBD IN $ CD .", "", None),
        (measures.size_of_the_noun, "It caused debts of £8,000.", "PRON VERB NOUN ADP SYM NUM PUNCT", "PRP VBD NNS IN $ CD .", "", "debt"),
        (measures.size_of_the_noun, "He took a reading of 70 grams.", "PRON VERB DET NOUN ADP NUM NOUN PUNCT", "PRP VBD DT NN IN CD NNS .", "", "reading"),
        (measures.size_of_the_noun, "He drove at a speed of 90 miles.", "PRON VERB ADP DET NOUN ADP NUM NOUN PUNCT", "PRP VBD IN DT NN IN CD NNS .", "", None),
        (measures.size_of_the_noun, "It caused debts over £8,000.", "PRON VERB NOUN ADP SYM NUM PUNCT", "PRP VBD NNS IN $ CD .", "", None),
        (measures.size_of_the_noun, "He hid totals of 70 grams.", "PRON VERB NOUN ADP NUM NOUN PUNCT", "PRP VBD NNS IN CD NNS .", "", None),
        (amounts.paid_for, "They pay £400 for tools.", "PRON VERB SYM NUM ADP NOUN PUNCT", "PRP VBP $ CD IN NNS .", "", "tool"),
        (amounts.paid_for, "They pay £400 for helping.", "PRON VERB SYM NUM ADP VERB PUNCT", "PRP VBP $ CD IN VBG .", "", None),
        (amounts.paid_for, "He hid £400 for tools.", "PRON VERB SYM NUM ADP NOUN PUNCT", "PRP VBD $ CD IN NNS .", "", None),
        (amounts.noun_before_the_range, "A reward from £50 - £900.", "DET NOUN ADP SYM NUM PUNCT SYM NUM PUNCT", "DT NN IN $ CD : $ CD .", "", "reward"),
        (amounts.noun_before_the_range, "A reward of £50 - £900.", "DET NOUN ADP SYM NUM PUNCT SYM NUM PUNCT", "DT NN IN $ CD : $ CD .", "", None),
        (amounts.in_the_amount_of, "He got heroin in the amount of 3kg.", "PRON VERB NOUN ADP DET NOUN ADP NUM NOUN PUNCT", "PRP VBD NN IN DT NN IN CD NN .", "", "heroin"),
        (amounts.in_the_amount_of, "He got heroin in the shed of 3kg.", "PRON VERB NOUN ADP DET NOUN ADP NUM NOUN PUNCT", "PRP VBD NN IN DT NN IN CD NN .", "", None),
        (amounts.subject_of_the_cost, "The phone cost £900.", "DET NOUN VERB SYM NUM PUNCT", "DT NN VBD $ CD .", "det:1 nsubj:2 ROOT:2 nmod:4 dobj:2 punct:2", "phone"),
        (amounts.subject_of_the_cost, "The phone rang £900.", "DET NOUN VERB SYM NUM PUNCT", "DT NN VBD $ CD .", "det:1 nsubj:2 ROOT:2 nmod:4 dobj:2 punct:2", None),
        (measures.cash_and, "He took £900 cash and tickets.", "PRON VERB SYM NUM NOUN CCONJ NOUN PUNCT", "PRP VBD $ CD NN CC NNS .", "", "cash"),
        (measures.cash_and, "He took £900 cash from tills.", "PRON VERB SYM NUM NOUN ADP NOUN PUNCT", "PRP VBD $ CD NN IN NNS .", "", None),
        (measures.object_before, "Police cut costs by £900.", "NOUN VERB NOUN ADP SYM NUM PUNCT", "NN VBD NNS IN $ CD .", "", "cost"),
        (measures.object_before, "Police met costs by £900.", "NOUN VERB NOUN ADP SYM NUM PUNCT", "NN VBD NNS IN $ CD .", "", None),
        (measured_subject.subject_of_the_measure, "The blade measured 15cm.", "DET NOUN VERB NUM NOUN PUNCT", "DT NN VBD CD NN .", "det:1 nsubj:2 ROOT:2 nummod:4 dobj:2 punct:2", "blade"),
        (measured_subject.subject_of_the_measure, "The blade cost £15.", "DET NOUN VERB SYM NUM PUNCT", "DT NN VBD $ CD .", "det:1 nsubj:2 ROOT:2 nmod:4 dobj:2 punct:2", None),
    ],
)  # fmt: skip
def test_what_an_amount_is_of(rule, text, pos, tags, tree, head):
    deps, heads = zip(*(token.split(":") for token in tree.split()), strict=True) if tree else ((), ())
    (counted,) = counted_in(text, pos, tags=tags, deps=" ".join(deps), heads=" ".join(heads))
    found = rule(counted)
    assert (found and found.head) == head
