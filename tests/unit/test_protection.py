"""Nothing of a user's is overwritten by accident: not what stands at a target, and never what is read."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser import cli
from release_parser.errors import InputError
from release_parser.sinks import open_sink
from release_parser.sinks.protect import is_record_array, is_record_line

FILES = ["out.jsonl", "out.jsonl.gz", "out.json", "out.csv", "out.parquet", "out.arrow"]
FOLDERS = ["out.csv/", "out.parquet/"]
DATABASES = ["out.db", "out.duckdb"]


@pytest.fixture(autouse=True)
def extras():
    for module in ("pyarrow", "sqlalchemy", "duckdb"):
        pytest.importorskip(module)


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"{number}.txt").write_text(f"{number} arrests")
    return folder


def parse(source, target, **options):
    return rp.read(source).parse(parser=FakeParser()).write(target, **options)


@pytest.fixture
def run(monkeypatch, capsys):
    """The command line, with a parser that needs no model: exit code and what it says."""
    monkeypatch.setattr("release_parser.plan.built", lambda _: FakeParser())

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        return ended.value.code or 0, capsys.readouterr().err

    return run


class TestWhatStandsAtTheTarget:
    @pytest.mark.parametrize("name", [*FILES, *DATABASES])
    @pytest.mark.parametrize(
        "content", [b"mine", b"name,age\nAl,40\n", b'{"id": 7, "source": "mine"}\n', b'[{"id": 7}]', b"PAR1 mine PAR1"]
    )
    def test_a_users_file_stays(self, news, tmp_path, name, content):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match="exists and"):
            parse(news, tmp_path / name)
        assert (tmp_path / name).read_bytes() == content
        assert sorted(path.name for path in tmp_path.iterdir()) == ["news", name]

    @pytest.mark.parametrize("name", FILES)
    def test_force_replaces_it(self, news, tmp_path, name):
        (tmp_path / name).write_bytes(b"mine")
        assert parse(news, tmp_path / name, force=True).parsed == 2

    @pytest.mark.parametrize("name", DATABASES)
    def test_no_database_is_made_of_a_file_that_is_none_even_by_force(self, news, tmp_path, name):
        (tmp_path / name).write_bytes(b"mine")
        with pytest.raises(InputError, match=r"is no (SQLite|DuckDB) database"):
            parse(news, tmp_path / name, force=True)
        assert (tmp_path / name).read_bytes() == b"mine"

    @pytest.mark.parametrize("name", [*FILES, *FOLDERS, *DATABASES])
    def test_what_this_program_wrote_is_written_anew(self, news, tmp_path, name):
        target = f"{tmp_path}/{name}"
        for _ in range(2):
            assert parse(news, target).parsed == 2

    @pytest.mark.parametrize("name", FILES)
    def test_an_empty_file_is_nobodys(self, news, tmp_path, name):
        (tmp_path / name).touch()
        assert parse(news, tmp_path / name).parsed == 2

    @pytest.mark.parametrize("name", FOLDERS)
    def test_a_folder_with_a_foreign_file_stays(self, news, tmp_path, name):
        target = f"{tmp_path}/{name}"
        parse(news, target)
        (tmp_path / name / "notes.txt").write_text("mine")
        with pytest.raises(InputError, match="exists and release-parser did not write it"):
            parse(news, target)
        assert (tmp_path / name / "notes.txt").read_text() == "mine"
        parse(news, target, force=True)
        assert not (tmp_path / name / "notes.txt").exists()

    @pytest.mark.parametrize("name", FOLDERS)
    def test_a_file_that_only_has_the_name_of_a_table_stays(self, news, tmp_path, name):
        (tmp_path / name).mkdir()
        mine = tmp_path / name / f"people{name.rstrip('/')[3:]}"
        mine.write_text("name,age\nAl,40\n")
        with pytest.raises(InputError, match="exists and"):
            parse(news, f"{tmp_path}/{name}")
        assert mine.read_text() == "name,age\nAl,40\n"

    @pytest.mark.parametrize("name", ["out.json", "out.csv", "out.parquet"])
    def test_a_users_file_with_the_name_of_the_partial_one_stays(self, news, tmp_path, name):
        mine = tmp_path / name.replace("out.", "out.partial.")
        mine.write_text("mine")
        with pytest.raises(InputError, match=r"out\.partial.* exists and"):
            parse(news, tmp_path / name)
        assert mine.read_text() == "mine"

    @pytest.mark.parametrize("resume", [False, True])
    def test_so_does_one_that_a_resumed_run_would_go_on_with(self, news, tmp_path, resume):
        mine = tmp_path / "out.jsonl.partial"
        mine.write_text("mine\n")
        with pytest.raises(InputError, match=r"out\.jsonl\.partial exists and"):
            parse(news, tmp_path / "out.jsonl", resume=resume)
        assert mine.read_text() == "mine\n"

    def test_so_does_one_with_the_name_of_the_list_of_duplicates(self, news, tmp_path):
        mine = tmp_path / "out.duplicates.jsonl"
        mine.write_text('{"kind": "mine"}\n')
        stream = rp.read(news).parse(parser=FakeParser(), duplicates="mark")
        with pytest.raises(InputError, match=r"out\.duplicates\.jsonl exists and"):
            stream.write(tmp_path / "out.jsonl")
        assert mine.read_text() == '{"kind": "mine"}\n'
        assert stream.write(tmp_path / "out.jsonl", force=True).parsed == 2
        assert mine.read_text() == ""

    def test_a_link_stays_and_what_it_links_to_is_written(self, news, tmp_path):
        (tmp_path / "mine.jsonl").write_text("mine\n")
        (tmp_path / "out.jsonl").symlink_to(tmp_path / "mine.jsonl")
        with pytest.raises(InputError, match=r"mine\.jsonl exists and"):
            parse(news, tmp_path / "out.jsonl")
        parse(news, tmp_path / "out.jsonl", force=True)
        assert (tmp_path / "out.jsonl").is_symlink()
        assert len((tmp_path / "mine.jsonl").read_text().splitlines()) == 2

    @pytest.mark.parametrize("link", [os.symlink, os.link])
    @pytest.mark.parametrize("content", ["mine\n", "", None])
    @pytest.mark.parametrize("force", [False, True])
    @pytest.mark.parametrize("target", ["out.jsonl", "out.jsonl.gz"])
    def test_a_link_that_waits_for_the_partial_file_is_no_way_to_another(
        self, news, tmp_path, link, content, force, target
    ):
        victim = tmp_path / "victim"
        if content is not None:
            victim.write_text(content)
        elif link is os.link:
            pytest.skip("a hard link needs a file")
        link(victim, tmp_path / "out.jsonl.partial")
        with pytest.raises(InputError, match=r"partial (?:is a link|exists and)"):
            parse(news, tmp_path / target, force=force)
        assert (victim.read_text() if victim.exists() else None) == content

    @pytest.mark.parametrize("link", [os.symlink, os.link])
    @pytest.mark.parametrize("content", ["mine\n", "", None])
    @pytest.mark.parametrize("target", ["out.jsonl.gz", "out.json", "out.csv", "out.parquet"])
    def test_nor_one_that_waits_for_the_temporary_file(self, news, tmp_path, link, content, target):
        if target.endswith("parquet"):
            pytest.importorskip("pyarrow")
        victim = tmp_path / "victim"
        if content is not None:
            victim.write_text(content)
        elif link is os.link:
            pytest.skip("a hard link needs a file")
        link(victim, tmp_path / f".{target}.tmp")
        parse(news, tmp_path / target)
        assert (victim.read_text() if victim.exists() else None) == content
        assert (tmp_path / target).is_file()
        assert not (tmp_path / target).is_symlink()

    def test_nor_one_that_waits_for_the_temporary_folder(self, news, tmp_path):
        (tmp_path / "victim").mkdir()
        (tmp_path / "victim" / "mine.txt").write_text("mine")
        (tmp_path / ".out.csv.tmp").symlink_to(tmp_path / "victim")
        parse(news, f"{tmp_path / 'out.csv'}/")
        assert [path.name for path in (tmp_path / "victim").iterdir()] == ["mine.txt"]
        assert (tmp_path / "out.csv").is_dir()
        assert not (tmp_path / "out.csv").is_symlink()

    def test_a_sink_of_its_own_is_as_careful(self, tmp_path):
        (tmp_path / "out.jsonl").write_text("mine\n")
        with pytest.raises(InputError, match="exists and"), open_sink(tmp_path / "out.jsonl"):
            pass
        with open_sink(tmp_path / "out.jsonl", force=True):
            pass
        assert (tmp_path / "out.jsonl").read_text() == ""


class TestSomebodyElsesDatabase:
    TABLES = ("CREATE TABLE cases (number INTEGER)", "CREATE TABLE schema_version (version INTEGER)")

    @staticmethod
    def make(path, statement):
        if path.suffix == ".db":
            with closing(sqlite3.connect(path)) as connection:
                connection.execute(statement)
                connection.commit()
        else:
            import duckdb

            with duckdb.connect(str(path)) as connection:
                connection.execute(statement)

    @pytest.mark.parametrize("name", DATABASES)
    @pytest.mark.parametrize("statement", TABLES)
    def test_it_is_left_alone(self, news, tmp_path, name, statement):
        self.make(tmp_path / name, statement)
        before = (tmp_path / name).read_bytes()
        with pytest.raises(InputError, match=r"tables? .*release.parser"):
            parse(news, tmp_path / name)
        assert (tmp_path / name).read_bytes() == before

    @pytest.mark.parametrize("name", DATABASES)
    def test_force_adds_our_tables_beside(self, news, tmp_path, name):
        self.make(tmp_path / name, self.TABLES[0])
        assert parse(news, tmp_path / name, force=True).parsed == 2
        assert len(list(rp.load(tmp_path / name))) == 2

    @pytest.mark.parametrize("name", DATABASES)
    def test_a_table_of_our_name_is_never_touched(self, news, tmp_path, name):
        self.make(tmp_path / name, self.TABLES[1])
        with pytest.raises(InputError, match="has a table schema_version that is not release_parser's"):
            parse(news, tmp_path / name, force=True)


class TestWhatIsRead:
    @pytest.mark.parametrize("force", [False, True])
    @pytest.mark.parametrize("name", ["in.jsonl", "in.json", "in.csv"])
    def test_is_never_written_over(self, tmp_path, name, force):
        (tmp_path / name).write_text('{"text": "34 arrests"}' if "json" in name else "text\n34 arrests\n")
        before = (tmp_path / name).read_text()
        with pytest.raises(InputError, match="is one of the inputs"):
            parse(tmp_path / name, tmp_path / name, force=force)
        assert (tmp_path / name).read_text() == before

    def test_nor_where_this_program_wrote_it(self, news, tmp_path):
        parse(news, tmp_path / "out.jsonl")
        with pytest.raises(InputError, match="is one of the inputs"):
            parse(tmp_path / "out.jsonl", tmp_path / "out.jsonl", force=True)

    @pytest.mark.parametrize("link", [os.symlink, os.link])
    @pytest.mark.parametrize("linked", ["input", "output"])
    def test_by_whatever_link(self, tmp_path, link, linked):
        source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        real, alias = (target, source) if linked == "input" else (source, target)
        real.write_text('{"text": "34 arrests"}\n')
        link(real, alias)
        with pytest.raises(InputError, match="is one of the inputs"):
            parse(source, target, force=True)
        assert real.read_text() == '{"text": "34 arrests"}\n'

    def test_by_a_relative_path(self, tmp_path, monkeypatch):
        (tmp_path / "in.jsonl").write_text('{"text": "34 arrests"}\n')
        monkeypatch.chdir(tmp_path)
        with pytest.raises(InputError, match="is one of the inputs"):
            parse(tmp_path / "in.jsonl", "./in.jsonl", force=True)

    @pytest.mark.parametrize("pattern", ["", "*.csv", "**/*"])
    def test_in_a_folder_or_glob(self, news, pattern):
        (news / "mine.csv").write_text("text\n34 arrests\n")
        with pytest.raises(InputError, match="is one of the inputs"):
            parse(news / pattern if pattern else news, news / "mine.csv", force=True)
        assert (news / "mine.csv").read_text() == "text\n34 arrests\n"

    def test_behind_a_link_in_a_folder(self, news, tmp_path):
        (tmp_path / "mine.csv").write_text("text\n34 arrests\n")
        (news / "3.csv").symlink_to(tmp_path / "mine.csv")
        with pytest.raises(InputError, match="is one of the inputs"):
            parse(news, tmp_path / "mine.csv", force=True)

    @pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet", "out.csv/", "out.parquet/"])
    def test_what_an_earlier_run_wrote_into_the_folder_is_no_input(self, news, name):
        for _ in range(3):
            assert parse(news, f"{news}/{name}").read == 2

    def test_a_folder_that_holds_an_input_is_not_replaced(self, tmp_path):
        (tmp_path / "out.csv").mkdir()
        (tmp_path / "out.csv" / "in.txt").write_text("34 arrests")
        with pytest.raises(InputError, match="is one of the inputs"):
            parse(tmp_path / "out.csv" / "in.txt", f"{tmp_path}/out.csv/", force=True)
        assert (tmp_path / "out.csv" / "in.txt").read_text() == "34 arrests"

    def test_under_the_name_of_the_list_of_duplicates(self, tmp_path):
        (tmp_path / "out.duplicates.jsonl").write_text('{"text": "34 arrests"}\n')
        stream = rp.read(tmp_path / "out.duplicates.jsonl").parse(parser=FakeParser(), duplicates="mark")
        with pytest.raises(InputError, match="is one of the inputs"):
            stream.write(tmp_path / "out.jsonl", force=True)

    @pytest.mark.skipif(sys.platform == "win32", reason="needs /dev/stdout")
    def test_through_standard_output(self, tmp_path):
        import subprocess

        (tmp_path / "in.jsonl").write_text('{"text": "34 arrests"}\n')
        with (tmp_path / "in.jsonl").open("ab") as output:
            code = "import release_parser as rp, sys; rp.read(sys.argv[1]).parse().write('-')"
            done = subprocess.run(
                [sys.executable, "-c", code, str(tmp_path / "in.jsonl")],
                stdout=output,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert b"is one of the inputs" in done.stderr
        assert (tmp_path / "in.jsonl").read_text() == '{"text": "34 arrests"}\n'


class TestPages:
    def test_a_users_page_stays(self, tmp_path, parser):
        page = rp.view(parser.parse("34 arrests."))
        (tmp_path / "out.html").write_text("<p>mine</p>")
        with pytest.raises(InputError, match="exists and"):
            page.save(tmp_path / "out.html")
        assert (tmp_path / "out.html").read_text() == "<p>mine</p>"
        page.save(tmp_path / "out.html", force=True)
        page.save(tmp_path / "out.html")

    def test_the_records_of_a_page_stay(self, news, tmp_path):
        parse(news, tmp_path / "out.jsonl")
        before = (tmp_path / "out.jsonl").read_text()
        (tmp_path / "link.html").symlink_to(tmp_path / "out.jsonl")
        for target, said in (("out.jsonl", "a page is HTML"), ("link.html", "is one of the inputs")):
            with pytest.raises(InputError, match=said):
                rp.view(tmp_path / "out.jsonl").save(tmp_path / target, force=True)
        assert (tmp_path / "out.jsonl").read_text() == before

    def test_so_do_the_inputs_of_a_stream_that_is_viewed(self, tmp_path):
        (tmp_path / "in.html").write_text("<p>34 arrests</p>")
        stream = rp.read(tmp_path / "in.html").parse(parser=FakeParser())
        with pytest.raises(InputError, match="is one of the inputs"):
            rp.view(stream).save(tmp_path / "in.html", force=True)
        assert (tmp_path / "in.html").read_text() == "<p>34 arrests</p>"

    def test_so_does_a_database_that_is_viewed(self, news, tmp_path):
        target = f"sqlite:///{tmp_path}/out.html"
        parse(news, target)
        with pytest.raises(InputError, match="is one of the inputs"):
            rp.view(target).save(tmp_path / "out.html", force=True)


class TestCommandLine:
    @pytest.fixture
    def tables(self, tmp_path):
        for name in "abc":
            (tmp_path / f"{name}.csv").write_text("text\n34 arrests\n")
        return [tmp_path / f"{name}.csv" for name in "abc"]

    @pytest.mark.parametrize("options", [[], ["--force"], ["--resume"]])
    def test_several_files_of_a_kind_ask_for_a_target(self, run, tables, options):
        code, said = run("parse", *tables, *options)
        assert code == 2
        assert "--to TARGET" in said
        assert all(path.read_text() == "text\n34 arrests\n" for path in tables)

    def test_with_a_target_all_of_them_are_read(self, run, tables, tmp_path):
        code, said = run("parse", *tables, "--to", tmp_path / "out.csv")
        assert (code, said.startswith("3 read, 3 parsed")) == (0, True)

    def test_a_target_that_is_not_there_yet_is_plain(self, run, tables, tmp_path):
        assert run("parse", *tables, tmp_path / "out.csv")[0] == 0

    def test_two_files_of_a_user(self, run, tables):
        code, said = run("parse", *tables[:2])
        assert (code, "--force" in said, said.count("\n")) == (2, True, 1)
        assert tables[1].read_text() == "text\n34 arrests\n"
        assert run("parse", *tables[:2], "--force")[0] == 0

    @pytest.mark.parametrize("options", [[], ["--force"]])
    def test_a_file_onto_itself(self, run, tables, options):
        code, said = run("parse", tables[0], tables[0], *options)
        assert (code, "is one of the inputs" in said) == (2, True)

    def test_view(self, run, news, tmp_path):
        run("parse", news, tmp_path / "out.jsonl")
        code, said = run("view", tmp_path / "out.jsonl", tmp_path / "out.jsonl", "--force")
        assert (code, "a page is HTML" in said) == (2, True)
        (tmp_path / "mine.html").write_text("mine")
        assert run("view", tmp_path / "out.jsonl", tmp_path / "mine.html")[0] == 2
        assert run("view", tmp_path / "out.jsonl", "--to", tmp_path / "out.html")[0] == 0
        assert run("view", tmp_path / "out.jsonl", tmp_path / "mine.html", "--force")[0] == 0
        assert "--to OUT.html" in run("view", tmp_path / "out.jsonl")[1]


@pytest.mark.parametrize(
    ("start", "line", "array"),
    [
        (b'{"id":"' + b"0" * 64 + b'","source":null,', True, False),
        (b'{"source":"a.txt","stage":"read",', True, False),
        (b'{"source":"' + b"a" * 5000, True, False),  # a source longer than what is looked at
        (b'{"id":"00', True, False),  # torn
        (b'{"id":7,"source":null}', False, False),
        (b'{"source":"a.txt","headline":"read"', False, False),
        (b"{", False, False),
        (b"[\n]\n", False, True),
        (b'[\n{"source":null,"stage":"read"', False, True),
        (b"[1, 2]", False, False),
    ],
)
def test_whose_a_file_is(start, line, array):
    assert (is_record_line(start), is_record_array(start)) == (line, array)
