"""Walls around a worker: how much memory it may take, and that it never reaches the network.

Queries come from strangers. Oxigraph would ask another server for a SERVICE clause; the text of a
query is searched for one before it runs, and on Linux the kernel refuses every socket besides
(seccomp, filter mode), so that a clause the search did not see fails too.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import struct
import sys
import threading
from collections.abc import Iterator

import psutil  # type: ignore[import-untyped]

OUT_OF_MEMORY = 77
"""Exit code of a worker that ended itself because its job took too much memory."""
_MEGABYTE = 1 << 20
_PAUSE = 0.05
_SOCKET_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Audit number of the architecture, and the number of ``socket`` there (linux/audit.h, unistd.h)."""
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def shut_network() -> bool:
    """Have the kernel refuse every new socket of this process; return whether it can.

    Only Linux on x86-64 and ARM64 can be asked. The filter: where the architecture is the one known
    and the call is ``socket``, answer EACCES; let all else pass.
    """
    if sys.platform != "linux" or platform.machine() not in _SOCKET_CALLS:
        return False
    architecture, call = _SOCKET_CALLS[platform.machine()]
    load, equal, end = 0x20, 0x15, 0x06
    steps = [
        (load, 0, 0, 4),
        (equal, 0, 3, architecture),
        (load, 0, 0, 0),
        (equal, 0, 1, call),
        (end, 0, 0, _REFUSE),
        (end, 0, 0, _ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = _Program(len(steps), ctypes.addressof(code))
    control = ctypes.CDLL(None, use_errno=True).prctl
    nothing = ctypes.c_ulong(0)
    if control(_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), nothing, nothing, nothing):
        return False
    return not control(_SET_SECCOMP, ctypes.c_ulong(_FILTER_MODE), ctypes.byref(program), nothing, nothing)


def be_modest() -> None:
    """Give way to the process that speaks HTTP, and leave no core file when killed."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)
    with contextlib.suppress(ImportError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextlib.contextmanager
def memory_limit(megabytes: int) -> Iterator[None]:
    """Let the block take so much memory beyond what the process holds; past that the process ends.

    Where the system can, an allocation beyond the limit fails (RLIMIT_AS), which ends Oxigraph at
    once; elsewhere a watch looks twenty times a second at what is really held.
    """
    process = psutil.Process()
    held = process.memory_info()
    _limit_addresses(held.vms + megabytes * _MEGABYTE)
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=(process, held.rss + megabytes * _MEGABYTE, over), daemon=True)
    watch.start()
    try:
        yield
    finally:
        over.set()
        _limit_addresses(None)


def _watch(process: psutil.Process, most: int, over: threading.Event) -> None:
    while not over.wait(_PAUSE):
        if process.memory_info().rss > most:
            os._exit(OUT_OF_MEMORY)


def _limit_addresses(most: int | None) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard if most is None else most, hard))


def grown_beyond(megabytes: int) -> bool:
    """Say whether the process holds more than so much memory, so that a fresh one should take over."""
    return bool(psutil.Process().memory_info().rss > megabytes * _MEGABYTE)
