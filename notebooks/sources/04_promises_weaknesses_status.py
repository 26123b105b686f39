# %% [markdown]
# # 04 承诺、不足与状态 · Promises, weaknesses and status
#
# 同一项做法，报告可以说已实行、计划实行、做得不够，或只是提到。分清这四种，才谈得上谁做了、谁承诺了、谁承认不足。
#
# Of one practice a report can say that it runs, that it is planned, that it is weak, or merely name it. Only with these apart can
# one ask who does, who promises and who admits.
#
# > **数据能说明什么。** 每地只有一份报告，**没有任何一项承诺可以核验**：下一年的报告不在手里，不等于没有兑现。本笔记演示如何计算，
# > 兑现率在这里是“不知”，不是零。
# >
# > **What the data can carry.** One report a place: **no promise can be checked**. A missing report of the next year is no broken
# > promise. The rate of kept promises is unknown here, not zero; the method is shown, and 06 applies it where the truth is known.

# %% tags=["parameters"]
# ▶ 改这里 · change here
from fazhi.settings import data_folder, setting

REPORTS = data_folder("seeds")  # 报告文件夹 · folder of reports
STORE = setting("FAZHI_STORE")  # 图谱 · the graph
PLACE = None  # 只看一地，如 "新窑镇"；None 为全部 · one place, or None for all

# %%
import altair as alt
import pandas as pd

from fazhi import charts, network
from fazhi.build import build
from fazhi.store import Store

pd.set_option("display.max_colwidth", 70)
build([REPORTS], STORE)
with Store.open(STORE) as store:
    graph, held = network.load(store), network.coverage(store)
panel = network.panel(graph, held)
names = network.names_of(graph)
english = network.names_of(graph, language="en")
to_english = {names[node]: english[node] for node in names if english[node] != names[node]}
status_names = {
    "implemented": "已实行 implemented",
    "planned": "计划 planned",
    "deficient": "不足 deficient",
    "mentioned": "提及 mentioned",
}
years = {one.place: one.year for one in held}
wanted = [edge for edge in network.adoptions(graph) if PLACE in (None, names[edge.place])]

# %% [markdown]
# ## 一、四种状态 · The four statuses

# %%
counts = pd.DataFrame(
    [(f"{names[edge.place]} {edge.year}", status_names[edge.status], edge.practice) for edge in wanted],
    columns=["报告", "状态", "做法"],
)
counts = counts.groupby(["报告", "状态"])["做法"].nunique().rename("项").reset_index()
counts["序"] = counts["状态"].map(list(status_names.values()).index)
scale = alt.Scale(domain=list(status_names.values()), range=list(charts.STATUS_COLOURS.values()))
small = (
    alt.Chart(counts)
    .mark_bar()
    .encode(
        x=alt.X("项:Q", title="做法（项）· practices"),
        y=alt.Y("报告:N", title=None),
        color=alt.Color("状态:N", title="状态 status", scale=scale, sort=list(status_names.values())),
        order=alt.Order("序:Q"),
        tooltip=["报告", "状态", "项"],
    )
    .properties(width=440, height=alt.Step(30))
)
charts.figure(
    small,
    "各份报告对做法的说法",
    "What each report claims of practices",
    reports=len(held),
    note="一项做法可有几种说法",
    english=to_english,
)

# %% [markdown]
# ## 二、承认的不足 · Weaknesses admitted
#
# 报告自己说做得不够的做法。旁边列出哪些地方说已实行：也许可以去问问他们。
#
# Practices that a report itself calls weak, and who claims to run them: perhaps the ones to ask.

# %%
running = {}
for edge in network.adoptions(graph):
    if edge.status == "implemented":
        running.setdefault(edge.practice, set()).add(edge.place)


def elsewhere(edge):
    return "、".join(sorted(names[place] for place in running.get(edge.practice, ()) if place != edge.place))


def listed(status):
    rows = [
        {
            "地方 place": names[edge.place],
            "做法 practice": names[edge.practice],
            "他处已实行 run elsewhere": elsewhere(edge),
            "原文 sentence": edge.evidence[0].sentence,
            "出处 source": f"{edge.evidence[0].source}:{edge.evidence[0].start}",
        }
        for edge in wanted
        if edge.status == status
    ]
    columns = ["地方 place", "做法 practice", "他处已实行 run elsewhere", "原文 sentence", "出处 source"]
    return pd.DataFrame(rows, columns=columns).sort_values(columns[:2]).reset_index(drop=True)


