"""Rows of the named queries, typed.

Made by ``python tools/make_queries.py`` from the heads of ``fazhi/queries/*.rq``; change those. It is long because
there is one class for each of the 54 named queries.

Every field may be None where the graph does not say it. Years are whole numbers, things are IRIs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class AboutPracticeRow:
    """About one practice · 一项做法的说明."""

    fact: str | None  # 事项 · fact
    content: str | None  # 内容 · content
    lang: str | None  # 语言 · language
    about: str | None  # 所指 · thing


@dataclass(frozen=True, slots=True)
class AdoptersOfRow:
    """Places that run one practice · 实行一项做法的地方."""

    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    first_year: int | None  # 最早年份 · first year
    first_reported: int | None  # 最早报告年度 · first reported
    last_reported: int | None  # 最近报告年度 · last reported
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """Places most alike · 与一地最相似的地方."""

    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    shared: int | None  # 共有 · shared
    only_here: int | None  # 仅本地有 · only here
    only_there: int | None  # 仅彼地有 · only there
    jaccard: float | None  # 雅卡尔系数 · Jaccard index
    other: str | None  # 彼地标识 · other place id


@dataclass(frozen=True, slots=True)
class CandidatesRow:
    """Candidate practices awaiting review · 待审的候选做法."""

    zh: str | None  # 做法 · practice
    places: int | None  # 地数 · places
    first_reported: int | None  # 最早报告年度 · first reported
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    practice: str | None  # 做法标识 · practice id


@dataclass(frozen=True, slots=True)
class CoAdoptedRow:
    """Practices that run together · 同行的做法."""

    first_zh: str | None  # 做法甲 · practice A
    first_en: str | None  # 甲英文名 · A in English
    second_zh: str | None  # 做法乙 · practice B
    second_en: str | None  # 乙英文名 · B in English
    places: int | None  # 地数 · places
    jaccard: float | None  # 雅卡尔系数 · Jaccard index
    related: bool | None  # 上下位 · one is part of the other
    first: str | None  # 甲标识 · id of A
    second: str | None  # 乙标识 · id of B


@dataclass(frozen=True, slots=True)
class CoAdoptedWithRow:
    """Practices that run together with one · 与一项做法同行的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    places: int | None  # 地数 · places
    jaccard: float | None  # 雅卡尔系数 · Jaccard index
    related: bool | None  # 上下位 · one is part of the other
    other: str | None  # 彼做法标识 · other practice id


@dataclass(frozen=True, slots=True)
class CounselRow:
    """Law firms and whom they advise · 法律顾问."""

    firm_name: str | None  # 律师事务所 · law firm
    client_name: str | None  # 聘用机构 · client
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    firm: str | None  # 律所标识 · firm id
    client: str | None  # 聘用机构标识 · client id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """Reports that are held · 已收录的报告."""

    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    code: str | None  # 代码 · code
    year: int | None  # 年度 · year
    title: str | None  # 标题 · title
    issued: str | None  # 发布日期 · issued
    statements: int | None  # 陈述数 · statements
    source: str | None  # 文件 · file
    place: str | None  # 地方标识 · place id
    report: str | None  # 报告标识 · report id


@dataclass(frozen=True, slots=True)
class CoverageByRow:
    """Coverage by province, level and year · 各省、各层级、各年的收录."""

    province_name: str | None  # 省份 · province
    level: str | None  # 层级 · level
    year: int | None  # 年度 · year
    places: int | None  # 地数 · places
    reports: int | None  # 报告数 · reports
    divisions: int | None  # 区划数 · divisions
    province: str | None  # 省份标识 · province id


@dataclass(frozen=True, slots=True)
class CoverageByYearRow:
    """Coverage by year · 各年的收录."""

    year: int | None  # 年度 · year
    places: int | None  # 地数 · places
    reports: int | None  # 报告数 · reports


@dataclass(frozen=True, slots=True)
class DeficientRow:
    """Practices reported as weak · 被指为不足的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    practice: str | None  # 做法标识 · practice id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """Practices that one place has and another has not · 甲地有而乙地没有的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    a_year: int | None  # 甲地最早年份 · first year in A
    a_sentence: str | None  # 甲地原句 · sentence of A
    evidence: str | None  # 证据 · evidence
    b_status: str | None  # 乙地状态 · status in B
    practice: str | None  # 做法标识 · practice id


