"""The codebook of an export: a README in Chinese and English, and a Frictionless data package."""

from __future__ import annotations

import json
from typing import Any

from fazhi.export.columns import TABLES, Column
from fazhi.export.description import MEDIA_TYPES, content_version
from fazhi.export.folder import Written
from fazhi.export.summary import Summary
from fazhi.namespaces import base

_TYPES = {"text": "string", "integer": "integer", "number": "number", "year": "year", "boolean": "boolean"}
_OTHERS = {
    "graph.nq": ("全部四元组，每份报告一个命名图", "all quads, one named graph a report; `fazhi load` reads it back"),
    "graph.trig": ("同上，TriG 格式", "the same as TriG"),
    "graph.jsonld": ("同上，JSON-LD 格式", "the same as JSON-LD"),
    "graph.ttl": ("全部三元组，不分命名图", "all triples, without named graphs"),
    "network.graphml": ("地方、做法、机构与法规的网络", "network of places, practices, institutions and laws"),
    "network.gexf": ("同上，GEXF 格式，边带起止年", "the same as GEXF, edges with their years"),
}


def codebook(
    summary: Summary, files: list[Written], rows: dict[str, int], marked: int, exact: bool, licence: str
) -> str:
    """Return the README of an export, as Markdown."""
    first, last = summary.span or ("?", "?")
    parts = [
        "# 法治图谱数据导出 · Fazhi Graph export\n\n",
        f"- 版本 version: `{content_version(files)}`\n- 报告 reports: {summary.reports}\n",
        f"- 地方 places: {len(summary.places)}\n- 年度 years: {first}–{last}\n",
        f"- 最新报告 newest report: {summary.newest or '?'}\n- 许可 licence: <{licence}>\n",
        _RULES.format(base=base(), marks=_marks(marked, exact)),
        "## 文件 Files\n\n| 文件 file | 行数 rows | 内容 content |\n|---|---|---|\n",
    ]
    for file in files:
        name = file.name.removesuffix(".csv")
        zh, en = (TABLES[name].zh, TABLES[name].en) if name in TABLES else _OTHERS[file.name]
        parts.append(f"| `{file.name}` | {rows.get(name, '')} | {zh}<br>{en} |\n")
    parts.append(
        "| `dataset.ttl` | | 目录描述（DCAT、VoID）<br>description for catalogues |\n"
        "| `datapackage.json` | | 机读代码本（Frictionless）<br>this codebook for machines |\n"
        "| `SHA256SUMS` | | 校验和<br>checksums, for `sha256sum --check` |\n"
    )
    for name in rows:
        parts.append(f"\n## {name}.csv\n\n{TABLES[name].zh}  \n{TABLES[name].en}\n\n")
        parts.append("| 列 column | 类型 type | 含义 meaning |\n|---|---|---|\n")
        parts += [f"| `{one.name}` | {one.kind} | {one.zh}<br>{one.en} |\n" for one in TABLES[name].columns]
    if "events" in rows:
        parts.append(_EVENTS)
    return "".join(parts)


def _marks(marked: int, exact: bool) -> str:
    if exact:
        return (
            "文字与原文逐字相同，未加防公式标记；请勿以电子表格打开。"
            "Texts are to the letter, without marks against formulas: do not open the tables in a spreadsheet."
        )
    return (
        "以 = + - @ 等开头、会被电子表格当作公式的文字，前面加一个撇号；去掉这个撇号即得原文"
        f"（fazhi.export.read_table 自动去掉）。本次共 {marked} 格。\n"
        "  Text that a spreadsheet would run (it starts with = + - @, a tab, a line break or a full-width form)\n"
        "  has one apostrophe in front; without it the text is as in the report (fazhi.export.read_table drops it).\n"
        f"  Numbers are never marked. Cells marked in this export: {marked}."
    )


def data_package(summary: Summary, files: list[Written], rows: dict[str, int], licence: str) -> str:
    """Return the description that Frictionless tools read (Data Package 1.0), as JSON."""
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": "fazhi-graph",
        "title": "法治图谱 Fazhi Graph",
        "version": content_version(files),
        "licenses": [{"path": licence}],
        "fazhi:base": base(),
        "fazhi:newestReport": summary.newest or None,
        "fazhi:statements": {kind: summary.statements[kind] for kind in sorted(summary.statements)},
        "resources": [_resource(file, rows) for file in files],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(file: Written, rows: dict[str, int]) -> dict[str, Any]:
    name, _, ending = file.name.rpartition(".")
    resource: dict[str, Any] = {
        "name": f"{name}-{ending}" if name not in rows else name,
        "path": file.name,
        "mediatype": MEDIA_TYPES[ending],
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if name in rows:
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8", "description": TABLES[name].en}
        resource["schema"] = {"fields": [_field(one) for one in TABLES[name].columns], "missingValues": [""]}
    return resource


def _field(one: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": one.name, "type": _TYPES[one.kind], "description": f"{one.zh} · {one.en}"}
    if one.kind == "boolean":
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    return field


_RULES = """
## 通则 Rules

- CSV：UTF-8、逗号分隔、RFC 4180；空格子表示不知或不适用，0 表示否。
  CSV is UTF-8, comma separated, RFC 4180. An empty cell means not known or not applicable, 0 means no.
- 标识去掉了基址 `{base}id/`；补上即为图谱中的 IRI。
  Identifiers are written without the base `{base}id/`; with it they are the IRIs of the graph.
- 计划不等于实行：`planned` 不计入任何采用。未收录的报告不等于没有该做法：比例的分母在 `coverage.csv`。
  A plan is no adoption: `planned` counts in none. A report that is not held says nothing: denominators are in
  `coverage.csv`.
- 代码列请按文字读入（`dtype=str`），以免丢失位数。Read code columns as text.
- {marks}
- 同一图谱导出的字节完全相同。The same graph gives the same bytes.

"""
_EVENTS = """
## 用于扩散研究 For studies of diffusion

`events.csv` 只含有报告的年度；首次实行落在区间（previous_year, year]。`cascades.csv` 每地每做法一行。

- 离散时间事件史 discrete-time event history: keep `at_risk == 1`, model `event` on covariates (a logit or cloglog
  with year effects); drop or flag `left_censored == 1`.
- 区间删失 interval censoring (R `survival`, `icenReg`): the interval is (`previous_year`, `year`] of the row with
  `event == 1`.
- 占比 shares: `adopting_places / covered_places` by practice and year.
- R `NetworkInference`: `as_cascade_long(d, cascade_node_name = "node_name", event_time = "event_time",
  cascade_id = "cascade_id")`.
- R `netdiffuseR`: `event_time` of one practice is the time of adoption (`toavar`), `node_name` the `idvar`.
"""
