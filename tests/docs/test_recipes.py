"""The recipe for Dagster in docs/nightly.md, as it stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from sink_records import query

NIGHTLY = Path(__file__).parents[2] / "docs" / "nightly.md"


def test_the_recipe_for_dagster(tmp_path, monkeypatch):
    dagster = pytest.importorskip("dagster", reason="dagster is not installed")
    pytest.importorskip("sqlalchemy", reason="needs the extra sql")
    recipe = NIGHTLY.read_text(encoding="utf-8").split("```py\nimport os\n\nimport dagster")[1].split("```")[0]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Officers made 34 arrests.")
    monkeypatch.setenv("ARCHIVE", str(tmp_path / "in"))
    monkeypatch.setenv("DATABASE", str(tmp_path / "out.db"))
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    names: dict[str, object] = {"__name__": "recipe"}
    exec(f"import os\nimport dagster{recipe}", names)
    result = dagster.materialize([names["releases"]])
    assert result.success
    (event,) = result.asset_materializations_for_node("releases")
    assert event.metadata["parsed"].value == 1
    assert query(f"sqlite:///{tmp_path}/out.db", "SELECT value, head FROM claims_flat") == [(34, "arrest")]
    dagster.Definitions.validate_loadable(names["definitions"])
    (tmp_path / "in" / "a.txt").write_text("")
    assert not dagster.materialize([names["releases"]], raise_on_error=False).success
