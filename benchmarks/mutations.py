"""Mutation check: which small faults in the rules no test notices.

Changes one place of one file of extract/, link/ or text/ at a time (a comparison, a number, a word, an `and`), runs the tests that reach the
changed function, the nearest and cheapest first, and says whether one failed. What survives is either the same in effect or a test that is missing.
Which tests reach which function is found once, by a run of all tests under a profiler, and kept in a file (`--map`).

    python benchmarks/mutations.py --count 300 --seed 1 --out mutations.jsonl     # a few seconds of CPU each
    python benchmarks/mutations.py --again mutations.jsonl --out again.jsonl      # only those that survived, on today's code
    python benchmarks/mutations.py --at link/changes.py:120                       # all mutants of a line

The package and the tests are loaded once; each mutant is a forked child in which the code of one function is exchanged. Nothing on disk
changes. One process; give it a low priority.
"""

from __future__ import annotations

import argparse
import ast
import copy
import cProfile
import gc
import json
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass, field
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import pytest
from _pytest.runner import runtestprotocol

from release_parser import parser as parser_module

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
FOLDERS = ("extract", "link", "text")
HANGS = 90
"""CPU seconds after which a mutant is taken for one that hangs."""
COSTLY = 0.25
"""CPU seconds under the profiler above which a test is not run for mutants: it measures costs, or loads vocabularies of its own."""
TESTS = ROOT / "tests"
# what has nothing to do with rules: sinks, engines, sources, the command line
LEFT_OUT = (
    "test_apart test_bad_rows test_cli test_crawl test_duplicates test_hostile test_model test_network test_office_sources test_page_faults"
    " test_protection test_public_surface test_report test_sinks test_source_limits test_sources test_stream test_tables test_web"
    " test_web_pages test_worst_cases test_marked test_lexicon_faults test_component test_large_vocabularies test_parse_costs test_reading_costs"
).split()

COMPARE = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the file, the place among the changes that the file allows, what was changed and where."""

    file: str
    line: int
    change: str
    before: str
    after: str
    place: int
    function: str | None


Function = tuple[str, str]
"""A file and the name of a function in it."""


def changes(tree: ast.Module) -> Iterator[tuple[ast.AST, str, ast.AST]]:
    """Every node that can be changed, how, and what it becomes; docstrings, annotations and proofs of rules are left alone."""
    for node in _inside(tree):
        yield from _changes_of(node)


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "args") and not isinstance(node, ast.Call):
            continue
        if isinstance(node, ast.keyword) and node.arg in ("finds", "ignores", "about", "name"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _says_nothing(child):
                continue
            yield child
            yield from _inside(child)


def _says_nothing(node: ast.AST) -> bool:
    """Docstrings, imports, names that are exported, messages of errors."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Raise):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("__all__", "__slots__")


def _changes_of(node: ast.AST) -> Iterator[tuple[ast.AST, str, ast.AST]]:
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            changed = copy.deepcopy(node)
            changed.ops[index] = COMPARE[type(operator)]()
            yield node, "comparison", changed
    elif isinstance(node, ast.BoolOp):
        changed = copy.deepcopy(node)
        changed.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        yield node, "and/or", changed
        for index in range(len(node.values)):
            shorter = copy.deepcopy(node)
            del shorter.values[index]
            yield node, "condition dropped", shorter if len(shorter.values) > 1 else shorter.values[0]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, "not dropped", node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        changed = copy.deepcopy(node)
        changed.op = ARITHMETIC[type(node.op)]()
        yield node, "arithmetic", changed
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield node, "nothing returned", ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Continue):
        yield node, "continue to break", ast.Break()
    elif isinstance(node, ast.Break):
        yield node, "break to continue", ast.Continue()
    elif isinstance(node, ast.IfExp):
        yield node, "other branch", ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Set | ast.Tuple) and len(node.elts) > 1 and all(_is_word(e) for e in node.elts):
        for index in range(len(node.elts)):
            shorter = copy.deepcopy(node)
            del shorter.elts[index]
            yield node, "word dropped", shorter