@dataclass(frozen=True, slots=True)
class EvidenceOfRow:
    """Evidence of a practice in a place · 一项做法在一地的证据."""

    year: int | None  # 年度 · year
    status: str | None  # 状态 · status
    sentence: str | None  # 原句 · sentence
    start: int | None  # 起点 · start
    end: int | None  # 终点 · end
    focus_start: int | None  # 焦点起点 · focus start
    focus_end: int | None  # 焦点终点 · focus end
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    report: str | None  # 报告标识 · report id


@dataclass(frozen=True, slots=True)
class FiguresRow:
    """Figures that reports give · 报告中的数据."""

    measure: str | None  # 所计事项 · measure
    value: float | None  # 数值 · value
    unit: str | None  # 单位 · unit
    zh: str | None  # 做法 · practice
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    practice: str | None  # 做法标识 · practice id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class FiguresAcrossRow:
    """One measure across places · 一个事项在各地的数据."""

    measure: str | None  # 所计事项 · measure
    unit: str | None  # 单位 · unit
    value: float | None  # 数值 · value
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    sentence: str | None  # 原句 · sentence
    evidence: str | None  # 证据 · evidence
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class FirstReportsOfRow:
    """First reports of one practice · 一项做法的首次报告."""

    first_reported: int | None  # 最早报告年度 · first reported
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    province_name: str | None  # 省份 · province
    first_year: int | None  # 最早年份 · first year
    sentence: str | None  # 原句 · sentence
    evidence: str | None  # 证据 · evidence
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class GapsOfRow:
    """Practices that others run and a place does not · 别处有而一地没有的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    places: int | None  # 地数 · places
    own_status: str | None  # 本地状态 · own status
    practice: str | None  # 做法标识 · practice id


@dataclass(frozen=True, slots=True)
class GoneInRow:
    """Practices no longer claimed in a year · 一地某年不再提起的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    last_reported: int | None  # 最近报告年度 · last reported
    status: str | None  # 状态 · status
    practice: str | None  # 做法标识 · practice id


@dataclass(frozen=True, slots=True)
class HonoursRow:
    """Honours received · 所获荣誉."""

    honour_name: str | None  # 荣誉 · honour
    holder_name: str | None  # 获得者 · holder
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    honour: str | None  # 荣誉标识 · honour id
    holder: str | None  # 获得者标识 · holder id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class InstitutionsRow:
    """Institutions by type and place · 机构名录."""

    institution_name: str | None  # 机构 · institution
    type: str | None  # 机构类型 · institution type
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    institution: str | None  # 机构标识 · institution id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class InstitutionsInRow:
    """Institutions that take part in a practice · 参与一项做法的机构."""

    institution_name: str | None  # 机构 · institution
    type: str | None  # 机构类型 · institution type
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    institution: str | None  # 机构标识 · institution id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class LapsedLawsRow:
    """Laws cited when not in force · 引用时已不施行的规范性文本."""

    law_title: str | None  # 规范性文本 · law
    in_force_from: str | None  # 施行日期 · in force from
    repealed_on: str | None  # 废止日期 · repealed on
    successor_title: str | None  # 替代文本 · replaced by
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    law: str | None  # 文本标识 · law id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class LawFirmsRow:
    """Law firms · 律师事务所."""

    firm_name: str | None  # 律师事务所 · law firm
    places: int | None  # 地数 · places
    first_reported: int | None  # 最早报告年度 · first reported
    last_reported: int | None  # 最近报告年度 · last reported
    firm: str | None  # 律所标识 · firm id


@dataclass(frozen=True, slots=True)
class LawsByKindRow:
    """Kinds of laws cited · 各类规范性文本."""

    kind: str | None  # 类别 · kind
    laws: int | None  # 文本数 · laws
    reports: int | None  # 报告数 · reports


@dataclass(frozen=True, slots=True)
class LawsCitedRow:
    """Laws most cited · 所引的规范性文本."""

    law_title: str | None  # 规范性文本 · law
    kind: str | None  # 类别 · kind
    reports: int | None  # 报告数 · reports
    not_in_force: int | None  # 引用时不施行 · not in force
    law: str | None  # 文本标识 · law id


