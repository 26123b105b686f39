"""The research tables: which columns each has, and what they mean in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, kind (text, integer, number, year, boolean) and what it means."""

    name: str
    kind: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: its name, what one row is, and its columns in order."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


_PLACE = (
    Column("place_id", "text", "地方标识", "identifier of the place, without the base IRI"),
    Column("place_code", "text", "统计用区划代码；无代码之地为空", "division code; empty for a place without one"),
    Column("place", "text", "地方全称（自省级起）", "full name of the place, from the province down"),
)
_YEAR = (Column("year", "year", "报告年度，不是发布年", "the year reported on, not the year of publication"),)
_PRACTICE = (
    Column("practice_id", "text", "做法标识", "identifier of the practice"),
    Column("practice", "text", "做法名称", "name of the practice"),
    Column("practice_en", "text", "做法英文名", "name of the practice in English"),
)
_EVIDENCE = (
    Column("confidence", "number", "抽取置信度，0 到 1", "confidence of the extraction, from 0 to 1"),
    Column("sentence", "text", "为证的原句（多句时取文中第一句）", "the sentence that proves it, the first of several"),
    Column("words", "text", "句中指称该事物的词语", "the words in that sentence that name the subject"),
    Column("start", "integer", "句子起点，以原文码点计", "where the sentence starts, in code points"),
    Column("end", "integer", "句子终点（不含）", "where it ends, exclusive"),
    Column("sentences", "integer", "为证的句数", "how many sentences prove it"),
    Column("report", "text", "报告标题", "title of the report"),
    Column("file", "text", "报告文件名", "name of the report's file"),
    Column("report_id", "text", "报告标识（文件的 SHA-256）", "identifier of the report: the SHA-256 of its file"),
    Column("statement_id", "text", "陈述标识", "identifier of the statement"),
)

