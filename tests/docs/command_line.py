"""The reference of the command line, written from the program itself: `python tests/docs/command_line.py` writes it anew."""

from __future__ import annotations

from pathlib import Path

import typer.main

from release_parser.cli import app

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"
MARK = "<!-- Below this line everything is written by `python tests/docs/command_line.py`. -->"


def reference() -> str:
    """Every command with its arguments and options, in the order of `--help`."""
    return "\n\n".join(_commands("release-parser", typer.main.get_command(app)))


def _commands(name: str, command):
    for each in getattr(command, "commands", {}).values():
        if hasattr(each, "commands"):
            yield from _commands(f"{name} {each.name}", each)
        else:
            rows = list(_rows(each))
            table = (
                "\n".join(("| argument or option | meaning |", "|---|---|", *rows))
                if rows
                else "It takes no arguments."
            )
            yield f"## {name} {each.name}\n\n{' '.join(each.help.split())}\n\n{table}"


def _rows(command):
    for param in command.params:
        if param.name == "help":
            continue
        shown = ", ".join((*param.opts, *param.secondary_opts)) if param.param_type_name == "option" else param.metavar
        if param.param_type_name == "option" and param.metavar:
            shown += f" {param.metavar}"
        elif param.param_type_name == "argument" and not param.required:
            shown = f"[{shown}]"
        help_text = " ".join((getattr(param, "help", None) or "").split())
        if param.param_type_name == "option" and param.default and not param.is_flag and "default" not in help_text:
            help_text += (
                f" The default is {param.default:g}."
                if isinstance(param.default, float)
                else f" The default is {param.default}."
            )
        yield f"| `{shown or param.name.upper()}` | {help_text} |".replace("N|N%", "N or N%")


def page(head: str) -> str:
    """The page: what people wrote, and the reference behind it."""
    return f"{head.split(MARK, maxsplit=1)[0].rstrip()}\n\n{MARK}\n\n{reference()}\n"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
