"""The documentation runs: Python blocks, console blocks; and it explains every rule."""

from __future__ import annotations

import ast
import doctest
import http.server
import shlex
import shutil
import textwrap
import threading
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest
import regex

import command_line
import release_parser.pipeline.component  # noqa: F401 - registers the component where the package is not installed
from release_parser.lexicon.entries import SCHEMAS
from release_parser.records import Release
from releases import RELEASES
from shown import check_recipe, run_cases, run_sql, run_toml
from stage import Shell, furnish, write_table

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_RULE_LIKE = regex.compile(r"(?:age|operation|unit|person|quote|contact)[_-][a-z_-]+")
_RULE = regex.compile(r"^- `(?P<name>[^`]+)`", regex.MULTILINE)


_FILE = regex.compile(r"<!-- file: (?P<name>[\w./-]+) -->\s*\Z")
_NEEDS = regex.compile(r"<!-- needs: (?P<modules>[\w. ]+) -->\s*\Z")


@pytest.fixture(scope="module")
def records(parser) -> list[Release]:
    """The records of the archive that pages name."""
    return [parser.parse(path.read_text(encoding="utf-8"), source=path.name) for path in RELEASES[:6]]


@pytest.fixture
def checkout(tmp_path, monkeypatch, records) -> Path:
    """A place that looks like the repository, where a page may write."""
    furnish(tmp_path, records)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ids(path: Path) -> str:
    return path.name


def run_python(page: Path, line: int, code: str, names: dict[str, object]) -> None:
    """Run a block with the names of those before it; where it has prompts, what it prints must be what stands there."""
    if ">>>" in code:
        run = doctest.DocTestParser().get_doctest(code, names, page.name, str(page), line - 1)
        report: list[str] = []
        result = doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(run, out=report.append, clear_globs=False)
        names.update(run.globs)
        assert not result.failed, "".join(report)
    else:
        exec(compile("\n" * (line - 1) + code, str(page), "exec"), names)


@dataclass(frozen=True)
class Piece:
    """A block of a page, and what the comment before it says."""

    line: int
    language: str
    code: str
    needs: tuple[str, ...] = ()
    file: str | None = None
    """Where the page wants it to be written."""


