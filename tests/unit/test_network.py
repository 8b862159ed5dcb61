"""Nothing phones home: with sockets forbidden, every reader, file sink and the viewer work as ever, in child processes too."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

# an audit hook sees every socket of the process, whichever library makes it
FORBID = """
import sys
def forbid(event, arguments):
    if event == "socket.bind" and arguments[1][0] in ("::1", "127.0.0.1"):
        return  # urllib3 asks so whether this machine speaks IPv6
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "urllib.Request"):
        raise SystemExit(f"a connection: {event} {arguments}")
sys.addaudithook(forbid)
"""
WORK = """
from pathlib import Path
import release_parser as rp
from release_parser.sources import Limits
here = Path(sys.argv[1])
PAGE = '<html><head><link rel="stylesheet" href="https://kelsham.example/x.css"><title>Two vans seized</title></head><body><p>Officers seized two vans.</p><img src="https://kelsham.example/x.png"></body></html>'
DOCTYPE = '<!DOCTYPE rss SYSTEM "https://kelsham.example/x.dtd">'
(here / "a.txt").write_text("Officers made 34 arrests.")
(here / "b.md").write_text("---\\ntitle: x\\nurl: https://kelsham.example/\\n---\\n![x](https://kelsham.example/x.png) Two vans.")
(here / "c.html").write_text(PAGE)
(here / "d.rss").write_text(f'<?xml version="1.0"?>{DOCTYPE}<rss version="2.0"><channel><title>K</title><item><link>https://kelsham.example/1</link><description>One arrest.</description></item></channel></rss>')
(here / "e.eml").write_text("From: a@kelsham.example\\nSubject: x\\nContent-Type: message/external-body; access-type=URL; URL=\\"https://kelsham.example/\\"\\n\\nOne arrest.")
(here / "f.json").write_text('[{"text": "One arrest.", "url": "https://kelsham.example/1"}]')
(here / "g.csv").write_text("text,url\\nOne arrest.,https://kelsham.example/1\\n")
records = []
for apart in (True, False):
    records = list(rp.read(here, limits=Limits(apart=apart)).parse())
    assert len(records) == 7, records
parsed = [record for record in records if isinstance(record, rp.Release)]
assert len(parsed) >= 6, records
for target in ("out.jsonl", "out.json", "out.csv", "out.parquet", "out.arrow", "sqlite:///{}/out.sqlite", "duckdb:///{}/out.duckdb"):
    path = target.format(here) if "://" in target else str(here / target)
    rp.read(here / "a.txt").parse().write(path)
    if not path.endswith(".csv"):
        assert len(list(rp.load(path))) == 1
page = rp.view(parsed)
page.save(here / "view.html") if hasattr(page, "save") else None
rp.parse("Officers made 34 arrests.")._repr_html_()
print("done")
"""


def test_nothing_opens_a_connection(tmp_path):
    for module in ("trafilatura", "feedparser", "pyarrow", "duckdb", "sqlalchemy"):
        pytest.importorskip(module)
    # Python imports it when it starts: in the child processes of readers, too
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(FORBID)
    (tmp_path / "in").mkdir()
    path = os.pathsep.join([str(tmp_path / "hook"), *sys.path])
    run = subprocess.run(
        [sys.executable, "-c", f"import sys\n{WORK}", str(tmp_path / "in")],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.strip().endswith("done"), run.stderr[-2000:]


def test_the_hook_sees_a_connection():
    code = f"{FORBID}\nimport socket\nsocket.create_connection(('127.0.0.1', 9))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "a connection" in run.stderr
