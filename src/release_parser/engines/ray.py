"""Actors of a Ray cluster: `rp.read(...).parse(engine="ray", workers=8)`, and Ray Data for what no single machine should carry.

`run` reads where it is called, gives batches to actors that have built their parser once, and gives records back in input order,
with the same promises as the processes engine: the scheduler is the same (see `pool`).

`parse_dataset` is for archives that Ray reads and writes itself, as Parquet on shared storage:

    ray.data.read_parquet("s3://news/in/")  ▸  parse_dataset(dataset, workers=64)  ▸  .write_parquet("s3://news/out/")
"""

from __future__ import annotations

import os
import pickle
import time
import warnings
from typing import TYPE_CHECKING, Any

from release_parser.engines import pool
from release_parser.engines.batch import LONGEST_TEXT, BatchParser, Item, ParseBatch, portable
from release_parser.extras import need

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from release_parser.records import Failure, Release
    from release_parser.text import Document

# Half a core each: an actor pool as large as the CPU count leaves nothing for Ray's own tasks, and waits for ever (ray#44687).
CPUS = 0.5
LOOPBACK = "127.0.0.1"


def connect() -> Any:
    """Ray, connected to the cluster that the caller or RAY_ADDRESS names, or else started on this machine, without dashboard and usage statistics.

    Raises `MissingExtraError` where Ray is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    here = "RAY_ADDRESS" not in os.environ and "RAY_NODE_IP" not in os.environ
    if here:
        # Ray would listen on every interface, and whoever reaches it runs code. Given 127.0.0.1 as its address it takes
        # that of the network all the same; told that it can have one machine only, as on macOS, it stays on the loopback
        os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
    ray = need("ray", "ray", "the ray engine")
    if not ray.is_initialized():
        options = {"_node_ip_address": os.environ["RAY_NODE_IP"]} if "RAY_NODE_IP" in os.environ else {}
        ray.init(include_dashboard=False, logging_level="warning", log_to_driver=False, **options)
        addresses = {node["NodeManagerAddress"] for node in ray.nodes()}
        if here and addresses != {LOOPBACK}:
            warnings.warn(
                f"Ray listens on {', '.join(sorted(addresses))}, where others may reach it: it was imported before this engine could "
                "tell it to stay on this machine; set RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER=0 before Python starts",
                RuntimeWarning,
                stacklevel=2,
            )
    return ray


def run(
    items: Iterable[Item],
    parser: BatchParser | None = None,
    *,
    workers: int = 1,
    batch_size: int = pool.DOCUMENTS_PER_BATCH,
    time_limit: float | None = None,
    longest: int = LONGEST_TEXT,
) -> Generator[Release | Failure, None, None]:
    """Parse with this many actors; without a parser each builds the default one."""
    actors = Actors(workers, ParseBatch(parser, longest=longest))
    return pool.run(items, actors, batch_size=batch_size, time_limit=time_limit, longest=longest)


def parse_dataset(
    dataset: Any,
    parser: BatchParser | None = None,
    *,
    workers: int = 1,
    batch_size: int = 64,
    longest: int = LONGEST_TEXT,
) -> Any:
    """A Ray dataset with a column `text` (and `source`, `url`, `title`, `published`, `publisher`) as a dataset of parsed rows.

    Their columns are `id`, `identity`, `source`, `url`, `title`, `publisher`, `published`, `error` and `record`. `record` is the record's
    JSON; `error` is null for a release. The order of the rows is kept. `engines.tables.table_of` makes tables of claims, tallies and the
    rest from them.
    """
    ray = connect()
    from release_parser.engines.arrow import ParseTable  # noqa: PLC0415 - needs pyarrow, which Ray Data brings

    # a dataset has its own copy of the context, from when it was made
    dataset.context.execution_options.preserve_order = True
    return dataset.map_batches(
        ParseTable,
        fn_constructor_args=(ParseBatch(parser, longest=longest),),
        batch_format="pyarrow",
        batch_size=batch_size,
        compute=ray.data.ActorPoolStrategy(size=workers),
        num_cpus=CPUS,
    )


class _Remote:
    """The object inside an actor."""

    def __init__(self, task: bytes) -> None:
        self._task = task

    def ready(self) -> pool.Event:
        """Build the parser, and report `Ready` or what went wrong."""
        try:
            self._batch: ParseBatch = pickle.loads(self._task)  # noqa: S301 - from our own caller
            self._batch.warm()
        except Exception as error:  # noqa: BLE001 - a missing model is the caller's to hear of
            return pool.Died("it could not start", portable(error))
        return pool.Ready()

    def parse(self, documents: list[Document]) -> pool.Parsed:
        """Parse one batch."""
        return pool.Parsed(self._batch.packed(documents))


class Actors:
    """A pool of actors."""

    def __init__(self, size: int, batch: ParseBatch) -> None:
        self.size = size
        self._ray = connect()
        self._class = self._ray.remote(num_cpus=CPUS, max_restarts=0)(_Remote)
        # Ray's own pickle: it takes classes of the caller's script and notebook along
        self._task = self._ray.put(self._ray.cloudpickle.dumps(batch))
        self._calls: dict[Any, Actor] = {}

    def start(self) -> pool.Worker:
        """A new actor, wherever the cluster has room."""
        return Actor(self._ray, self._class.remote(self._task), self._calls)

    def wait(self, seconds: float) -> tuple[pool.Worker, pool.Event, float] | None:
        """The next call that has ended, well or badly."""
        if not self._calls:
            return None
        done, _ = self._ray.wait(list(self._calls), num_returns=1, timeout=seconds)
        if not done:
            return None
        actor = self._calls.pop(done[0])
        return actor, self._event(done[0], actor), time.monotonic()

    def _event(self, call: Any, actor: Actor) -> pool.Event:
        """The event of a call that has ended."""
        try:
            event: pool.Event = self._ray.get(call)
        except self._ray.exceptions.RayError as error:
            actor.kill()
            return pool.Died(f"the actor died: {type(error).__name__}")
        return event


class Actor:
    """One actor, and its calls that are not answered yet."""

    def __init__(self, ray: Any, handle: Any, calls: dict[Any, Actor]) -> None:
        self._ray, self._handle, self._calls = ray, handle, calls
        calls[handle.ready.remote()] = self

    def send(self, documents: list[Document]) -> None:
        """Queue a batch; the calls of one actor are answered in order."""
        self._calls[self._handle.parse.remote(documents)] = self

    def kill(self) -> None:
        """End it at once; no more answers are expected."""
        for call in [call for call, actor in self._calls.items() if actor is self]:
            del self._calls[call]
        self._ray.kill(self._handle)
