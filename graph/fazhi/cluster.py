"""Builds on the workers of a Dask cluster; the only module that knows Dask.

The scheduler is sent the names of files, never texts; each worker reads its share, in a process of its
own with a time limit, and writes what it finds as one compressed shard of N-Quads to a folder that all
machines share. A shard is named by what it is made from, so it is the same whoever makes it, and one
that is there already is not made again: after a lost scheduler, worker or disk the same command goes on.
The machine that asked loads the shards into the store, so the result is that of any other build.

Dask speaks in pickles: whoever reaches the scheduler's port can run code. See docs/security.md.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import threading
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fazhi.building.files import STANDARD_INPUT
from fazhi.building.ledger import absolute
from fazhi.building.summary import BuildRow, Outcome
from fazhi.building.tasks import Reader, Result, Run, Task
from fazhi.building.versions import Versions
from fazhi.building.workers import LIMIT, Pool
from fazhi.errors import FazhiError
from fazhi.namespaces import base
from fazhi.triples import Facts

if TYPE_CHECKING:
    from distributed import Client

_PREFIX = 3
"""Digits of the SHA-256 that the texts of one shard share: 4,096 shards whatever the corpus, so that a
text falls into the same one in every run; of 250,000 reports each has some 60."""
_PER_THREAD = 3
"""Shards handed out ahead for each thread of the cluster; the rest wait here."""
_CONNECT = 20
_LEVEL = 1
"""Of gzip: a tenth of the size for a twentieth of the time that reading takes."""


class ClusterError(FazhiError):
    """The cluster cannot be reached, was lost, or its workers differ from this machine."""


@dataclass(frozen=True)
class Order:
    """What all workers are told: where to write, and which versions must read, in which way."""

    folder: str
    version: str
    base: str
    extra: tuple[str, ...]
    any_text: bool
    limit: float

    def shard(self, tasks: Sequence[Task]) -> Path:
        """Return where the quads of these tasks belong, by what they follow from."""
        parts = [self.version, self.base, str(self.any_text)]
        parts += [f"{task.source.sha256} {json.dumps(task.files)}" for task in tasks]
        digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
        return Path(self.folder) / f"{tasks[0].source.sha256[:_PREFIX]}-{digest}.nq.gz"


@contextmanager
def cluster_run(
    scheduler: str,
    shards: Path | str,
    *,
    extra: Sequence[Path] = (),
    any_text: bool = False,
    limit: float = LIMIT,
) -> Iterator[Run]:
    """Give what ``build`` takes as ``run``: reading on the workers of the scheduler at ``tcp://host:port``.

    ``shards`` is a folder that this machine and all workers see under the same path, as they must see
    the reports. Raises ClusterError, and where Dask is not installed.
    """
    folder = Path(absolute(str(shards)))
    with _errors(scheduler, folder):
        folder.mkdir(parents=True, exist_ok=True)
    order = Order(
        str(folder),
        str(Versions.current(extra)),
        base(),
        tuple(absolute(str(path)) for path in extra),
        any_text,
        limit,
    )
    with _client(scheduler, folder) as client:
        yield partial(_run, client, scheduler, order)
    for left in folder.glob("*.tmp"):
        left.unlink(missing_ok=True)


@contextmanager
def _client(scheduler: str, folder: Path) -> Iterator[Client]:
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise ClusterError('--cluster needs Dask; install it with: pip install "fazhi[cluster]"') from error
    # Its loggers tell of every lost connection, which is told in one line here.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    logging.getLogger("tornado").setLevel(logging.CRITICAL)
    with dask.config.set({"distributed.comm.timeouts.connect": f"{_CONNECT}s"}), _errors(scheduler, folder):
        client = Client(scheduler, timeout=_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
        try:
            client.wait_for_workers(1, timeout=_CONNECT)
            yield client
        finally:
            client.close(timeout=2)  # type: ignore[no-untyped-call]


@contextmanager
def _errors(scheduler: str, folder: Path) -> Iterator[None]:
    """Turn what Dask and the network raise into a ClusterError that says how to go on."""
    from concurrent.futures import CancelledError

    try:
        yield
    except (FazhiError, KeyboardInterrupt, GeneratorExit):
        raise
    except (CancelledError, TimeoutError, OSError, RuntimeError, ValueError) as error:
        what = " ".join(str(error).split()) or type(error).__name__
        raise ClusterError(
            f"The cluster at {scheduler} failed ({what}); what it has written stays in {folder}, and the same"
            f" command goes on with it"
        ) from error


def _run(client: Client, scheduler: str, order: Order, tasks: Sequence[Task]) -> Iterator[Result]:
    """Yield one result a shard; few are under way at a time, and who takes them slowly slows the cluster."""
    from distributed import as_completed

    shares = iter(_shares(tasks))
    with _errors(scheduler, Path(order.folder)):
        threads = sum(client.nthreads().values()) or 1  # type: ignore[no-untyped-call]
        running = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]
        given: dict[str, list[Task]] = {}
        for share in islice(shares, threads * _PER_THREAD):
            _give(client, running, given, order, share)
        for future in running:
            records = future.result()
            share = given.pop(future.key)
            future.release()
            for more in islice(shares, 1):
                _give(client, running, given, order, more)
            yield _result(order, share, records)


def _give(client: Client, running: Any, given: dict[str, list[Task]], order: Order, share: list[Task]) -> None:
    sent = [_absolute(task) for task in share]
    # The name holds no chance: a task that is asked for twice at once is done once.
    key = f"{order.shard(share).name}-{os.getpid()}"
    given[key] = share
    running.add(client.submit(read_share, order, sent, key=key))


def _absolute(task: Task) -> Task:
    """Workers start in other folders than the one who asks."""
    source = task.source
    paths = tuple(path if path == STANDARD_INPUT else absolute(path) for path in source.paths)
    place = source.place and source.place._replace(file=absolute(source.place.file))
    return replace(task, source=replace(source, paths=paths, place=place))


def _shares(tasks: Sequence[Task]) -> list[list[Task]]:
    shares: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        shares[task.source.sha256[:_PREFIX]].append(task)
    return [shares[prefix] for prefix in sorted(shares)]


def _result(order: Order, share: Sequence[Task], records: Sequence[Mapping[str, Any]]) -> Result:
    """Join what the worker tells of each text with what the one who asked knows of its files."""
    by_sha256 = {record["sha256"]: record for record in records}
    rows, facts = [], []
    for task in share:
        record = {**by_sha256[task.source.sha256], "source": task.source.name}
        facts += [Facts.of_record(one) for one in record.pop("facts")]
        row = BuildRow(**{**record, "notes": tuple(record.get("notes", ()))})
        if row.outcome != Outcome.REFUSED:
            row = replace(row, outcome=task.outcome, reason=task.reason)
        rows.append(replace(row, outcome=Outcome(row.outcome)))
    taken = any(row.quads for row in rows)
    return Result(tuple(rows), order.shard(share) if taken else b"", tuple(facts))


def read_share(order: Order, tasks: list[Task]) -> list[dict[str, Any]]:
    """Run on a worker: write the shard of these tasks, unless it is there, and return a record a text.

    The records lie beside the shard; they are written first, and not at all where a text was refused,
    so that the next run tries that one again.
    """
    _check_versions(order)
    shard = order.shard(tasks)
    told = shard.with_name(f"{shard.name}.jsonl")
    if shard.exists() and told.exists():
        return [json.loads(line) for line in told.read_text("utf-8").splitlines()]
    fresh = shard.with_name(f"{shard.name}.{uuid.uuid4().hex}.tmp")
    records = _written(order, tasks, fresh)
    if all(record["outcome"] != Outcome.REFUSED for record in records):
        lines = "".join(json.dumps(record) + "\n" for record in records)
        beside = fresh.with_suffix(".jsonl.tmp")
        beside.write_text(lines, "utf-8")
        beside.replace(told)
    fresh.replace(shard)
    return records


def _written(order: Order, tasks: Sequence[Task], path: Path) -> list[dict[str, Any]]:
    """Write the quads of the tasks in their order, whatever order they come in; return the records."""
    results = {result.rows[0].sha256: result for result in _pool(order).run(tasks)}
    ordered = [results[task.source.sha256] for task in tasks]
    try:
        with path.open("wb") as raw, gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as output:
            for result in ordered:
                output.write(result.quads if isinstance(result.quads, bytes) else b"")
            output.flush()
            os.fsync(raw.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise ClusterError(f"A shard in {path.parent} could not be written ({error.strerror}); make room") from error
    return [{**result.rows[0].record(), "facts": result.facts} for result in ordered]


_POOLS = threading.local()


def _pool(order: Order) -> Pool:
    """Return the process that reads for this thread; it stays for the next share."""
    known: dict[tuple[object, ...], Pool] = _POOLS.__dict__.setdefault("pools", {})
    key = (order.version, order.extra, order.any_text, order.limit)
    if key not in known:
        for old in known.values():
            old.close()
        known.clear()
        extra = [Path(path) for path in order.extra]
        known[key] = Pool(Reader(order.version, any_text=order.any_text, extra=extra), 1, order.limit)
    return known[key]


@lru_cache(maxsize=4)
def _versions(extra: tuple[str, ...]) -> str:
    return str(Versions.current([Path(path) for path in extra]))


def _check_versions(order: Order) -> None:
    """Other code or another vocabulary would write other quads under the name of this one."""
    for ours, theirs in ((_versions(order.extra), order.version), (base(), order.base)):
        if ours != theirs:
            host = os.uname().nodename
            raise ClusterError(f"The worker on {host} has {ours}, but {theirs} asks; install the same on both")
