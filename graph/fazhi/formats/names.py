"""Names of files: decoded from whatever bytes they are, and fit for a terminal, a message and an IRI."""

from __future__ import annotations

import contextlib
import re

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def shown(name: str) -> str:
    """Return a name in which nothing steers a terminal or turns the direction of the text.

    Bytes that are no UTF-8 are read as GB18030, in which Chinese systems wrote names.
    """
    if re.search("[\udc80-\udcff]", name):
        with contextlib.suppress(UnicodeError):
            name = name.encode("utf-8", "surrogateescape").decode("gb18030")
    return _UNFIT.sub(lambda found: f"\\x{ord(found.group()):02x}", name)


def decoded_name(name: str, *, utf8: bool = False) -> str:
    """Return the name of a member: archives of Chinese systems hold GBK and say that it is something else."""
    if utf8 or name.isascii():
        return name
    for before in ("cp437", "utf-8"):
        try:
            data = name.encode(before, "surrogateescape" if before == "utf-8" else "strict")
        except UnicodeError:
            continue
        for encoding in ("utf-8", "gb18030"):
            try:
                return data.decode(encoding)
            except UnicodeError:
                continue
    return name
