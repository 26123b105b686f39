"""Write docs/model.md: the data model from the Turtle of ontology/, and one real sentence from text to triples.

usage: python tools/make_model_doc.py [--check]      --check: say whether the file is current, change nothing
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pyoxigraph as ox

from fazhi.extraction import Extraction
from fazhi.extractor import Extractor
from fazhi.namespaces import prefixes, rol
from fazhi.reports import read_report
from fazhi.statements import Adoption, Evidence, Observation
from fazhi.triples import quads
from model_terms import term_sections, version

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "model.md"
SEED = ROOT / "seeds" / "002_2099df7b8399dc2d.txt"
SENTENCE = "坚持发展新时代“枫桥经验”"
FIGURE = "街道级调解案件"
_HEAD = """# The data model

Made by `python tools/make_model_doc.py` from `ontology/fazhi.ttl`, `ontology/examples.ttl` and one sentence of a seed.
Version {version} of the ontology and of its schemes.

A report says that **a place** runs **a practice** in **a year**, in some **status**, and a **sentence** proves it. That is
the whole model; everything else hangs on it. Terms lie under `{base}ontology#` (prefix `rol:`), things
under `{base}id/`. Identifiers are ASCII and opaque; names are labels. There are no blank nodes.

| named graph | what stands in it |
|---|---|
| `id/report/<SHA-256>` | what one report states, and its text: a report can be taken out again without a trace |
| `id/graph/things` | labels, types and parents of what the reports name, once |
| `id/graph/derived` | what follows from the reports, made anew after every change: `rol:practises`, first years, shares, promises |
| `id/graph/vocabulary/…` | the ontology, the schemes of practices and of institution types, your own terms |

## One sentence, from text to triples

《南城街道2021年度法治政府建设年度报告》 says, at offsets {start}–{end}:

> {quotation}

1. **Mentions.** Rules propose spans, the trained tagger decides, linking names them. Offsets count the characters (code
   points) of the file as it was read, so `text[{focus_start}:{focus_end}]` is `{focus_text}`:

{mentions}
2. **Statements.** The sentence stands among the achievements, so the practice is `implemented`; each figure is an observation:

{statements}
3. **Triples.** Every statement is a node of its own with its evidence, and the evidence is the sentence with its offsets:

```mermaid
flowchart LR
  report["rol:Report<br/>南城街道{year}年度报告"]
  adoption["rol:Adoption<br/>{year}, {status}"]
  figure["rol:Figure<br/>{measure} {value} {unit}"]
  place["rol:Jurisdiction<br/>{place} 南城街道"]
  practice["rol:Practice<br/>{practice_name}"]
  evidence["rol:Evidence<br/>focus {focus_start}–{focus_end} {focus_text}"]
  counted["rol:Evidence<br/>focus {counted_start}–{counted_end} {counted_text}"]
  position["oa:TextPositionSelector<br/>{start}–{end}"]
  quote["oa:TextQuoteSelector<br/>{short}"]
  adoption -- "rol:report" --> report
  adoption -- "rol:jurisdiction" --> place
  adoption -- "rol:practice" --> practice
  adoption -- "rol:evidence" --> evidence
  figure -- "rol:jurisdiction" --> place
  figure -- "rol:evidence" --> counted
  evidence -- "oa:hasSource" --> report
  evidence -- "oa:hasSelector" --> position
  evidence -- "oa:hasSelector" --> quote
  counted -- "oa:hasSelector" --> position
  counted -- "oa:hasSelector" --> quote
  place -. "rol:practises (derived)" .-> practice
```

The same without a picture:

```text
rol:Adoption      rol:jurisdiction ─► {place} 南城街道
                  rol:practice ─────► {practice_name}
                  rol:reportYear ───► {year}
                  rol:status ───────► rol:{status}
                  rol:evidence ─────► {focus_start}–{focus_end} {focus_text}, in the sentence {start}–{end} of the report
rol:Figure        rol:jurisdiction ─► {place} 南城街道
                  rol:measure ──────► {measure}
                  rol:value ────────► {value}
                  rol:unit ─────────► {unit}
                  rol:evidence ─────► {counted_start}–{counted_end} {counted_text}, in the same sentence
rol:Jurisdiction  rol:practises ────► {practice_name}   (derived)
```

And in Turtle (of each statement also its `rol:confidence`, left out here since every training of the tagger changes it):

```turtle
{turtle}
```

The derived link `rol:practises` joins a place to what it implements, and nothing else: a practice that is promised,
weak or only mentioned is never practised. Ask for it with

```sh
fazhi query 'SELECT ?name {{ <{base}id/division/{place}> rol:practises/skos:prefLabel ?name FILTER(LANG(?name)="zh") }}'
```

