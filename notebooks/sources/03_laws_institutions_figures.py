# %% [markdown]
# # 03 法规、机构与数据 · Laws, institutions and figures
#
# 报告援引哪些法规，引用时是否有效；哪些机构参与哪些做法；报告给出哪些数据，能不能比较。
#
# Which laws do reports cite, and were they in force; which institutions take part in which practices; which figures are given, and
# can they be compared.
#
# > **数据能说明什么。** 五份报告。援引的多少取决于写法；数据的口径各地不同（“调解案件”有的含村级，有的不含），未经核对不能相加，
# > 也不能排名次。
# >
# > **What the data can carry.** Five reports. How many laws are cited depends on how one writes. Figures are defined differently by each
# > place ("mediation cases" with or without the villages'): unchecked, they can be neither added nor ranked.

# %% tags=["parameters"]
# ▶ 改这里 · change here
from fazhi.settings import data_folder, setting

REPORTS = data_folder("seeds")  # 报告文件夹 · folder of reports
STORE = setting("FAZHI_STORE")  # 图谱 · the graph
MEASURE = "调解"  # 看哪类数据：事项中的字词 · words in what is counted
UNIT = "件"  # 单位 · its unit

# %%
import altair as alt
import pandas as pd

from fazhi import charts, network
from fazhi.build import build
from fazhi.network import CitationEdge, ParticipationEdge
from fazhi.store import Store

pd.set_option("display.max_colwidth", 70)
build([REPORTS], STORE)
with Store.open(STORE) as store:
    graph, held = network.load(store), network.coverage(store)
names = network.names_of(graph)
english = network.names_of(graph, language="en")
to_english = {names[node]: english[node] for node in names if english[node] != names[node]}

# %% [markdown]
# ## 一、援引了哪些法规 · Which laws are cited
#
# 一份报告引同一部法多次，只计一次。
#
# A report that cites a law several times counts once.

# %%
citations = [edge for edge in network.edges_of(graph) if isinstance(edge, CitationEdge)]
cited = pd.DataFrame(
    sorted({(edge.law, edge.place, edge.year) for edge in citations}), columns=["law", "place", "year"]
)
cited["法规"] = cited["law"].map(names).str.removeprefix("中华人民共和国")
cited["地方"] = cited["place"].map(names)
often = (
    cited.groupby("法规")["地方"]
    .nunique()
    .rename("报告数")
    .reset_index()
    .sort_values(["报告数", "法规"], ascending=[False, True])
)
print(f"法规文件 {cited['law'].nunique()} 部，只有一份报告援引的 {(often['报告数'] == 1).sum()} 部")
print(f"{cited['law'].nunique()} laws and documents, {(often['报告数'] == 1).sum()} of them cited by one report only")
often.head(12).reset_index(drop=True)

# %%
kind_names = {
    "constitution": "宪法 constitution",
    "statute": "法律 statute",
    "administrative regulation": "行政法规 regulation",
}
kind_names |= {"local regulation": "地方性法规 local regulation", "party regulation": "党内法规 party regulation"}
kind_names |= {"opinion": "意见 opinion", "outline or plan": "纲要规划 plan", "departmental rule": "部门规章 rule"}
cited["类别"] = [
    kind_names.get(kind, "其他、未收录 other") for kind in (network.record_of(graph, law).type for law in cited["law"])
]
kinds = cited.groupby(["地方", "类别"])["law"].nunique().rename("部").reset_index()
bars = (
    alt.Chart(kinds)
    .mark_bar()
    .encode(
        x=alt.X(
            "部:Q", title="援引的法规文件（部）· laws and documents cited", axis=alt.Axis(tickMinStep=1, format="d")
        ),
        y=alt.Y("地方:N", title=None, sort="-x"),
        color=alt.Color("类别:N", title="类别 kind"),
        tooltip=["地方", "类别", "部"],
    )
    .properties(width=420, height=alt.Step(30))
)
charts.figure(
    bars, "各份报告援引的法规文件", "Laws and documents that each report cites", reports=len(held), english=to_english
)

