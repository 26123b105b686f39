"""Write docs/model.md: the data model from ontology/fazhi.ttl, and one real sentence from text to triples.

usage: python tools/make_model_doc.py [--check]      --check: say whether the file is current, change nothing
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from fazhi.extraction import Extraction
from fazhi.extractor import Extractor
from fazhi.namespaces import prefixes
from fazhi.reports import read_report
from fazhi.triples import quads

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "model.md"
SEED = ROOT / "seeds" / "002_2099df7b8399dc2d.txt"
SENTENCE = "坚持发展新时代“枫桥经验”"
_HEAD = """# The data model

Made by `python tools/make_model_doc.py` from `ontology/fazhi.ttl` and one sentence of a seed.

Terms lie under `{base}ontology#` (prefix `rol:`), things under `{base}id/`. Identifiers are ASCII and
opaque; names are labels. One named graph holds what one report states, so that a report can be taken out again; labels,
types and parents of what the reports name stand once in `id/graph/things`; what is derived stands in `id/graph/derived`;
the vocabulary in `id/graph/vocabulary`.

## One sentence, from text to triples

《南城街道2021年度法治政府建设年度报告》 says, at offsets {start}–{end}:

> {quotation}

1. **Mentions.** Rules propose spans, the trained tagger decides, linking names them:

{mentions}
2. **Statements.** The sentence stands among the achievements, so the practice is `implemented`; each figure is an observation:

{statements}
3. **Triples.** Every statement is a node with its evidence, and the evidence is the sentence with its offsets:

```mermaid
flowchart LR
  report["rol:Report<br/>南城街道2021年度报告"]
  adoption["rol:Adoption<br/>2021, implemented"]
  place["rol:Jurisdiction<br/>331003002 南城街道"]
  practice["rol:Practice<br/>枫桥经验"]
  evidence["rol:Evidence<br/>focus {focus}"]
  position["oa:TextPositionSelector<br/>{start}–{end}"]
  quote["oa:TextQuoteSelector<br/>{short}"]
  adoption -- rol:report --> report
  adoption -- rol:jurisdiction --> place
  adoption -- rol:practice --> practice
  adoption -- rol:evidence --> evidence
  evidence -- oa:hasSource --> report
  evidence -- oa:hasSelector --> position
  evidence -- oa:hasSelector --> quote
  place -. "rol:practises (derived)" .-> practice
```

```turtle
{turtle}
```

The derived link `rol:practises` joins a place to what it implements, and nothing else: a practice that is promised,
weak or only mentioned is never practised. Ask for it with

```sh
fazhi query 'SELECT ?name {{ <{base}id/division/331003002> rol:practises/skos:prefLabel ?name FILTER(LANG(?name)="zh") }}'
```
"""


def document() -> str:
    """Return the text of docs/model.md."""
    extraction = Extractor()(read_report(SEED))
    text = extraction.report.text
    at = text.index(SENTENCE)
    evidence = next(one.evidence[0] for one in extraction.statements if one.evidence[0].start == at)
    start, end = evidence.start, evidence.end
    head = _HEAD.format(
        base=prefixes()["id"].removesuffix("id/"),
        start=start,
        end=end,
        quotation=text[start:end],
        short="坚持发展新时代…",
        focus=f"{evidence.focus_start}–{evidence.focus_end}",
        mentions=_mentions(extraction, start, end),
        statements=_statements(extraction, start, end),
        turtle=_turtle(extraction, start, end),
    )
    return head + "".join(_terms())


def _mentions(extraction: Extraction, start: int, end: int) -> str:
    rows = [
        f"   | {m.start}–{m.end} | {m.text} | {m.label} | {m.canonical} | {m.id or ''} |\n"
        for m in extraction.mentions
        if start <= m.start < end
    ]
    return "   | offsets | text | label | names | id |\n   |---|---|---|---|---|\n" + "".join(rows)


def _statements(extraction: Extraction, start: int, end: int) -> str:
    rows = []
    for one in extraction.statements:
        if any(start <= evidence.start < end for evidence in one.evidence):
            fields = [f"{name}={getattr(one, name)!s}" for name in one.__dataclass_fields__ if name != "evidence"]
            rows.append(
                f"   - `{type(one).__name__}` {', '.join(field for field in fields if not field.endswith('=None'))}\n"
            )
    return "".join(rows)


def _turtle(extraction: Extraction, start: int, end: int) -> str:
    """Return the triples of the adoption that the sentence proves, with its evidence."""
    every = [quad.triple for quad in quads(extraction)]
    passage = f"/passage-{start}-{end}"
    adoptions = {
        triple.subject
        for triple in every
        if "/adoption/" in str(triple.subject)
        and passage in str(triple.object)
        and "枫桥" in _name(every, triple.subject)
    }
    wanted = [triple for triple in every if triple.subject in adoptions]
    nodes = {triple.object for triple in wanted if passage in str(triple.object)}
    evidence = [triple for triple in every if triple.subject in nodes]
    selectors = {triple.object for triple in evidence if str(triple.predicate).endswith("hasSelector>")}
    wanted += evidence + [triple for triple in every if triple.subject in selectors]
    written = ox.serialize(sorted(wanted, key=str), format=ox.RdfFormat.TURTLE, prefixes=prefixes()) or b""
    sha256 = extraction.report.sha256
    lines = [line for line in written.decode().splitlines() if not line.startswith("@prefix")]
    return "\n".join(lines).replace(sha256, f"{sha256[:8]}…").replace("\t", "    ")


def _name(triples: list[ox.Triple], subject: object) -> str:
    return " ".join(str(t.object) for t in triples if t.subject == subject and "#name" in str(t.predicate))


def _terms() -> Iterator[str]:
    graph = Graph().parse(ROOT / "ontology" / "fazhi.ttl")
    rol = prefixes()["rol"]
    for title, kinds in (
        ("Classes", (OWL.Class,)),
        ("Properties that lead to things", (OWL.ObjectProperty,)),
        ("Properties with values", (OWL.DatatypeProperty,)),
    ):
        subjects = sorted({str(s) for kind in kinds for s in graph.subjects(RDF.type, kind) if str(s).startswith(rol)})
        yield f"\n## {title}\n\n| term | 中文 | English | what it is |\n|---|---|---|---|\n"
        for subject in subjects:
            zh, en = _label(graph, subject, RDFS.label, "zh"), _label(graph, subject, RDFS.label, "en")
            comment = _label(graph, subject, RDFS.comment, "en")
            yield f"| `rol:{subject.removeprefix(rol)}` | {zh} | {en} | {comment} |\n"


def _label(graph: Graph, subject: str, predicate: URIRef, language: str) -> str:
    labels = [str(o) for o in graph.objects(URIRef(subject), predicate) if getattr(o, "language", None) == language]
    return min(labels, default="").replace("|", "\\|")


def main() -> None:
    """Write the document, or check it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    text = document()
    if parser.parse_args().check:
        if not DOCUMENT.is_file() or DOCUMENT.read_text(encoding="utf-8") != text:
            sys.exit("docs/model.md is stale; run: python tools/make_model_doc.py")
        return
    DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
