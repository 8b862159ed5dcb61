"""The command `release-parser` without its start: a process that has loaded the package and the model forks for each call.

A call as a process of its own takes two seconds or more, nearly all of it the model's start; the pages' blocks make some sixty.
What runs is `release_parser.cli.main` with the caller's arguments, folder, environment and files, in a process of its own.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path


def serve(address: str) -> None:
    """Wait for calls at a socket until killed."""
    from release_parser.cli import main
    from release_parser.parser import Parser

    Parser().parse("Officers made 34 arrests in Kelsham.")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen()
        while True:
            caller, _ = server.accept()
            if os.fork() == 0:
                if os.fork() == 0:  # the process between them ends at once, so that nobody has to wait for this one
                    server.close()
                    _answer(caller, main)
                os._exit(0)
            caller.close()
            os.wait()


def _answer(caller: socket.socket, main) -> None:
    message, files, _, _ = socket.recv_fds(caller, 1 << 20, 3)
    call = json.loads(message)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(call["environment"])
    os.chdir(call["folder"])
    sys.argv = ["release-parser", *call["arguments"]]
    status = 1
    try:
        main(call["arguments"])
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:  # noqa: BLE001 - shown as Python shows it
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()
    caller.sendall(bytes([status & 255]))
    os._exit(status)


def call(address: str, arguments: list[str]) -> int:
    """Have a call made; gives its exit code."""
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(address)
        message = {"arguments": arguments, "folder": str(Path.cwd()), "environment": dict(os.environ)}
        socket.send_fds(server, [json.dumps(message).encode()], [0, 1, 2])
        status = server.recv(1)
    return status[0] if status else 1


if __name__ == "__main__":
    what, address, *rest = sys.argv[1:]
    if what == "serve":
        serve(address)
    else:
        sys.exit(call(address, rest))
