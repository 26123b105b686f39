"""A file as the items in it: itself, the members of an archive, the pages of a crawl, the rows of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fazhi.errors import ReportError
from fazhi.formats.archives import Member, gzip_member, is_companion, tar_members, zip_members
from fazhi.formats.columns import Columns
from fazhi.formats.documents import CONTAINERS, TABLES, Format, Item, Refusal
from fazhi.formats.limits import Limits, megabytes
from fazhi.formats.names import shown
from fazhi.formats.origins import Origin
from fazhi.formats.sandbox import xlsx_sheets
from fazhi.formats.sniffing import sniff
from fazhi.formats.tables import Cells, Row, csv_rows, json_rows, reports
from fazhi.formats.warc import warc_pages

__all__ = ["is_companion", "walk"]


def walk(origin: Origin, limits: Limits | None = None, columns: Columns | None = None) -> Iterator[Item | Refusal]:
    """Yield what a file holds, in an order that depends on its bytes alone, and a refusal for each part that fails.

    Nothing is raised for the contents of the file: it ends with a refusal where it cannot be read on.
    """
    walker = _Walker(limits or Limits.current(), columns or Columns())
    try:
        yield from walker.items(origin, 0)
    except ReportError as error:
        yield Refusal(origin.name, str(error))
    except Exception as error:  # noqa: BLE001  whatever a library makes of broken bytes, this file is refused
        yield Refusal(origin.name, damaged(origin.name, error))


def damaged(name: str, error: Exception) -> str:
    """Say that a file is damaged, by what a library said of it."""
    kind = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"{name} is damaged or of a form not read ({kind}); download or save it again"


@dataclass
class _Walker:
    """One walk through a file."""

    limits: Limits
    columns: Columns
    number: int = 0
    names: Counter[str] = field(default_factory=Counter)

    def items(
        self, origin: Origin, depth: int, declared: str | None = None, url: str | None = None
    ) -> Iterator[Item | Refusal]:
        """Yield the items in one origin; raise ReportError for what is no container and cannot be read."""
        form = sniff(origin.head(), origin.name, origin.open, frozenset(self.columns.given().values()))
        if form in TABLES and form is not Format.XLSX:
            yield from self._rows(origin, form)
        elif form is Format.XLSX:
            self._check_size(origin)
            yield from self._sheets(origin)
        elif form in CONTAINERS:
            if depth >= self.limits.depth:
                raise ReportError(
                    f"{origin.name} is an archive within {depth} others; unpack the outer ones and give the folder"
                )
            yield from self._members(origin, form, depth)
        else:
            self._check_size(origin)
            yield self._item(origin.name, form, origin.whole(), declared, url)

    def _item(self, name: str, form: Format, data: bytes, declared: str | None = None, url: str | None = None) -> Item:
        self.names[name] += 1
        if self.names[name] > 1:
            # Archives may hold one name twice, crawls one address.
            name = f"{name} ({self.names[name]})"
        self.number += 1
        return Item(name, self.number - 1, form, data, declared, url)

    def _check_size(self, origin: Origin) -> None:
        if origin.size > self.limits.size:
            raise ReportError(
                f"{origin.name} is {megabytes(origin.size)} large, more than the {megabytes(self.limits.size)} that a"
                f" report may have; split it, or set FAZHI_FILE_MEGABYTES higher"
            )

    def _members(self, origin: Origin, form: Format, depth: int) -> Iterator[Item | Refusal]:
        with origin.open() as stream:
            if form is Format.WARC:
                for page in warc_pages(stream, origin.name, origin.size, self.limits):
                    if isinstance(page, Refusal):
                        yield page
                    else:
                        inner = Origin(f"{origin.name}!/{shown(page.url)}", data=page.data)
                        yield from self._inner(inner, depth, page.declared, page.url)
                return
            readers: dict[Format, Callable[..., Iterator[Member | Refusal]]] = {
                Format.ZIP: zip_members,
                Format.TAR: tar_members,
                Format.GZIP: gzip_member,
            }
            for member in readers[form](stream, origin.name, origin.size, self.limits):
                if isinstance(member, Refusal):
                    yield member
                else:
                    inner = Origin(f"{origin.name}!/{shown(member.name)}", data=member.data)
                    yield from self._inner(inner, depth, None, None)

    def _inner(self, origin: Origin, depth: int, declared: str | None, url: str | None) -> Iterator[Item | Refusal]:
        try:
            yield from self.items(origin, depth + 1, declared, url)
        except ReportError as error:
            yield Refusal(origin.name, str(error))
        except Exception as error:  # noqa: BLE001  as above: one member of an archive, the others are read
            yield Refusal(origin.name, damaged(origin.name, error))

    def _rows(self, origin: Origin, form: Format) -> Iterator[Item | Refusal]:
        rows = csv_rows if form is Format.CSV else json_rows
        with origin.open() as stream:
            for row in rows(stream, origin.name, self.columns, self.limits):
                yield row if isinstance(row, Refusal) else self._row(origin, form, row)

    def _sheets(self, origin: Origin) -> Iterator[Item | Refusal]:
        sheets = xlsx_sheets(origin.whole(), origin.name, self.limits)
        refused: list[ReportError] = []
        found = False
        for (title, *_), *rows in sheets:
            where = f"{title}:" if len(sheets) > 1 else ""
            cells = (Cells(f"{where}{row[0]}", row[1:]) for row in rows)
            try:
                for row in reports(cells, origin.name, self.columns):
                    found = True
                    yield row if isinstance(row, Refusal) else self._row(origin, Format.XLSX, row)
            except ReportError as error:
                refused.append(error)
        if refused and not found:
            # Beside a sheet of reports, others may hold notes and figures.
            raise refused[0]

    def _row(self, origin: Origin, form: Format, row: Row) -> Item:
        name = f"{origin.name}#{shown(row.place)}"
        return self._item(name, form, row.text.encode("utf-8", "replace"), url=row.url)