@dataclass(frozen=True, slots=True)
class LawsForRow:
    """Laws cited for a practice · 一项做法所依据的规范性文本."""

    law_title: str | None  # 规范性文本 · law
    kind: str | None  # 类别 · kind
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    law: str | None  # 文本标识 · law id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class MeasuresRow:
    """What reports count · 所计的事项."""

    measure: str | None  # 所计事项 · measure
    unit: str | None  # 单位 · unit
    places: int | None  # 地数 · places
    figures: int | None  # 数据数 · figures
    least: float | None  # 最小值 · least
    greatest: float | None  # 最大值 · greatest


@dataclass(frozen=True, slots=True)
class MissingReportsRow:
    """Places without a report of a year · 某年缺报告的地方."""

    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    first_held: int | None  # 最早收录 · first held
    last_held: int | None  # 最近收录 · last held
    years: int | None  # 年数 · years held
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class NewInRow:
    """Practices new in a year · 一地某年新增的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    since: int | None  # 起始年 · since
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    practice: str | None  # 做法标识 · practice id


@dataclass(frozen=True, slots=True)
class PeculiarToRow:
    """Practices peculiar to one place · 一地独有的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    first_year: int | None  # 最早年份 · first year
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    practice: str | None  # 做法标识 · practice id


@dataclass(frozen=True, slots=True)
class PioneersRow:
    """Who reported a practice first · 最早报告某做法的地方."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    first_reported: int | None  # 最早报告年度 · first reported
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    pioneers: int | None  # 同年首报地数 · places first in that year
    places: int | None  # 地数 · places
    sentence: str | None  # 原句 · sentence
    evidence: str | None  # 证据 · evidence
    practice: str | None  # 做法标识 · practice id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class PlacesRow:
    """Places with reports · 有报告的地方."""

    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    code: str | None  # 代码 · code
    level: str | None  # 层级 · level
    reports: int | None  # 报告数 · reports
    first_held: int | None  # 最早收录 · first held
    last_held: int | None  # 最近收录 · last held
    practices: int | None  # 做法数 · practices
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class PlacesOfRow:
    """Places of one practice · 一项做法所在的地方."""

    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    code: str | None  # 代码 · code
    year: int | None  # 年度 · year
    status: str | None  # 状态 · status
    since: int | None  # 起始年 · since
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """Practices that are promised · 计划实行的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    practised: bool | None  # 已实行 · practised
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    practice: str | None  # 做法标识 · practice id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class PracticesRow:
    """Catalogue of practices · 做法目录."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    kind: str | None  # 类别 · kind
    places: int | None  # 地数 · places
    first_reported: int | None  # 最早报告年度 · first reported
    practice: str | None  # 做法标识 · practice id


@dataclass(frozen=True, slots=True)
class PracticesOfRow:
    """Practices of one place · 一地的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    status: str | None  # 状态 · status
    year: int | None  # 年度 · year
    since: int | None  # 起始年 · since
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    practice: str | None  # 做法标识 · practice id


@dataclass(frozen=True, slots=True)
class PracticesUnderRow:
    """Practices under a top concept, by province · 一类做法在各省."""

    province_name: str | None  # 省份 · province
    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    implemented: int | None  # 已实行地年数 · implemented place-years
    covered: int | None  # 有报告的地年数 · covered place-years
    share: float | None  # 比例 · share
    practice: str | None  # 做法标识 · practice id
    province: str | None  # 省份标识 · province id


