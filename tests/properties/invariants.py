"""What holds for every record, whatever the text: grounded, whole, explained, the same after JSON, and what it refers to is there."""

from __future__ import annotations

from release_parser.records import Release, spans_of

LISTS = ("claims", "comparisons", "breakdowns", "tallies", "operations", "police_units", "people", "quotes", "contacts")


def check(release: Release, text: str) -> None:
    assert release.text == text
    for span in spans_of(release):
        assert text[span.start : span.end] == span.text
        assert span.text.strip() == span.text
    for kind in LISTS:
        assert all(record.rule for record in getattr(release, kind))
    check_order(release)
    check_sums(release)
    assert Release.model_validate_json(release.model_dump_json()) == release


def check_order(release: Release) -> None:
    for kind in ("claims", "operations", "police_units", "people", "contacts"):
        starts = [record.span.start for record in getattr(release, kind)]
        assert starts == sorted(starts), kind
    ends = 0
    for claim in release.claims:
        assert ends <= claim.span.start, f"claims overlap at {claim.span}"
        assert claim.sentence.start <= claim.span.start
        assert claim.span.end <= claim.sentence.end
        ends = claim.span.end
    for named in (*release.operations, *release.police_units, *release.people):
        assert named.span == named.mentions[0]
        assert list(named.mentions) == sorted(set(named.mentions), key=lambda span: span.start)
    for quote in release.quotes:
        assert quote.content.split("\n\n")[0]
        assert [span.start for span in quote.spans] == sorted(span.start for span in quote.spans)


def check_sums(release: Release) -> None:
    """Every id names a claim or quote that is there and can be what it is said to be."""
    claims = {claim.id: claim for claim in release.claims}
    place = {name: at for at, name in enumerate(claims)}
    quotes = {quote.id: quote for quote in release.quotes}
    operations = {operation.name for operation in release.operations}
    for claim in release.claims:
        if claim.restates is not None:
            first = claims[claim.restates]
            assert place[first.id] < place[claim.id]
            assert first.restates is None, "whoever sums takes the first alone"
        if claim.quote is not None:
            spans = quotes[claim.quote].spans
            assert any(span.start <= claim.span.start and claim.span.end <= span.end for span in spans)
        assert operations.issuperset(claim.operations)
    for breakdown in release.breakdowns:
        assert breakdown.total in claims
        assert breakdown.total not in breakdown.parts
        assert list(breakdown.parts) == sorted(set(breakdown.parts), key=place.__getitem__)
    for tally in release.tallies:
        assert list(tally.claims) == sorted(set(tally.claims), key=place.__getitem__)
        facts = [claims[name].restates or name for name in tally.claims]
        assert len(facts) == len(set(facts)), "no fact is added twice"
        assert tally.upper is None or tally.upper >= tally.value
    for comparison in release.comparisons:
        sides = (comparison.current, comparison.baseline, comparison.change, comparison.restated)
        named = [side for side in sides if side is not None]
        assert len(named) == len(set(named)) >= 2
        assert set(named) <= set(claims)
