"""Builds the example pages of the site from the fixtures: a viewer and a report, made by the code that the site describes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markdown import Extension
from markdown.preprocessors import Preprocessor
from mkdocs.structure.files import File, Files

FIXTURES = Path(__file__).parents[1] / "tests" / "fixtures" / "releases"


class _Doctests(Preprocessor):
    """Examples in docstrings as code: Markdown would read '>>>' as three quotations, one inside the other."""

    def run(self, lines: list[str]) -> list[str]:
        """Fence what begins with a prompt, up to the next empty line, where no fence stands around it already."""
        found: list[str] = []
        fenced = inside = False
        for line in lines:
            if line.lstrip().startswith("```"):
                fenced = not fenced
            if not fenced and not inside and line.startswith(">>> "):
                found.append("```pycon")
                inside = True
            elif inside and not line.strip():
                found.append("```")
                inside = False
            found.append(line)
        return [*found, "```"] if inside else found


class _Examples(Extension):
    def extendMarkdown(self, md: Any) -> None:  # noqa: N802 - Markdown's own name
        """Before fences are read."""
        md.preprocessors.register(_Doctests(md), "doctests", 40)


def on_config(config: Any) -> Any:
    """Show the examples of docstrings as code."""
    config.markdown_extensions.append(_Examples())
    return config


def on_files(files: Files, config: Any) -> Files:
    """Add `example/page.html` and `example/report.html`."""
    import release_parser as rp  # noqa: PLC0415 - only when the site is built
    from release_parser.report import Report  # noqa: PLC0415

    # the names alone: a page that is published shall not tell where it was built
    named = (
        record.model_copy(update={"source": Path(record.source or "").name}) for record in rp.read(FIXTURES).parse()
    )
    records = list(named)
    pages = {
        "example/page.html": rp.view(records, title="27 invented releases").html,
        "example/report.html": Report(records, title="27 invented releases", viewer="page.html").html,
    }
    for path, content in pages.items():
        files.append(File.generated(config, path, content=content))
    return files