@dataclass(frozen=True, slots=True)
class PracticesWithRow:
    """Practices that a type of institution takes part in · 一类机构参与的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    institution_name: str | None  # 机构 · institution
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    practice: str | None  # 做法标识 · practice id
    institution: str | None  # 机构标识 · institution id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class ProfileOfRow:
    """Profile of one place · 一地做法的分布."""

    notation: str | None  # 编号 · notation
    topic_zh: str | None  # 顶层类目 · top concept
    topic_en: str | None  # 类目英文名 · top concept in English
    implemented: int | None  # 已实行 · implemented
    planned: int | None  # 计划 · planned
    deficient: int | None  # 不足 · weak
    topic: str | None  # 类目标识 · top concept id


@dataclass(frozen=True, slots=True)
class PromisesRow:
    """Promises and what became of them · 承诺及其结果."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    outcome: str | None  # 结果 · outcome
    already: bool | None  # 此前已实行 · already running
    kept_in: int | None  # 兑现年度 · kept in
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    practice: str | None  # 做法标识 · practice id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class PromisesByPlaceRow:
    """How places keep their promises · 各地的承诺兑现."""

    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    promised: int | None  # 承诺 · promised
    kept: int | None  # 已兑现 · kept
    weak: int | None  # 仍有不足 · weak
    renewed: int | None  # 再次承诺 · renewed
    dropped: int | None  # 未再提起 · dropped
    open: int | None  # 尚不可知 · open
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class PromisesByPracticeRow:
    """How promises of practices fare · 各项做法的承诺兑现."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    promised: int | None  # 承诺 · promised
    kept: int | None  # 已兑现 · kept
    weak: int | None  # 仍有不足 · weak
    renewed: int | None  # 再次承诺 · renewed
    dropped: int | None  # 未再提起 · dropped
    open: int | None  # 尚不可知 · open
    practice: str | None  # 做法标识 · practice id


@dataclass(frozen=True, slots=True)
class RelatedPracticesRow:
    """Practices related to one · 与一项做法相关的做法."""

    relation: str | None  # 关系 · relation
    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    places: int | None  # 地数 · places
    other: str | None  # 彼做法标识 · other practice id


@dataclass(frozen=True, slots=True)
class ReportsCitingRow:
    """Reports that cite a law · 引用一部规范性文本的报告."""

    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    in_force: bool | None  # 当年有效 · in force
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    report: str | None  # 报告标识 · report id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """Everything about one sentence · 关于一个句子的一切."""

    kind: str | None  # 陈述类别 · kind of statement
    name: str | None  # 所述 · subject
    status: str | None  # 状态 · status
    value: float | None  # 数值 · value
    unit: str | None  # 单位 · unit
    in_force: bool | None  # 当年有效 · in force
    confidence: float | None  # 置信度 · confidence
    focus_start: int | None  # 焦点起点 · focus start
    focus_end: int | None  # 焦点终点 · focus end
    sentence: str | None  # 原句 · sentence
    start: int | None  # 起点 · start
    end: int | None  # 终点 · end
    title: str | None  # 标题 · title
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    source: str | None  # 文件 · file
    statement: str | None  # 陈述标识 · statement id
    passage: str | None  # 证据标识 · evidence id
    report: str | None  # 报告标识 · report id


@dataclass(frozen=True, slots=True)
class SentencesRow:
    """Sentences with words · 含有某些字词的句子."""

    sentence: str | None  # 原句 · sentence
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    report: str | None  # 报告标识 · report id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class SharedByRow:
    """Practices that two places share · 两地共有的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    a_year: int | None  # 甲地最早年份 · first year in A
    a_sentence: str | None  # 甲地原句 · sentence of A
    b_year: int | None  # 乙地最早年份 · first year in B
    b_sentence: str | None  # 乙地原句 · sentence of B
    practice: str | None  # 做法标识 · practice id


@dataclass(frozen=True, slots=True)
class SharedClaimsRow:
    """Practices shared by several places, claim by claim · 多地共有的做法及其出处."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    places: int | None  # 地数 · places
    place_name: str | None  # 地方 · place
    path: str | None  # 全称 · full name
    year: int | None  # 年度 · year
    status: str | None  # 状态 · status
    sentence: str | None  # 原句 · sentence
    source: str | None  # 文件 · file
    evidence: str | None  # 证据 · evidence
    practice: str | None  # 做法标识 · practice id
    place: str | None  # 地方标识 · place id


@dataclass(frozen=True, slots=True)
class SharedPracticesRow:
    """Practices shared by several places · 多地共有的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    places: int | None  # 地数 · places
    first_reported: int | None  # 最早报告年度 · first reported
    share: float | None  # 比例 · share
    practice: str | None  # 做法标识 · practice id


