"""Results of reading under other digests, places and identifiers, for measuring what follows the reading."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from copies import townships

from fazhi.building.files import only_source
from fazhi.building.tasks import Reader, Result, Task
from fazhi.building.versions import Versions
from fazhi.triples import Facts

_KINDS = ("adoption", "participation", "citation", "counsel", "honour", "figure", "coverage")


class Relabelled:
    """Reads a few files and gives what they hold again and again, each time as that of another report."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Read the files; ``seconds`` tells how long changing names has taken since."""
        reader = Reader(str(Versions.current()))
        tasks = [Task(only_source(str(path)), (path.name,)) for path in paths]
        self._read = [(task, reader(task)) for task in tasks]
        self.seconds = 0.0

    def run(self, tasks: Sequence[Task]) -> Iterator[Result]:
        """Take the place of what reads."""
        places = townships()
        for number, task in enumerate(tasks):
            before = time.thread_time()
            result = self._result(number, task, random.Random(number).choice(places))
            self.seconds += time.thread_time() - before
            yield result

    def _result(self, number: int, task: Task, place: str) -> Result:
        read, result = self._read[number % len(self._read)]
        (facts,), (row,) = result.facts, result.rows
        assert isinstance(result.quads, bytes)
        old = facts.place.rpartition("/")[2] if facts.place else "none"
        quads = result.quads.replace(read.source.sha256.encode(), task.source.sha256.encode())
        quads = quads.replace(f"/{old}".encode(), f"/{place}".encode())
        for kind in _KINDS:
            quads = quads.replace(f"/{kind}/".encode(), f"/{kind}/{number:06x}".encode())
        record = json.dumps(facts).replace(read.source.sha256, task.source.sha256).replace(f"/{old}", f"/{place}")
        changed = Facts.of_record(json.loads(record))
        return Result(
            (row.__class__(**{**row.record(), "source": task.source.name, "sha256": task.source.sha256}),),
            quads,
            (changed,),
        )
