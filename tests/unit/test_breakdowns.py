def test_a_list_of_ages_and_one_of_its_people_is_a_total_without_parts_and_so_no_breakdown(parser):
    text = "Two 17-year-old girls and a 12-year-old girl were hurt in Kelsham, with one taken to hospital with a broken arm."
    release = parser.parse(text)
    assert [claim.span.text for claim in release.claims][:2] == ["Two", "17-year-old"]
    assert all(breakdown.parts for breakdown in release.breakdowns)