# %% [markdown]
# ### 引用时是否有效 · In force when cited?
#
# 词表记有施行与废止日期。报告年度内已废止仍被援引的，列出原句，由人判断：可能是沿用旧稿，也可能确是旧案。
#
# The vocabulary knows when laws came into force and were repealed. What was no longer in force in the report year is listed with its
# sentence, for a person to judge: an old draft reused, or truly an old case.

# %%
lapsed = [edge for edge in citations if edge.in_force is False]
pd.DataFrame(
    {
        "法规 law": names[edge.law],
        "地方 place": names[edge.place],
        "年度 year": edge.year,
        "原文 sentence": edge.evidence[0].sentence,
        "出处 source": f"{edge.evidence[0].source}:{edge.evidence[0].start}",
    }
    for edge in lapsed
)

# %% [markdown]
# ## 二、哪些机构参与哪些做法 · Which institutions take part in which practices
#
# 只计同一句话说明机构参与某做法的情形。机构归入类型（司法所、派出所……）后各地才可比较。
#
# Counted where one sentence says that the institution takes part. By type (justice office, police station …) places can be compared.

# %%
participations = [edge for edge in network.edges_of(graph) if isinstance(edge, ParticipationEdge)]
rows = [
    (
        names[edge.institution],
        network.record_of(graph, edge.institution).type or "（未归类）",
        names[edge.practice],
        names[edge.place],
        edge.year,
        edge.evidence[0].sentence,
    )
    for edge in participations
]
taking_part = pd.DataFrame(rows, columns=["机构", "类型", "做法", "地方", "年度", "原文"])
two_mode = network.institutions_practices(graph)
print(f"参与 {len(participations)} 条，机构 {len(two_mode.rows)} 个，做法 {len(two_mode.columns)} 项")
print(f"{len(participations)} participations of {len(two_mode.rows)} institutions in {len(two_mode.columns)} practices")
taking_part.sort_values(["地方", "做法", "机构"]).reset_index(drop=True).head(15)

# %% [markdown]
# 说得这样明白的句子不多。放宽一步，只看报告提到哪些类型的机构、几次：这是“提到”，不是“参与”。
#
# Sentences as plain as that are few. One step wider: which types of institutions each report names, and how often. That is being named, not
# taking part.

# %%
from pathlib import Path

from fazhi.extractor import Extractor
from fazhi.reports import read_report
from fazhi.vocabulary import load_institution_types

types = {one.id: one for one in load_institution_types()}
extract = Extractor()
named = [
    (names.get(f"division/{made.report.header.division_code}"), types[kind].name)
    for made in (extract(read_report(path)) for path in sorted(Path(REPORTS).glob("*.txt")))
    for one in made.mentions
    if one.label == "INSTITUTION" and (kind := (one.id or "").partition("-")[2]) in types
]
named = pd.DataFrame(named, columns=["地方", "类型"]).value_counts().rename("次").reset_index()
places_of_type = named.groupby("类型")["地方"].nunique()
widely = named[named["类型"].map(places_of_type) >= 2].sort_values(["类型", "地方"])
order = list(widely.groupby("类型")["次"].sum().sort_values(ascending=False, kind="stable").index)
heat = alt.Chart(widely).encode(
    x=alt.X("地方:N", title=None, axis=alt.Axis(orient="top", labelAngle=0)), y=alt.Y("类型:N", title=None, sort=order)
)
squares = heat.mark_rect().encode(
    color=alt.Color("次:Q", title="提到（次）mentions", scale=alt.Scale(scheme=charts.SCALE)),
    tooltip=["地方", "类型", "次"],
)
most = int(widely["次"].max())
count = heat.mark_text(fontSize=12).encode(
    text="次:Q", color=alt.condition(f"datum['次'] > {0.7 * most}", alt.value("black"), alt.value("white"))
)
charts.figure(
    (squares + count).properties(width=380, height=alt.Step(22)),
    "至少两份报告提到的机构类型",
    "Types of institutions that at least two reports name",
    reports=len(held),
    english=to_english | {one.name: one.english for one in types.values()},
)

