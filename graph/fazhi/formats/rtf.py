"""RTF: its text, with characters of Chinese code pages and of Unicode."""

from __future__ import annotations

import codecs
import re

from fazhi.errors import ReportError
from fazhi.formats.documents import Text

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_LEFT_OUT = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
    b"footnote annotation fldinst themedata colorschememapping datastore latentstyles listtable listoverridetable "
    b"rsidtbl generator xmlnstbl mmathPr".split()
)
_WORDS = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"cell": " | ", b"tab": "\t",
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"emspace": "\u2003", b"enspace": "\u2002",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\"}
_MAX_DEPTH = 10_000


def read_rtf(data: bytes, name: str) -> Text:
    """Return the text of an RTF document; raise ReportError where it holds none or nests without end."""
    text = _Reader(name).text(data)
    lines = (re.sub(r"(?: \| ?)+$", "", line).strip("\t \u3000\u00a0") for line in text.split("\n"))
    return Text("\n".join(line for line in lines if line))


class _Reader:
    """The state of reading: which group is shown, which bytes wait for their second half."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._encoding = "gb18030"
        self._parts: list[str] = []
        self._bytes = bytearray()
        self._states: list[tuple[bool, int]] = []
        self._shown, self._skips = True, 1
        self._to_skip = 0
        self._starred = False

    def text(self, data: bytes) -> str:
        """Read the whole document."""
        for token in _TOKEN.finditer(data):
            word, number, byte, symbol, brace, plain = token.groups()
            if word:
                self._word(word, int(number) if number else None)
            elif byte:
                self._character(bytes((int(byte, 16),)))
            elif symbol:
                self._symbol(symbol)
            elif brace:
                self._brace(brace)
            elif plain:
                self._plain(plain)
        self._flush()
        # Characters beyond the basic plane come as two halves.
        return "".join(self._parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _word(self, word: bytes, number: int | None) -> None:
        if word == b"bin" or word in _LEFT_OUT or (self._starred and word not in {b"shptxt", b"bkmkstart"}):
            self._shown = False
        elif word == b"ansicpg" and number:
            self._encoding = _codec(number)
        elif word == b"uc":
            self._skips = max(0, min(number or 0, 8))
        elif word == b"u" and number is not None:
            self._flush()
            self._put(chr(number & 0xFFFF))
            self._to_skip = self._skips
        elif word in _WORDS:
            self._flush()
            self._put(_WORDS[word])
        self._starred = False

    def _symbol(self, symbol: bytes) -> None:
        self._starred = symbol == b"*"
        if symbol in b"\r\n":
            self._flush()
            self._put("\n")
        elif symbol in _SYMBOLS:
            self._flush()
            self._put(_SYMBOLS[symbol])

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._starred = False
        self._to_skip = 0
        if brace == b"{":
            if len(self._states) >= _MAX_DEPTH:
                raise ReportError(f"{self._name} nests its RTF groups without end; save it again as .docx in Word")
            self._states.append((self._shown, self._skips))
        elif self._states:
            self._shown, self._skips = self._states.pop()

    def _plain(self, plain: bytes) -> None:
        rest = plain[self._to_skip :]
        self._to_skip = max(0, self._to_skip - len(plain))
        if self._shown:
            self._bytes += rest

    def _character(self, byte: bytes) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif self._shown:
            self._bytes += byte

    def _put(self, text: str) -> None:
        if self._shown:
            self._parts.append(text)

    def _flush(self) -> None:
        if self._bytes:
            self._parts.append(self._bytes.decode(self._encoding, "replace"))
            self._bytes.clear()


def _codec(page: int) -> str:
    """Return the codec of a Windows code page; Chinese documents often declare a Western one."""
    if page in {936, 1252, 54936, 65001, 0}:
        return "utf-8" if page == 65001 else "gb18030"
    try:
        return codecs.lookup(f"cp{page}").name
    except LookupError:
        return "gb18030"