ADOPTIONS = TableSpec(
    "adoptions",
    "一行：某地某年报告对一项做法的一种状态",
    "one row: a practice in one status in the report of one place and year",
    (
        *_PLACE,
        *_PRACTICE,
        *_YEAR,
        Column(
            "status",
            "text",
            "状态：implemented 已实行、planned 计划、deficient 不足、mentioned 仅提及",
            "status: implemented, planned, deficient (reported as weak) or mentioned (no claim)",
        ),
        Column("since", "year", "文中明说的起始年", "the year in which it began, where the text says so"),
        *_EVIDENCE,
    ),
)
COVERAGE = TableSpec(
    "coverage",
    "一行：一份收录的报告；地方与年度的分母由此而来",
    "one row: one report that is held; denominators by place and year come from here",
    (
        *_PLACE,
        Column(
            "level",
            "text",
            "层级：province 省、prefecture 地、county 县、township 乡、community 村、zone 区",
            "level: province, prefecture, county, township, community or zone",
        ),
        Column("province", "text", "所在省级行政区", "the province it lies in"),
        *_YEAR,
        Column(
            "covered",
            "boolean",
            "1：地方与年度均已知，计入分母；0：不计入",
            "1: place and year are known and count in denominators; 0: they do not",
        ),
        Column("report", "text", "报告标题", "title of the report"),
        Column("issued", "text", "发布日期", "date of publication"),
        Column("issuer", "text", "发布机关", "issuing body"),
        Column("file", "text", "报告文件名", "name of the report's file"),
        Column("report_id", "text", "报告标识", "identifier of the report"),
        Column("characters", "integer", "原文码点数", "length of the text in code points"),
        Column("statements", "integer", "陈述数", "how many statements it makes"),
        Column("adoptions", "integer", "做法陈述数（各种状态）", "how many practices it speaks of, in any status"),
        Column("implemented", "integer", "其中已实行", "how many of these are implemented"),
    ),
)
PRACTICES = TableSpec(
    "practices",
    "一行：词表或候选词表中的一项做法（未被提及的也在内）",
    "one row: one practice of the vocabulary or of the candidates, used or not",
    (
        *_PRACTICE,
        Column("kind", "text", "类别", "kind, such as system, model, platform, campaign, honour"),
        Column("topics", "text", "顶层主题", "top concepts above it"),
        Column("broader", "text", "上位做法或主题的标识", "identifiers of what is broader"),
        Column("variants", "text", "异名", "other names"),
        Column("definition", "text", "定义", "definition in Chinese"),
        Column("definition_en", "text", "英文定义", "definition in English"),
        Column(
            "scheme", "text", "词表：practices 正式；candidates 候选", "scheme: practices or (not reviewed) candidates"
        ),
        Column("places", "integer", "已实行的地方数", "how many places implement it"),
        Column("first_year", "year", "已知最早的实行年", "the earliest year known of any place"),
        Column("adoptions", "integer", "各种状态的陈述数", "how many statements of any status speak of it"),
        Column("origin_year", "year", "起源年份（有出处的）", "year in which it began, where a source gives it"),
        Column("origin_code", "text", "起源地区划代码", "division code of the place in which it began"),
        Column("origin_place", "text", "起源地全称", "that place with all its parents"),
        Column("origin_source", "text", "起源出处", "page or document that gives year and place of origin"),
    ),
)
FIGURES = TableSpec(
    "figures",
    "一行：报告给出的一个数据",
    "one row: one figure that a report gives",
    (
        *_PLACE,
        *_YEAR,
        Column("measure", "text", "所计事项", "what is counted"),
        Column("value", "number", "数值，万、亿已换算", "the number, 万 and 亿 multiplied out"),
        Column("unit", "text", "单位", "unit"),
        *_PRACTICE,
        *_EVIDENCE,
    ),
)
CITATIONS = TableSpec(
    "citations",
    "一行：一份报告引用一部规范性文本",
    "one row: one law or policy document that a report cites",
    (
        *_PLACE,
        *_YEAR,
        Column("law_id", "text", "文本标识", "identifier of the law"),
        Column("law", "text", "文本名称", "title of the law"),
        Column("law_kind", "text", "文本类别", "kind of law"),
        Column("in_force", "boolean", "报告年度内是否有效；空：不知", "in force in the report year; empty: not known"),
        *_PRACTICE,
        *_EVIDENCE,
    ),
)
PARTICIPATIONS = TableSpec(
    "participations",
    "一行：一个机构参与一项做法",
    "one row: one institution that takes part in a practice",
    (
        *_PLACE,
        *_YEAR,
        Column("institution_id", "text", "机构（或机构类型）标识", "identifier of the institution, or of its type"),
        Column("institution", "text", "机构名称", "name of the institution"),
        Column("institution_type", "text", "机构类型标识", "identifier of the institution's type"),
        *_PRACTICE,
        *_EVIDENCE,
    ),
)
HONOURS = TableSpec(
    "honours",
    "一行：一项所获荣誉",
    "one row: one honour received",
    (
        *_PLACE,
        *_YEAR,
        Column("honour_id", "text", "荣誉标识", "identifier of the honour"),
        Column("honour", "text", "荣誉名称", "name of the honour"),
        Column("holder_id", "text", "获得者标识；空：报告的辖区", "identifier of the holder; empty: the place itself"),
        Column("holder", "text", "获得者名称", "name of the holder"),
        *_EVIDENCE,
    ),
)
COUNSELS = TableSpec(
    "counsels",
    "一行：一家受聘的律师事务所",
    "one row: one law firm that is retained",
    (
        *_PLACE,
        *_YEAR,
        Column("firm_id", "text", "律所标识", "identifier of the firm"),
        Column("firm", "text", "律所名称", "name of the firm"),
        Column("client_id", "text", "聘用方标识；空：报告的辖区", "identifier of the client; empty: the place itself"),
        Column("client", "text", "聘用方名称", "name of the client"),
        *_EVIDENCE,
    ),
)
EVENTS = TableSpec(
    "events",
    "一行：一项做法、一个地方、一个有报告的年度（事件史分析的面板）",
    "one row: one practice, one place, one year of which its report is held (the panel of event history analysis)",
    (
        *_PRACTICE[:2],
        *_PLACE,
        Column("level", "text", "层级", "level of the place"),
        Column("province", "text", "所在省级行政区", "its province"),
        *_YEAR,
        Column(
            "previous_year",
            "year",
            "该地上一个有报告的年度；空：首个",
            "the place's covered year before; empty for its first. The event lies in (previous_year, year]",
        ),
        Column(
            "at_risk",
            "boolean",
            "1：此前未知已实行，本行可能首次实行",
            "1: not known to implement it before, so it can adopt in this row",
        ),
        Column("event", "boolean", "1：首次实行落在本行", "1: the first adoption falls into this row"),
        Column("adopted", "boolean", "1：本年度报告称已实行", "1: the report of this year claims it as implemented"),
        Column("planned", "boolean", "1：本年度报告列为计划", "1: this report plans it"),
        Column("deficient", "boolean", "1：本年度报告称有不足", "1: this report calls it weak"),
        Column("mentioned", "boolean", "1：本年度报告仅提及", "1: this report only mentions it"),
        Column(
            "first_adoption",
            "year",
            "该地已知最早的实行年；空：至今未知",
            "the first year known for this place; empty: none known to date (right-censored)",
        ),
        Column(
            "left_censored",
            "boolean",
            "1：首个有报告的年度即已实行，实际起始可能更早",
            "1: implemented in the first covered year already, so the true beginning may lie before",
        ),
        Column(
            "covered_places",
            "integer",
            "本年度有报告的地方数（分母）",
            "the denominator: places with a report of this year",
        ),
        Column("adopting_places", "integer", "其中称已实行的地方数（分子）", "the numerator: those that claim it"),
        Column("adopters_before", "integer", "首次实行早于本年度的地方数", "places that adopted it before this year"),
    ),
)
CASCADES = TableSpec(
    "cascades",
    "一行：一地首次实行一项做法（推断扩散网络的级联）",
    "one row: the first adoption of one practice by one place (cascades, for inferring diffusion networks)",
    (
        Column("cascade_id", "text", "级联：做法标识", "the cascade: identifier of the practice"),
        Column("practice", "text", "做法名称", "name of the practice"),
        Column("node_name", "text", "节点：地方标识", "the node: identifier of the place"),
        *_PLACE[1:],
        Column("event_time", "year", "首次实行的已知最早年", "the first year known"),
        Column("left_censored", "boolean", "1：实际起始可能更早", "1: the true beginning may lie before"),
        Column("covered_from", "year", "该地首个有报告的年度", "the first year of which its report is held"),
        Column("covered_to", "year", "该地最后一个有报告的年度", "the last such year"),
    ),
)
TABLES = {
    table.name: table
    for table in (
        ADOPTIONS,
        COVERAGE,
        PRACTICES,
        FIGURES,
        CITATIONS,
        PARTICIPATIONS,
        HONOURS,
        COUNSELS,
        EVENTS,
        CASCADES,
    )
}
"""All tables by name, in the order of the codebook."""