@dataclass(frozen=True, slots=True)
class SpreadOfRow:
    """Spread of one practice · 一项做法的推广."""

    year: int | None  # 年度 · year
    places: int | None  # 地数 · places
    covered: int | None  # 有报告的地方数 · places covered
    share: float | None  # 比例 · share
    new_places: int | None  # 首次报告的地方数 · places that report it first
    planned: int | None  # 计划的地方数 · places that promise it
    deficient: int | None  # 不足的地方数 · places that admit weakness


@dataclass(frozen=True, slots=True)
class TopPracticesRow:
    """Most common practices · 最普及的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    implemented: int | None  # 已实行地年数 · implemented place-years
    covered: int | None  # 有报告的地年数 · covered place-years
    share: float | None  # 比例 · share
    practice: str | None  # 做法标识 · practice id


@dataclass(frozen=True, slots=True)
class TopPracticesInRow:
    """Most common practices of a province · 一省最普及的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    implemented: int | None  # 已实行地年数 · implemented place-years
    covered: int | None  # 有报告的地年数 · covered place-years
    share: float | None  # 比例 · share
    practice: str | None  # 做法标识 · practice id


@dataclass(frozen=True, slots=True)
class UnplacedReportsRow:
    """Reports of an unknown place or year · 地点或年度不明的报告."""

    title: str | None  # 标题 · title
    year: int | None  # 年度 · year
    source: str | None  # 文件 · file
    candidate: str | None  # 可能的地方 · possible place
    code: str | None  # 代码 · code
    report: str | None  # 报告标识 · report id


@dataclass(frozen=True, slots=True)
class WeakPointsRow:
    """Practices most often reported as weak · 最常被指为不足的做法."""

    zh: str | None  # 做法 · practice
    en: str | None  # 英文名 · English name
    deficient: int | None  # 不足地年数 · weak place-years
    implemented: int | None  # 已实行地年数 · implemented place-years
    covered: int | None  # 有报告的地年数 · covered place-years
    practice: str | None  # 做法标识 · practice id


ROWS: dict[str, type[Any]] = {
    "about-practice": AboutPracticeRow,
    "adopters-of": AdoptersOfRow,
    "alike": AlikeRow,
    "candidates": CandidatesRow,
    "co-adopted": CoAdoptedRow,
    "co-adopted-with": CoAdoptedWithRow,
    "counsel": CounselRow,
    "coverage": CoverageRow,
    "coverage-by": CoverageByRow,
    "coverage-by-year": CoverageByYearRow,
    "deficient": DeficientRow,
    "difference": DifferenceRow,
    "evidence-of": EvidenceOfRow,
    "figures": FiguresRow,
    "figures-across": FiguresAcrossRow,
    "first-reports-of": FirstReportsOfRow,
    "gaps-of": GapsOfRow,
    "gone-in": GoneInRow,
    "honours": HonoursRow,
    "institutions": InstitutionsRow,
    "institutions-in": InstitutionsInRow,
    "lapsed-laws": LapsedLawsRow,
    "law-firms": LawFirmsRow,
    "laws-by-kind": LawsByKindRow,
    "laws-cited": LawsCitedRow,
    "laws-for": LawsForRow,
    "measures": MeasuresRow,
    "missing-reports": MissingReportsRow,
    "new-in": NewInRow,
    "peculiar-to": PeculiarToRow,
    "pioneers": PioneersRow,
    "places": PlacesRow,
    "places-of": PlacesOfRow,
    "planned": PlannedRow,
    "practices": PracticesRow,
    "practices-of": PracticesOfRow,
    "practices-under": PracticesUnderRow,
    "practices-with": PracticesWithRow,
    "profile-of": ProfileOfRow,
    "promises": PromisesRow,
    "promises-by-place": PromisesByPlaceRow,
    "promises-by-practice": PromisesByPracticeRow,
    "related-practices": RelatedPracticesRow,
    "reports-citing": ReportsCitingRow,
    "sentence": SentenceRow,
    "sentences": SentencesRow,
    "shared-by": SharedByRow,
    "shared-claims": SharedClaimsRow,
    "shared-practices": SharedPracticesRow,
    "spread-of": SpreadOfRow,
    "top-practices": TopPracticesRow,
    "top-practices-in": TopPracticesInRow,
    "unplaced-reports": UnplacedReportsRow,
    "weak-points": WeakPointsRow,
}
"""The class of the rows of each named query."""