def _constants(node: ast.Constant) -> Iterator[tuple[ast.AST, str, ast.AST]]:
    value = node.value
    if isinstance(value, bool):
        yield node, "truth", ast.Constant(not value)
    elif isinstance(value, int):
        yield node, "number", ast.Constant(value + 1)
    elif isinstance(value, str) and value and "(?" not in value and len(value) < 40:
        yield node, "text", ast.Constant(f"XX{value}XX")


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_word(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


class _Put(ast.NodeTransformer):
    """Puts one node in another's place."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def mutants_of(path: Path) -> list[Mutant]:
    """All mutants of a file that can be put into loaded code: in functions, and in the constants of the module."""
    found = []
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = {id(inner): name for name, node in _named(tree, "") for inner in ast.walk(node)}
    constants = {
        id(inner) for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign) for inner in ast.walk(node)
    }
    for place, (node, change, new) in enumerate(changes(tree)):
        function = functions.get(id(node))
        if function is None and id(node) not in constants:
            continue
        before, after = ast.unparse(node), ast.unparse(ast.fix_missing_locations(new))
        file, line = str(path.relative_to(ROOT)), getattr(node, "lineno", 0)
        found.append(Mutant(file, line, change, before, after, place, function))
    return found


def _named(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.AST]]:
    """The functions and methods of a module with the names that their code objects have."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield f"{prefix}{child.name}", child
        elif isinstance(child, ast.ClassDef):
            yield from _named(child, f"{prefix}{child.name}.")


@dataclass(slots=True)
class Reach:
    """Which tests reach which function, and the CPU seconds of each test."""

    costs: dict[str, float] = field(default_factory=dict)
    functions: dict[str, list[str]] = field(default_factory=dict)
    """`link/changes.py:find_changes` to the ids of tests."""

    @classmethod
    def measured(cls, items: list[pytest.Item]) -> Reach:
        """Run every test once under a profiler."""
        reach = cls()
        for item in items:
            reached, begun = set[Function](), time.process_time()
            with _watching(reached):
                _passes(item)
            reach.costs[item.nodeid] = round(time.process_time() - begun, 4)
            for path, name in reached:
                reach.functions.setdefault(_key(path, name), []).append(item.nodeid)
        return reach

    @classmethod
    def kept(cls, path: Path, items: list[pytest.Item]) -> Reach:
        """What the file holds; tests that it does not know are measured now, and added to it."""
        reach = cls(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else cls()
        unknown = [item for item in items if item.nodeid not in reach.costs]
        print(f"{len(unknown)} of {len(items)} tests are measured first", file=sys.stderr, flush=True)
        more = cls(*_forked(lambda: astuple(cls.measured(unknown)), seconds=3600)) if unknown else cls()
        reach.costs |= more.costs
        for function, tests in more.functions.items():
            reach.functions.setdefault(function, []).extend(tests)
        path.write_text(json.dumps(asdict(reach), indent=0), encoding="utf-8")
        return reach

    def tests_of(self, mutant: Mutant, *, whole_file: bool) -> set[str]:
        """The tests that reach the changed function; `whole_file`: any function of its file."""
        file = _key(str(ROOT / mutant.file), "")
        wanted = [function for function in self.functions if function.startswith(file)]
        if not whole_file:
            wanted = [function for function in wanted if function == f"{file}{mutant.function}"]
        found = {test for function in wanted for test in self.functions[function]}
        return {test for test in found if self.costs.get(test, 0.0) <= COSTLY}


def _key(path: str, function: str) -> str:
    return f"{Path(path).relative_to(SOURCE / 'release_parser')}:{function}"


class Check:
    """A pytest plugin that runs the tests for each mutant in place of once."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.passing: set[str] = set()

    def _holds(self, session: pytest.Session, test: str, parser: object) -> bool:
        """Whether a test passes where nothing is changed; such that do not are left out from then on."""
        if test in self.passing or test not in {item.nodeid for item in session.items}:
            return True

        def passes() -> object:
            _use(parser)
            return _passes(next(item for item in session.items if item.nodeid == test)), ""

        if _forked(passes)[0] is True:
            self.passing.add(test)
            return True
        print("fails without any change and is left out:", test, file=sys.stderr, flush=True)
        session.items = [item for item in session.items if item.nodeid != test]
        return False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        built = set[Function]()
        with _watching(built):
            parser = REAL_PARSER()
        built |= _only_once(parser)
        _use(parser)
        reach = Reach.kept(Path(self.arguments.map), session.items)
        out_path = Path(self.arguments.out)
        lines = out_path.read_text(encoding="utf-8").splitlines() if out_path.exists() else []
        done = {(row["file"], row["place"], row["after"]) for row in map(json.loads, lines)}
        mutants = [each for each in chosen(self.arguments) if (each.file, each.place, each.after) not in done]
        (
            _loaded(FunctionType),
            _loaded(_lru_cache_wrapper),
        )  # found once, before the objects that children share are frozen
        gc.freeze()
        outcomes: Counter[str] = Counter()
        with out_path.open("a", encoding="utf-8") as out:
            for mutant in mutants:
                begun = time.monotonic()
                outcome, by = _forked(lambda mutant=mutant: self._check(session, mutant, parser, built, reach))
                if outcome == "killed" and not self._holds(session, by, parser):
                    outcome, by = _forked(lambda mutant=mutant: self._check(session, mutant, parser, built, reach))
                outcomes[outcome] += 1
                row = asdict(mutant) | {"outcome": outcome, "by": by, "seconds": round(time.monotonic() - begun, 1)}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                out.flush()
                if outcome != "killed":
                    say = f"{outcome}: {mutant.file}:{mutant.line} {mutant.change}: {mutant.before} -> {mutant.after}"
                    print(say, file=sys.stderr, flush=True)
        print(dict(outcomes), file=sys.stderr)
        return True

    def _check(
        self, session: pytest.Session, mutant: Mutant, parser: object, built: set[Function], reach: Reach
    ) -> tuple[str, str]:
        """Put the change in and run the tests that reach it, the nearest first, until one fails."""
        path = str(ROOT / mutant.file)
        name = apply(mutant)
        anew = name is None or (path, name) in built
        if anew:  # something that is built once: build it anew
            _clear_caches()
            parser = REAL_PARSER()
        _use(parser)
        wanted = reach.tests_of(mutant, whole_file=anew)
        items = nearest([item for item in session.items if item.nodeid in wanted], mutant, reach.costs)
        begun = time.process_time()
        for number, item in enumerate(items):
            if time.process_time() - begun > self.arguments.seconds:
                return "out of time", f"{number} of {len(items)} tests"
            if not _passes(item):
                return "killed", item.nodeid
        return "survived", f"{len(items)} tests"


def _only_once(parser: parser_module.Parser) -> set[Function]:
    """The functions that a text calls the first time only: what they give is kept."""
    once, again = set[Function](), set[Function]()
    texts = [path.read_text(encoding="utf-8") for path in sorted((TESTS / "fixtures" / "releases").rglob("*.txt"))]
    for reached in (once, again):
        with _watching(reached):
            for text in texts:
                parser.parse(text)
    return once - again


@contextmanager
def _watching(reached: set[Function]) -> Iterator[None]:
    """Collect the functions of the package that are called."""
    profile = cProfile.Profile()  # in C: it costs a third of the time of a function that is called for each call
    profile.enable()
    try:
        yield
    finally:
        profile.disable()
        for entry in profile.getstats():
            code = entry.code
            if isinstance(code, CodeType) and code.co_filename.startswith(f"{SOURCE}{os.sep}"):
                reached.add((code.co_filename, _outermost(code.co_qualname)))


def _outermost(qualname: str) -> str:
    """The function that a lambda or a generator stands in."""
    return qualname.split(".<locals>", maxsplit=1)[0]


def nearest(items: list[pytest.Item], mutant: Mutant, costs: Mapping[str, float]) -> list[pytest.Item]:
    """The tests: those that name the module, then its folder, then those of whole releases, then the rest; the cheapest of equals first."""
    module = Path(mutant.file).relative_to("src/release_parser").with_suffix("")
    dotted, words = ".".join(module.parts), {word.rstrip("s") for word in module.stem.split("_") if len(word) > 3}

    def far(item: pytest.Item) -> tuple[float, ...]:
        node = item.nodeid
        return (
            dotted not in node,
            not any(word in node.split("::")[0] for word in words),
            f"release_parser.{'.'.join(module.parts[:-1])}." not in node,
            "test_golden" not in node,
            "test_cases" not in node,
            "proves_itself" not in node,
            costs.get(node, 0.0),
        )

    return sorted(items, key=far)


def apply(mutant: Mutant) -> str | None:
    """Change the code that is loaded. Gives the name of the changed function, None for a statement of the module."""
    path = ROOT / mutant.file
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for place, (node, _, new) in enumerate(changes(tree)):
        if place == mutant.place:
            tree = ast.fix_missing_locations(_Put(node, new).visit(tree))
            break
    module = sys.modules[".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")]
    if mutant.function is None:
        statement = next(s for s in tree.body if s.lineno <= mutant.line <= (s.end_lineno or 0))
        _replace_value(module, tree, statement)
        return None
    fresh = dict(_functions(compile(tree, str(path), "exec")))
    for function in _loaded(FunctionType):
        code = function.__code__
        if code.co_filename == str(path) and (code.co_qualname, code.co_firstlineno) in fresh:
            function.__code__ = fresh[code.co_qualname, code.co_firstlineno]
    return mutant.function


def _functions(code: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield (constant.co_qualname, constant.co_firstlineno), constant
            yield from _functions(constant)


def _replace_value(module: ModuleType, tree: ast.Module, first: ast.stmt) -> None:
    """Assign a constant of a module anew, and those made from it, there and in modules that import them."""
    changed = set[str]()
    for statement in tree.body[tree.body.index(first) :]:
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
            continue
        read = {node.id for node in ast.walk(statement.value) if isinstance(node, ast.Name)}
        target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
        if not isinstance(target, ast.Name) or (statement is not first and not read & changed):
            continue
        changed.add(target.id)
        old = vars(module)[target.id]
        exec(compile(ast.Module([statement], []), module.__file__ or "", "exec"), vars(module))
        for other in [found for name, found in sys.modules.items() if name.startswith("release_parser")]:
            if vars(other).get(target.id) is old:
                setattr(other, target.id, vars(module)[target.id])


REAL_PARSER = parser_module.Parser


def _use(parser: object) -> None:
    """Let the tests share a parser that is ready."""
    real = REAL_PARSER
    parser_module.Parser = lambda *args, **options: real(*args, **options) if args or options else parser


def _clear_caches() -> None:
    for found in _loaded(_lru_cache_wrapper):
        if found.__name__ not in ("_load_default", "default"):  # the model and the vocabulary stay
            found.cache_clear()


@cache
def _loaded(kind: type) -> list:
    """All functions, or all caches, of the package."""
    return [
        found
        for found in gc.get_objects()
        if isinstance(found, kind) and str(found.__module__).startswith("release_parser")
    ]


def _passes(item: pytest.Item) -> bool:
    """Run a test. Fixtures are made for it alone; nothing is reported."""
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def _forked(work: Callable[[], object], seconds: int = HANGS) -> object:
    """What `work` gives in a child of its own; 'hangs' where that takes many times the CPU seconds of the tests."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        try:
            answer = work()
        except BaseException as error:  # noqa: BLE001 - a mutant that cannot even be put in or collected is killed
            answer = "killed", repr(error)
        with os.fdopen(writing, "w") as pipe:
            json.dump(answer, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return json.loads(answer) if answer else ("hangs", "")


def chosen(arguments: argparse.Namespace) -> list[Mutant]:
    """The mutants to run: a random sample, those of one place, or those that survived a run before."""
    files = [path for folder in FOLDERS for path in sorted((SOURCE / "release_parser" / folder).rglob("*.py"))]
    everything = [mutant for path in files for mutant in mutants_of(path)]
    print(f"{len(everything)} mutants of {len(files)} files", file=sys.stderr, flush=True)
    if arguments.again:
        lines = Path(arguments.again).read_text(encoding="utf-8").splitlines()
        rows = [row for row in map(json.loads, lines) if row["outcome"] != "killed"]
        survivors = {(row["file"], row["change"], row["before"], row["after"]) for row in rows}
        return [
            mutant for mutant in everything if (mutant.file, mutant.change, mutant.before, mutant.after) in survivors
        ]
    if arguments.at:
        file, _, line = arguments.at.partition(":")
        return [m for m in everything if m.file.endswith(file) and (not line or m.line == int(line))]
    return random.Random(arguments.seed).sample(everything, arguments.count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at", default="", help="FILE or FILE:LINE: all mutants there")
    parser.add_argument("--again", default="", help="a file of outcomes: those that survived, once more")
    parser.add_argument(
        "--map", default="reach.json", help="which tests reach which function; made where it is not there"
    )
    parser.add_argument(
        "--seconds", type=float, default=15, help="CPU for a mutant that no test notices: then it is out of time"
    )
    parser.add_argument(
        "--out", default="mutations.jsonl", help="outcomes are added to it; what it has already is not run again"
    )
    arguments = parser.parse_args()
    os.chdir(ROOT)
    files = [str(path) for path in sorted((TESTS / "unit").glob("test_*.py")) if path.stem not in LEFT_OUT]
    plugins = "cacheprovider xdist warnings threadexception unraisableexception faulthandler"
    options = ["-q", "--tb=no", *(f"-pno:{name}" for name in plugins.split())]
    pytest.main([*options, *files, "tests/golden/test_golden.py"], plugins=[Check(arguments)])


if __name__ == "__main__":
    main()
