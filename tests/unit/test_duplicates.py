"""Inputs that repeat an earlier one: found, named, and merged only where somebody asks for it."""

from __future__ import annotations

import json

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser.duplicates import DuplicateFinder
from release_parser.stream import read
from release_parser.text import Document
from releases import RELEASES

STORY = (
    "Officers from the Harbour Team stopped a white van on Mill Lane shortly after midnight on Tuesday and found forty boxes of "
    "cigarettes behind a false wall. Two men from the area, aged 31 and 44, were arrested on suspicion of handling stolen goods "
    "and have since been released on bail. Detectives would like to hear from anybody who saw the van near the old brewery "
    "between ten o'clock and midnight, or who has been offered cheap cigarettes in the town's pubs over the last fortnight."
)
UPDATE = f"{STORY} A third man, aged 27, was charged on Friday."
OTHER = (
    "A teenager who rode a stolen motorcycle along a footpath has been banned from driving before he ever had a licence. The court "
    "heard that walkers had to jump into the hedge, and that a dog was hurt. Inspector Jo Brightwell thanked the volunteers who "
    "filmed the ride from the bridge and brought the recording to the station on the same afternoon, within the hour."
)


def see(*texts):
    finder = DuplicateFinder()
    return [finder.see(Document(text, source=f"{number}")) for number, text in enumerate(texts)]


class TestFinder:
    def test_names_the_earlier_input_with_the_same_text(self):
        _, _, again = see(STORY, OTHER, STORY)
        assert (again.kind, again.source, again.first.source, again.similarity) == ("same", "2", "0", 1)
        assert again.id == again.first.id == rp.parse(STORY).id

    def test_marks_an_update(self):
        _, _, update = see(OTHER, STORY, UPDATE)
        assert (update.kind, update.first.source) == ("near", "1")
        assert 0.7 <= update.similarity < 1

    def test_marks_a_copy_with_other_spaces_and_capitals(self):
        assert see(STORY, STORY.upper().replace(" ", "\n"))[1].similarity == 1

    def test_names_the_nearest_of_several(self):
        assert see(STORY, UPDATE, UPDATE + " Enquiries go on.")[2].first.source == "1"

    @pytest.mark.parametrize(
        "texts", [(STORY, OTHER), ("Two men charged.", "Two men charged!"), ("", " "), ("\ud800", "\ud800")]
    )
    def test_leaves_other_texts_alone(self, texts):
        assert see(*texts) == [None] * len(texts)

    def test_the_fixtures_are_no_copies_of_each_other(self):
        assert not any(see(*(path.read_bytes().decode() for path in RELEASES)))

    def test_gives_the_same_on_every_run(self):
        assert see(STORY, UPDATE) == see(STORY, UPDATE)

    def test_a_book_is_no_burden(self):
        assert see(" ".join(str(number) for number in range(200_000)), STORY) == [None, None]


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in {"a": STORY, "b": OTHER, "c": STORY, "d": UPDATE}.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


class TestStream:
    def test_lists_them_without_parsing(self, archive):
        found = [(each.kind, each.source[-5:], each.first.source[-5:]) for each in read(archive).duplicates()]
        assert found == [("same", "c.txt", "a.txt"), ("near", "d.txt", "a.txt")]

    def test_unasked_every_input_has_its_record(self, archive, tmp_path):
        summary = read(archive).parse(parser=FakeParser()).write(tmp_path / "out.jsonl")
        assert (summary.read, summary.parsed, summary.same, summary.near) == (4, 4, 0, 0)
        assert [path.name for path in sorted(tmp_path.iterdir())] == ["news", "out.jsonl"]

    def test_marked_they_keep_their_records_and_stand_in_a_list(self, archive, tmp_path):
        summary = read(archive).parse(parser=FakeParser(), duplicates="mark").write(tmp_path / "out.jsonl")
        assert (summary.read, summary.parsed, summary.same, summary.near) == (4, 4, 1, 1)
        assert "1 with the text of an earlier one, 1 with nearly that" in str(summary)
        listed = [json.loads(line) for line in (tmp_path / "out.duplicates.jsonl").read_text().splitlines()]
        assert [line["kind"] for line in listed] == ["same", "near"]

    @pytest.mark.parametrize("workers", [1, 2])
    def test_merged_the_same_text_is_one_release_with_two_sources(self, archive, tmp_path, workers):
        stream = read(archive).parse(parser=FakeParser(), duplicates="merge", workers=workers)
        assert str(stream).endswith(
            f"▸ merge duplicates ▸ parse ({'serial' if workers == 1 else 'processes, 2 workers'})"
        )
        summary = stream.write(tmp_path / "out.jsonl.gz")
        assert (summary.read, summary.parsed, summary.same, summary.near) == (4, 3, 1, 1)
        releases = list(rp.load(tmp_path / "out.jsonl.gz"))
        assert [release.source[-5:] for release in releases] == ["a.txt", "b.txt", "d.txt"]
        listed = [json.loads(line) for line in (tmp_path / "out.duplicates.jsonl").read_text().splitlines()]
        assert [(line["id"], line["source"][-5:]) for line in listed if line["kind"] == "same"] == [
            (releases[0].id, "c.txt")
        ]
        assert list(stream) == releases

    def test_the_list_is_no_input_of_the_next_run(self, archive):
        for _ in range(2):
            assert read(archive).parse(parser=FakeParser(), duplicates="mark").write(archive / "out.jsonl").read == 4

    def test_a_run_that_ends_early_leaves_an_older_list_as_it_was(self, archive, tmp_path):
        read(archive).parse(parser=FakeParser(), duplicates="mark").write(tmp_path / "out.jsonl")
        older = (tmp_path / "out.duplicates.jsonl").read_text()
        assert older
        (tmp_path / "out.jsonl").unlink()

        def interrupt(record, summary):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            read(archive).parse(parser=FakeParser(), duplicates="mark").write(tmp_path / "out.jsonl", observe=interrupt)
        assert (tmp_path / "out.duplicates.jsonl").read_text() == older
        assert not list(tmp_path.glob(".*"))
        assert (
            read(archive).parse(parser=FakeParser(), duplicates="mark").write(tmp_path / "out.jsonl", resume=True).kept
            == 1
        )