listed("deficient")

# %% [markdown]
# ## 三、对来年的承诺 · Promises for the next year

# %%
made = [one for one in network.promises(panel) if PLACE in (None, names[one.place])]
fresh = [one for one in made if not one.running]
print(
    f"承诺 {len(made)} 项，其中本年尚未实行的 {len(fresh)} 项 · {len(made)} promises, {len(fresh)} of what does not run yet"
)
planned = listed("planned")
planned.head(15)

# %% [markdown]
# ### 兑现了多少 · How many were kept
#
# 分母只含下一年报告在手的承诺（`known`）。五份报告里一项也没有，所以 `rate` 为空，区间是 0 到 1：一无所知。
#
# The denominator holds only promises whose next report is held (`known`). Here there is none: `rate` is empty and its interval runs
# from 0 to 1, which is to say that nothing is known.

# %%
keeping = network.frame([*network.promise_keeping(made, by_place=True), *network.promise_keeping(made)], names=names)
keeping["place"] = keeping["place"].fillna("合计 all")
keeping

# %%
known = sum(one.outcome != "unknown" for one in made)
outcome_names = {
    "kept": "已兑现 kept",
    "weak": "仍不足 weak",
    "renewed": "再次承诺 renewed",
    "silent": "未再提 silent",
    "unknown": "下年报告不在手 unknown",
}
outcomes = pd.DataFrame(
    [
        (
            f"{names[one.place]} {one.year}",
            outcome_names[one.outcome],
            "已在实行 running" if one.running else "新承诺 new",
        )
        for one in made
    ],
    columns=["报告", "结果", "承诺"],
)
outcomes = outcomes.value_counts().rename("项").reset_index().sort_values(["报告", "结果", "承诺"])
kept = (
    alt.Chart(outcomes)
    .mark_bar()
    .encode(
        x=alt.X("项:Q", title="承诺（项）· promises"),
        y=alt.Y("报告:N", title=None),
        color=alt.Color(
            "结果:N",
            title="下一年报告怎么说 · next report",
            scale=alt.Scale(
                domain=list(outcome_names.values()), range=["#009E73", "#D55E00", "#E69F00", "#56B4E9", "#BBBBBB"]
            ),
        ),
        opacity=alt.Opacity(
            "承诺:N", title="承诺 promise", scale=alt.Scale(domain=["新承诺 new", "已在实行 running"], range=[1, 0.45])
        ),
        tooltip=["报告", "结果", "承诺", "项"],
    )
    .properties(width=400, height=alt.Step(30))
)
charts.figure(
    kept,
    "承诺与结果",
    "Promises and what became of them",
    reports=len(held),
    note=f"可核验 {known} 项 · {known} can be checked",
    english=to_english,
)

# %% [markdown]
# ## 四、按主题看 · By topic
#
# 做法按两部五年纲要分为十四个主题。深浅是做法数；没有的格子，是五份报告都没有说。
#
# Practices fall under fourteen topics after the two five-year outlines. Shade is the number of practices; an empty cell means that none of
# these reports says so.

# %%
topics = pd.DataFrame(
    [
        (record.top_concept.name, record.top_concept.english, status_names[edge.status], edge.practice)
        for edge in wanted
        if (record := network.record_of(graph, edge.practice)).top_concept
    ],
    columns=["主题", "topic", "状态", "做法"],
)
topic_english = dict(zip(topics["主题"], topics["topic"]))
topics = topics.groupby(["主题", "状态"])["做法"].nunique().rename("项").reset_index()
heat = alt.Chart(topics).encode(
    x=alt.X("状态:N", title=None, sort=list(status_names.values()), axis=alt.Axis(orient="top", labelAngle=0)),
    y=alt.Y("主题:N", title=None, sort=alt.EncodingSortField("项", op="sum", order="descending")),
)
squares = heat.mark_rect().encode(
    color=alt.Color("项:Q", title="做法（项）practices", scale=alt.Scale(scheme=charts.SCALE)),
    tooltip=["主题", "状态", "项"],
)
values = heat.mark_text(fontSize=12).encode(
    text="项:Q", color=alt.condition("datum['项'] > 18", alt.value("black"), alt.value("white"))
)
charts.figure(
    (squares + values).properties(width=400, height=alt.Step(24)),
    "各主题的做法与状态",
    "Practices by topic and status",
    reports=len(held),
    english=topic_english,
)
