"""Which addresses Ray's processes listen on, as `release_parser` starts it: 'loopback' or the address in hex, a line each."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}
LISTENS = "0A"


def sockets() -> dict[str, str]:
    """Inode to address of every socket that listens."""
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text().splitlines()[1:]]
    return {row[9]: row[1].split(":")[0] for row in rows if row[3] == LISTENS}


def of_ray(session: str) -> set[str]:
    """Addresses that processes of this session listen on; its workers call themselves `ray::…` and keep its logs open."""
    known, found = sockets(), set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_text()
            links = [link.readlink().as_posix() for link in (process / "fd").iterdir()]
            if session in command or any(session in link for link in links):
                found |= {known[link[8:-1]] for link in links if link.startswith("socket:[") and link[8:-1] in known}
    return found


def main() -> None:
    from release_parser.engines.ray import connect

    ray = connect()
    ray.get(ray.remote(lambda: 1).remote())  # a worker has started
    session = Path(ray._private.worker._global_node.get_session_dir_path()).name
    for address in of_ray(session):
        print("loopback" if address in LOOPBACK else address)  # noqa: T201
    ray.shutdown()
