"""Make the notebooks from their sources: run them, check what is committed, or render them to HTML.

usage: python tools/make_notebooks.py --run [NAME…]      run and write notebooks/*.ipynb with their outputs
       python tools/make_notebooks.py --check [NAME…]    run afresh and say which committed output differs
       python tools/make_notebooks.py --html FOLDER      render the committed ones to HTML, with no outside request

NAME is the start of a notebook's name, such as 02; without one, all are taken. The sources are
notebooks/sources/*.py in jupytext's percent format: edit these, then --run.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient

from fazhi.build import build
from fazhi.settings import data_folder

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
AT_ONCE = 2
SECONDS = 240
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_VEGA = "application/vnd.vegalite.v5+json"
_OFFLINE = """
import socket as _socket
_connect = _socket.socket.connect
def _stay(self, address):
    if self.family != getattr(_socket, "AF_UNIX", None) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise OSError(f"a notebook asked for {address!r}; it must run without a network")
    return _connect(self, address)
_socket.socket.connect = _stay
"""
_STYLE = """
body{max-width:60rem;margin:2rem auto;padding:0 1rem;font-family:"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;
line-height:1.6;color:#222}pre{overflow:auto;background:#f6f8fa;padding:.7rem;font-size:.85rem;line-height:1.45}
blockquote{border-left:4px solid #E69F00;background:#fff8e8;margin:1rem 0;padding:.2rem 1rem}
table{border-collapse:collapse;font-size:.85rem;display:block;overflow:auto}td,th{border:1px solid #ddd;padding:.2rem .5rem;text-align:left}
img,iframe{max-width:100%}.jp-InputPrompt,.jp-OutputPrompt,.prompt,.anchor-link{display:none}figure{margin:1rem 0}
"""
_DRAW = """
document.querySelectorAll("figure[data-chart]").forEach(function (figure) {
  var place = figure.querySelector("div");
  vegaEmbed(place, JSON.parse(figure.dataset.chart), {actions: false, renderer: "svg"}).then(function () {
    figure.querySelector("details").open = false;
  });
});
"""


def sources(names: Iterable[str] = ()) -> list[Path]:
    """Return the sources whose names start with one of ``names``, or all."""
    wanted = tuple(names)
    found = [
        path for path in sorted((FOLDER / "sources").glob("[0-9]*.py")) if not wanted or path.name.startswith(wanted)
    ]
    if not found:
        sys.exit(f"No source of a notebook starts with {', '.join(wanted)}; see {FOLDER.name}/sources")
    return found


def notebook_of(source: Path) -> Any:
    """Return the notebook of a source, without outputs; its cells are named by their number."""
    made = jupytext.read(source, fmt="py:percent")
    made.metadata = nbformat.from_dict({"kernelspec": _KERNEL, "language_info": {"name": "python"}})
    for number, cell in enumerate(made.cells, 1):
        cell["id"] = f"cell-{number:02d}"
        cell.metadata = nbformat.from_dict({"tags": cell.metadata["tags"]} if "tags" in cell.metadata else {})
    made.nbformat, made.nbformat_minor = 4, 5
    return made


def executed(source: Path, folder: Path, **changes: str) -> Any:
    """Return the notebook of ``source`` run from top to bottom in ``folder``; a cell that fails ends it.

    ``changes`` are values, as Python text, for names of the cell of parameters, as a reader would change them. The
    network is shut: a kernel that asks for anything beyond this machine fails.
    """
    made = notebook_of(source)
    for cell in made.cells:
        if "parameters" in cell.metadata.get("tags", ()):
            cell.source += "".join(f"\n{name} = {value}" for name, value in changes.items())
    made.cells.insert(0, nbformat.v4.new_code_cell(_OFFLINE, id="offline"))
    client = NotebookClient(
        made,
        timeout=SECONDS,
        kernel_name="python3",
        coalesce_streams=True,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    del made.cells[0]
    _number(made)
    made.metadata = nbformat.from_dict({"kernelspec": _KERNEL, "language_info": {"name": "python"}})
    return made


def _number(notebook: Any) -> None:
    """Count the cells of code from 1, as if nothing had run before them."""
    for number, cell in enumerate((one for one in notebook.cells if one.cell_type == "code"), 1):
        cell.execution_count = number
        for output in cell.outputs:
            if "execution_count" in output:
                output["execution_count"] = number


def run_all(chosen: list[Path], folder: Path) -> Iterator[tuple[Path, Any]]:
    """Yield each source with its notebook run; all use one store of the seeds in ``folder``."""
    os.environ["FAZHI_STORE"] = str(folder / "store")
    build([data_folder("seeds")], folder / "store")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from zip(chosen, pool.map(lambda source: executed(source, folder), chosen), strict=True)


def outputs(notebook: Any) -> list[tuple[str, list[object]]]:
    """Return each cell's source and what it shows, without what differs from machine to machine.

    Images are left out, for they depend on fonts, and so is the page of the interactive graph; the
    specification of every chart is there with all its numbers.
    """
    return [
        ("".join(cell["source"]), [_comparable(one) for one in cell.get("outputs", [])]) for cell in notebook["cells"]
    ]


def _comparable(output: Any) -> object:
    if output["output_type"] == "stream":
        return output["name"], "".join(output["text"])
    shown = {kind: "".join(part) if isinstance(part, list) else part for kind, part in output["data"].items()}
    shown.pop("image/png", None)
    if "<iframe" in str(shown.get("text/html", "")):
        shown["text/html"] = "<iframe>"
    return json.loads(json.dumps(shown), parse_float=lambda number: float(f"{float(number):.6g}"))


def differences(source: Path, fresh: Any) -> list[str]:
    """Return the cells of the committed notebook that differ from a fresh run, each as a line."""
    file = FOLDER / f"{source.stem}.ipynb"
    if not file.is_file():
        return [f"{file.name} is missing"]
    old, new = outputs(nbformat.read(file, as_version=4)), outputs(fresh)
    lines = [
        f"{file.name} cell {number}: committed {str(one)[:300]!r}, fresh {str(other)[:300]!r}"
        for number, (one, other) in enumerate(zip(old, new, strict=False), 1)
        if one != other
    ]
    return lines if len(old) == len(new) else [*lines, f"{file.name} has {len(old)} cells, its source {len(new)}"]


def write(source: Path, notebook: Any) -> None:
    """Write a notebook that was run beside the others, its keys in a fixed order."""
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (FOLDER / f"{source.stem}.ipynb").write_text(text, encoding="utf-8", newline="\n")


def page(notebook: Any, title: str) -> str:
    """Return a notebook as one HTML page: charts interactive with their static image below, nothing from elsewhere."""
    import vl_convert
    from nbconvert import HTMLExporter

    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            _as_figure(output)
    body, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    charts = "<figure data-chart" in body
    # Inside a script element only this sequence would end it.
    bundle = vl_convert.javascript_bundle().replace("</script", "<\\/script") if charts else ""
    script = f"<script>{bundle}</script><script>{_DRAW}</script>" if charts else ""
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>{body}{script}</body></html>\n'
    )


def _as_figure(output: Any) -> None:
    data = output.get("data", {})
    spec = data.get(_VEGA)
    if spec is None:
        return
    alt, image = html.escape(data["text/plain"], quote=True), data["image/png"]
    chart = html.escape(json.dumps(spec, ensure_ascii=False), quote=True)
    output["data"] = nbformat.from_dict(
        {
            "text/html": f'<figure data-chart="{chart}"><div></div><details open><summary>静态图 static image</summary>'
            f'<img alt="{alt}" src="data:image/png;base64,{image}"></details></figure>'
        }
    )


def render(folder: Path) -> None:
    """Write every committed notebook as an HTML page into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources():
        notebook = nbformat.read(FOLDER / f"{source.stem}.ipynb", as_version=4)
        target = folder / f"{source.stem}.html"
        target.write_text(page(notebook, source.stem), encoding="utf-8")
        print(target)


def main() -> None:
    """Run, check or render the notebooks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--run", action="store_true")
    what.add_argument("--check", action="store_true")
    what.add_argument("--html", type=Path, metavar="FOLDER")
    parser.add_argument("names", nargs="*", metavar="NAME")
    given = parser.parse_args()
    if given.html:
        render(given.html)
        return
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for source, fresh in run_all(sources(given.names), Path(folder)):
            print(source.stem)
            if given.run:
                write(source, fresh)
            else:
                lines += differences(source, fresh)
    if lines:
        sys.exit(
            "\n".join([*lines, "what is committed differs from a fresh run: python tools/make_notebooks.py --run"])
        )


if __name__ == "__main__":
    main()