# %% [markdown]
# ## 三、数据 · Figures
#
# 报告给出的每一个数，连同事项、单位、原句，都在图谱里。先看总体，再看一类。
#
# Every figure of a report is in the graph, with what it counts, its unit and its sentence. First all, then one kind.

# %%
FIGURES = """
SELECT ?place ?year ?measure ?value ?unit ?sentence ?file ?start WHERE {
  ?figure a rol:Figure ; rol:measure ?measure ; rol:value ?value ; rol:unit ?unit ;
    rol:jurisdiction ?where ; rol:reportYear ?year ; rol:evidence ?passage ; rol:report/rol:fileName ?file .
  ?passage oa:hasSelector/oa:exact ?sentence ; oa:hasSelector/oa:start ?start .
  ?where rdfs:label ?place . FILTER (LANG(?place) = "zh")
} ORDER BY ?place ?start ?measure ?value ?unit"""
with Store.open(STORE) as store:
    answer = store.query(FIGURES)
figures = pd.DataFrame(
    answer.values(), columns=["地方", "年度", "事项", "数值", "单位", "原文", "文件", "位置"]
).drop_duplicates()
units = figures.groupby(["单位", "地方"]).size().rename("个").reset_index()
common = units.groupby("单位")["个"].sum().nlargest(10).index
heat = alt.Chart(units[units["单位"].isin(common)]).encode(
    x=alt.X("地方:N", title=None, axis=alt.Axis(orient="top", labelAngle=0)),
    y=alt.Y("单位:N", title=None, sort=list(common)),
)
squares = heat.mark_rect().encode(
    color=alt.Color("个:Q", title="数据（个）figures", scale=alt.Scale(scheme=charts.SCALE)),
    tooltip=["地方", "单位", "个"],
)
count = heat.mark_text(fontSize=12).encode(
    text="个:Q", color=alt.condition("datum['个'] > 14", alt.value("black"), alt.value("white"))
)
charts.figure(
    (squares + count).properties(width=380, height=alt.Step(22)),
    "报告给出多少个数据，以何为单位",
    "How many figures the reports give, by unit",
    reports=len(held),
    english=to_english,
)

# %%
chosen = figures[figures["事项"].str.contains(MEASURE) & (figures["单位"] == UNIT)].reset_index(drop=True)
print(f"事项含“{MEASURE}”、单位为“{UNIT}”的数据 {len(chosen)} 个 · {len(chosen)} figures")
chosen[["地方", "年度", "事项", "数值", "单位", "原文"]]

# %%
assert len(chosen), f"没有这类数据，请改 MEASURE 或 UNIT · no such figure: change MEASURE or UNIT ({MEASURE}, {UNIT})"
chosen["事项与年度"] = chosen["地方"] + " " + chosen["年度"].astype(str) + "：" + chosen["事项"]
points = (
    alt.Chart(chosen[["事项与年度", "数值", "地方", "原文"]])
    .mark_point(filled=True, size=90, opacity=1)
    .encode(
        x=alt.X("数值:Q", title=f"数值（{UNIT}）· value ({UNIT})"),
        y=alt.Y("事项与年度:N", title=None),
        color=alt.Color("地方:N", title="地方 place"),
        shape=alt.Shape("地方:N", title="地方 place"),
        tooltip=["事项与年度", "数值", "原文"],
    )
    .properties(width=380, height=alt.Step(22))
)
charts.figure(
    points,
    f"报告中关于“{MEASURE}”的数据",
    f"Figures on {MEASURE} as each report gives them",
    reports=len(held),
    note="口径不同，不可比 · not comparable",
    english=to_english,
)