and for the sentence behind it with

```sh
fazhi query 'SELECT ?quotation {{ ?adoption rol:jurisdiction <{base}id/division/{place}> ; rol:practice <{base}id/{practice}> ;
  rol:evidence/oa:hasSelector/oa:exact ?quotation }}'
```
"""


def document() -> str:
    """Return the text of docs/model.md."""
    extraction = Extractor()(read_report(SEED))
    adoption, focus = _adoption(extraction)
    figure, counted = _figure(extraction, focus)
    text = extraction.report.text
    head = _HEAD.format(
        base=prefixes()["id"].removesuffix("id/"),
        version=version(),
        **{"start": focus.start, "end": focus.end, "quotation": text[focus.start : focus.end]},
        short="坚持发展新时代…",
        **_span("focus", focus, text),
        **_span("counted", counted, text),
        **{"year": extraction.report.header.report_year, "place": extraction.report.header.division_code},
        **{"status": adoption.status, "practice": adoption.practice, "practice_name": adoption.name},
        **{"measure": figure.measure, "value": f"{figure.value:g}", "unit": figure.unit},
        mentions=_mentions(extraction, focus),
        statements=_statements(extraction, focus),
        turtle=_turtle(extraction, focus),
    )
    return head + "".join(term_sections())


def _adoption(extraction: Extraction) -> tuple[Adoption, Evidence]:
    at = extraction.report.text.index(SENTENCE)
    return next(
        (one, evidence)
        for one in extraction.statements
        if isinstance(one, Adoption)
        for evidence in one.evidence
        if evidence.start == at
    )


def _figure(extraction: Extraction, sentence: Evidence) -> tuple[Observation, Evidence]:
    return next(
        (one, evidence)
        for one in extraction.statements
        if isinstance(one, Observation) and one.measure == FIGURE
        for evidence in one.evidence
        if evidence.start == sentence.start
    )


def _span(name: str, evidence: Evidence, text: str) -> dict[str, str | int]:
    start, end = evidence.focus_start, evidence.focus_end
    return {f"{name}_start": start, f"{name}_end": end, f"{name}_text": text[start:end]}


def _mentions(extraction: Extraction, sentence: Evidence) -> str:
    rows = [
        f"   | {m.start}–{m.end} | {m.text} | {m.label} | {m.canonical} | {m.id or ''} |\n"
        for m in extraction.mentions
        if sentence.start <= m.start < sentence.end
    ]
    return "   | offsets | text | label | names | id |\n   |---|---|---|---|---|\n" + "".join(rows)


def _statements(extraction: Extraction, sentence: Evidence) -> str:
    rows = []
    for one in extraction.statements:
        if any(sentence.start <= evidence.start < sentence.end for evidence in one.evidence):
            told = [name for name in one.__dataclass_fields__ if name not in {"evidence", "confidence"}]
            fields = [f"{name}={getattr(one, name)!s}" for name in told if getattr(one, name) is not None]
            rows.append(f"   - `{type(one).__name__}` {', '.join(fields)}\n")
    return "".join(rows)


def _turtle(extraction: Extraction, sentence: Evidence) -> str:
    """Return the triples of the adoption and of the figure that the sentence proves, with their evidence."""
    every = {quad.triple for quad in quads(extraction) if quad.predicate.value != rol("confidence")}
    passage = f"/passage-{sentence.start}-{sentence.end}"
    names = {f'"{FIGURE}"@zh', '"枫桥经验"@zh'}
    named = {triple.subject for triple in every if str(triple.object) in names}
    proved = {triple.subject for triple in every if passage in str(triple.object) and triple.subject in named}
    wanted = {triple for triple in every if triple.subject in proved}
    for _ in ("evidence", "selectors"):
        nodes = {triple.object for triple in wanted if passage in str(triple.object)}
        wanted |= {triple for triple in every if triple.subject in nodes}
    written = ox.serialize(sorted(wanted, key=str), format=ox.RdfFormat.TURTLE, prefixes=_prefixes(extraction)) or b""
    lines = written.decode().rstrip().replace("\t", "    ").splitlines()
    declared = sorted(line for line in lines if line.startswith("@prefix"))
    return "\n".join([*declared, "", *(line for line in lines if line not in declared)])


def _prefixes(extraction: Extraction) -> dict[str, str]:
    """Return a prefix for each kind of thing, so that names need no escaping and stay short."""
    things = prefixes()["id"]
    kinds = {kind: f"{things}{kind}/" for kind in ("adoption", "figure", "division", "practice")}
    passage = f"{things}report/{extraction.report.sha256}/passage-"
    return {name: prefixes()[name] for name in ("rol", "oa", "prov", "qb", "xsd")} | kinds | {"passage": passage}


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