def pieces(page: Path) -> list[Piece]:
    """The blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    block = regex.compile(
        r"^(?P<indent> *)```(?P<language>\w*)\n(?P<code>.*?)^(?P=indent)```$", regex.MULTILINE | regex.DOTALL
    )
    found = []
    for match in block.finditer(text):
        before = text[: match.start()]
        needs, file = _NEEDS.search(before), _FILE.search(before)
        found.append(
            Piece(
                before.count("\n") + 2,
                match["language"],
                textwrap.dedent(match["code"]),
                tuple(needs["modules"].split()) if needs else (),
                file["name"] if file else None,
            )
        )
    return found


_ON_A_SERVER = regex.compile(r"\bpostgres(?:ql\+psycopg)?://loader@db/releases\b")
_IN_A_BUCKET = "s3://"


@pytest.fixture
def stands_for(request, tmp_path) -> dict[str, str]:
    """What the addresses and folders that a page names are here. Skips where a server cannot be had."""
    text = request.getfixturevalue("page").read_text(encoding="utf-8")
    here = {"/srv/archive": "tests/fixtures/tutorial", "/var/log/": "", "/var/lib/node_exporter/": ""}
    here |= dict.fromkeys(("GOLD_FOLDER", "BATCH_FOLDER"), "tests/fixtures/gold")
    here["FUZZ_SECONDS=7200"] = "FUZZ_SECONDS=1"
    # few tests cannot reach the floor
    here["benchmarks/coverage_floor.py"] = (
        "benchmarks/coverage_floor.py --lines 0 --branches 0 --tests tests/unit/test_marked.py"
    )
    shell = "\n".join(piece.code for piece in pieces(request.getfixturevalue("page")) if piece.language == "sh")
    if _ON_A_SERVER.search(shell):
        address = shlex.quote(request.getfixturevalue("postgresql"))
        here |= dict.fromkeys(_ON_A_SERVER.findall(text), address)
    if _IN_A_BUCKET in shell:
        bucket = request.getfixturevalue("s3")
        for name in sorted(set(regex.findall(r"s3://([\w-]+)/", shell))):
            here[f"s3://{name}/"] = f"{bucket}/{name}/"
        _upload(f"{bucket}/kelsham-archive/releases/")
        write_table(f"{bucket}/archive/records/part-0.parquet", request.getfixturevalue("records"))
    if "https://police.example/" in shell:
        here["https://police.example/"] = request.getfixturevalue("web_of_releases")
    return here


def _upload(folder: str) -> None:
    import fsspec

    for path in RELEASES[:2]:
        with fsspec.open(folder + path.name, "wb") as file:
            file.write(path.read_bytes())


@pytest.fixture
def web_of_releases(tmp_path):
    """The address of a server of two pages, `news/12` and `news/13`."""
    (tmp_path / "web" / "news").mkdir(parents=True)
    for number, release in zip((12, 13), RELEASES, strict=False):
        (tmp_path / "web" / "news" / str(number)).write_bytes(release.read_bytes())
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path / "web"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def shell(checkout, tmp_path_factory, stands_for, warm_command):
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    return Shell(tmp_path_factory.mktemp("programs"), warm_command, stands_for)


DRAWN = {"how-it-works.md"}
"""Pages with a block of text that is a drawing."""


@pytest.mark.parametrize("page", [page for page in PAGES if pieces(page)], ids=ids)
def test_every_block_of_a_page_runs_in_its_order(page, request, checkout):
    run = Page(page, request)
    left = []
    for piece in pieces(page):
        if missing := [module for module in piece.needs if find_spec(module) is None]:
            left.append(f"line {piece.line} needs {', '.join(missing)}")
        elif piece.file is not None:
            (checkout / piece.file).parent.mkdir(exist_ok=True)
            (checkout / piece.file).write_text(piece.code, encoding="utf-8")
        else:
            run.block(piece)
    if left:
        pytest.skip(f"the other blocks ran; {'; '.join(left)}")


class Page:
    """Runs the blocks of one page: `python` and `sh` as the reader would, the other languages as `shown` says."""

    def __init__(self, page: Path, request: pytest.FixtureRequest) -> None:
        self._page, self._request = page, request
        self._names: dict[str, object] = {"__name__": "__docs__"}
        self._printed: str | None = None
        # before any block: the servers that the page's commands name are started in this folder
        commands = {piece.language for piece in pieces(page)} & {"sh", "console"}
        self._shell: Shell | None = request.getfixturevalue("shell") if commands else None

    def block(self, piece: Piece) -> None:
        """Run it; an assertion fails where it does not do what the page says."""
        where = f"{self._page.name}:{piece.line}"
        if piece.language == "python":
            run_python(self._page, piece.line, piece.code, self._names)
        elif piece.language == "text":
            self._text(piece.code, where)
        elif self._shell is not None and piece.language in ("sh", "console"):
            run = {"sh": run_shell, "console": run_console}[piece.language]
            self._printed = run(self._shell, piece.code, where)
        elif piece.language in SHOWN:
            SHOWN[piece.language](piece.code, where)
        else:
            pytest.fail(f"{where}: nothing says how a block of {piece.language or 'no language'} runs")

    def _text(self, code: str, where: str) -> None:
        if code.startswith("# kinds:"):
            run_cases(code, where, self._request.getfixturevalue("parser"))
        elif self._page.name not in DRAWN and self._printed != MISSING:  # what the shell block before it prints
            assert code == self._printed, f"{where}: it prints {self._printed}"


SHOWN = {"toml": run_toml, "sql": run_sql, "py": check_recipe}
MISSING = "sqlite3 is not installed"


def run_console(shell: Shell, code: str, where: str) -> str | None:
    """Run the commands behind `$`; what each prints must be what stands below it."""
    for example in regex.split(r"^\$ ", code, flags=regex.MULTILINE)[1:]:
        command, _, expected = example.partition("\n")
        done = shell(command)
        assert done.returncode == 0, f"{where}: {command}: {done.stderr}"
        assert doctest.OutputChecker().check_output(expected, done.stdout, FLAGS), f"{where}\n{done.stdout}"
    return None


def run_shell(shell: Shell, code: str, where: str) -> str:
    """Run commands; what they print. Those of sqlite3 are left out where it is not installed: the Python block beside them asks the same."""
    if "sqlite3 " in code and shutil.which("sqlite3") is None:
        return MISSING
    done = shell(code)
    assert done.returncode == 0, f"{where}: {done.stderr}"
    return done.stdout


def test_the_reference_of_the_command_line_is_the_program_s_own():
    content = command_line.PAGE.read_text(encoding="utf-8")
    assert content == command_line.page(content), "run `python tests/docs/command_line.py`"


def rules_in_source() -> set[str]:
    """Every string that is given as `rule=` anywhere, or has the form of a rule's name where mentions are made."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        makes_mentions = path.parent.name in ("extract", "link")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "rule":
                found |= {
                    leaf.value
                    for leaf in ast.walk(node.value)
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
                }
            elif (
                makes_mentions
                and isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and _RULE_LIKE.fullmatch(node.value)
            ):
                found.add(node.value)
    # links inside a claim name their rules too, but no record shows them
    return {rule for rule in found if not rule.startswith("entity_")} - set(SCHEMAS)


def explained() -> set[str]:
    """Every rule that docs/rules.md has a line for."""
    return set(_RULE.findall((ROOT / "docs" / "rules.md").read_text(encoding="utf-8")))


def test_every_rule_in_the_source_is_explained():
    assert rules_in_source() <= explained(), (
        f"say in docs/rules.md what they are: {sorted(rules_in_source() - explained())}"
    )


def test_every_rule_that_finds_something_is_explained(parser):
    found = set()
    for path in RELEASES:
        release = parser.parse(path.read_bytes().decode("utf-8"))
        for kind in ("claims", "comparisons", "operations", "police_units", "people", "quotes", "contacts"):
            found |= {record.rule for record in getattr(release, kind)}
    assert found <= explained(), f"say in docs/rules.md what they are: {sorted(found - explained())}"


def test_no_page_names_a_machine_or_an_index():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert not regex.search(
            r"(?<![\w.])/(?:home|root|tmp|work|opt|Users)/|pypi\.|files\.pythonhosted|index-url", text
        ), page.name


GENERATED = {"example/page.html", "example/report.html"}
"""Pages that `docs/hooks.py` makes when the site is built."""


def test_every_link_inside_the_documentation_leads_somewhere():
    for page in PAGES:
        prose = regex.sub(r"^ *```.*?^ *```$", "", page.read_text(encoding="utf-8"), flags=regex.M | regex.S)
        for target in regex.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", prose):
            if target not in GENERATED:
                assert (page.parent / target).exists(), f"{page.name}: {target}"
