"""Metadata for Datasette, looked at with Datasette itself."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import loops
from release_parser.cli import app
from release_parser.tables.datasette import FACETS, datasette_metadata
from release_parser.tables.generate import TABLE
from release_parser.tables.views import VIEWS
from sink_records import fixture_records, write

datasette_app = pytest.importorskip("datasette.app", reason="needs datasette")


@pytest.fixture
def answers(new_target, tmp_path):
    """Ask a database of the fixtures, served with its metadata, for some pages."""
    write(new_target("sqlite"), fixture_records())

    def ask(*paths: str) -> list:
        async def pages() -> list:
            datasette = datasette_app.Datasette(
                [str(tmp_path / "releases.db")],
                metadata=datasette_metadata("releases"),
                settings={"facet_time_limit_ms": 5000},
            )
            return [await datasette.client.get(path) for path in paths]

        return loops.run(pages())

    return ask


def test_every_facet_is_a_column_of_its_table():
    for name, facets in FACETS.items():
        columns = VIEWS[name] if name in VIEWS else TABLE[name].columns
        assert set(facets) <= {column.name for column in columns}, name


def test_every_table_opens_with_its_facets_and_what_its_columns_mean(answers):
    names = list(FACETS)
    for name, page in zip(names, answers(*(f"/releases/{name}" for name in names)), strict=True):
        assert page.status_code == 200, name
        assert all(f'data-column="{facet}"' in page.text or f"_facet={facet}" in page.text for facet in FACETS[name]), (
            name
        )
    (claims,) = answers("/releases/claims_flat.json?_size=0")
    assert set(claims.json()["facet_results"]) == set(FACETS["claims_flat"])


def test_the_query_that_most_people_ask_is_there(answers):
    page, rows = answers("/releases", "/releases/arrests_by_operation_and_month.json?_shape=array")
    assert "Arrests by operation and month" in page.text
    assert {"operation_key", "month", "arrests", "releases"} == set(rows.json()[0])


def test_bookkeeping_is_out_of_the_way(answers):
    (found,) = answers("/releases.json")
    hidden = {table["name"]: table["hidden"] for table in found.json()["tables"]}
    assert hidden["schema_version"]
    assert not hidden["claims"]


def test_the_command_prints_it_for_a_database_of_any_name():
    done = CliRunner().invoke(app, ["schema", "--format", "datasette", "--database", "north"])
    assert list(json.loads(done.output)["databases"]) == ["north"]
