"""The command `release-parser`, and any code, without its start: a process that has loaded the package and the model forks for each call.

A call as a process of its own takes two seconds or more, nearly all of it the model's start; the pages' blocks make some sixty.
What runs is `release_parser.cli.main` with the caller's arguments, or the caller's code, with the caller's folder, environment and
files, in a process of its own, which may be killed as any other.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

_NUMBER = 4  # bytes of the number of a process


def serve(address: str) -> None:
    """Wait for calls at a socket until killed."""
    from release_parser import cli  # noqa: F401 - loaded before anybody calls
    from release_parser.plan import ParserRecipe, built

    built(ParserRecipe())
    gc.freeze()  # what is loaded stays shared with the processes of the calls
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them: they are gone when they end
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen()
        while True:
            caller, _ = server.accept()
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                server.close()
                _answer(caller)
            caller.close()


def _answer(caller: socket.socket) -> None:
    message, files, _, _ = socket.recv_fds(caller, 1 << 20, 3)
    call = json.loads(message)
    caller.sendall(os.getpid().to_bytes(_NUMBER, "little"))
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(call["environment"])
    os.chdir(call["folder"])
    sys.argv = ["release-parser", *call["arguments"]]
    status = 1
    try:
        _run(call)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:  # noqa: BLE001 - shown as Python shows it
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()
    caller.sendall(bytes([status & 255]))
    os._exit(status)


def _run(call: dict[str, object]) -> None:
    if call["code"] is not None:
        exec(call["code"], {"__name__": "__main__"})
        return
    from release_parser.cli import main

    main(call["arguments"])


class Running:
    """A call that was made: its process, with the methods of `subprocess.Popen` that tests use."""

    def __init__(self, address: str, *, arguments: tuple[str, ...] = (), code: str | None = None) -> None:
        self._server = socket.socket(socket.AF_UNIX)
        self._server.connect(address)
        message = {"arguments": arguments, "code": code, "folder": str(Path.cwd()), "environment": dict(os.environ)}
        socket.send_fds(self._server, [json.dumps(message).encode()], [0, 1, 2])
        self.pid = int.from_bytes(self._server.recv(_NUMBER), "little")

    def poll(self) -> int | None:
        """Its exit code, None while it runs; what was killed has 1."""
        self._server.setblocking(False)
        try:
            return self._ended()
        except BlockingIOError:
            return None

    def wait(self) -> int:
        """Its exit code, when the process is gone with all that it held."""
        self._server.setblocking(True)
        code = self._ended()
        while True:
            try:
                os.kill(self.pid, 0)
            except ProcessLookupError:
                return code
            time.sleep(0.001)

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it is there."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def _ended(self) -> int:
        status = self._server.recv(1, socket.MSG_PEEK)
        return status[0] if status else 1


if __name__ == "__main__":
    what, address, *rest = sys.argv[1:]
    if what == "serve":
        serve(address)
    elif what == "run":  # a script with its arguments
        code = f"import runpy, sys; sys.argv = {rest!r}; sys.path.insert(0, {str(Path(rest[0]).parent)!r}); runpy.run_path({rest[0]!r}, run_name='__main__')"
        sys.exit(Running(address, code=code).wait())
    else:
        sys.exit(Running(address, arguments=tuple(rest)).wait())
