# %% [markdown]
# # 02 共有的做法 · Shared practices
#
# 谁与谁共有哪些做法？共有得比偶然多吗？什么是一地独有的？
#
# Who shares which practices with whom? More than chance? What is peculiar to one place?
#
# > **数据能说明什么。** 五份报告，五个地方，各一个年度，年度还不相同。“共有”只是这五份报告都说已实行；“独有”只是另外四份没有说。
# > 报告不提，不等于不做。检验与社群划分在此只为演示方法：五个地方的网络没有可供解释的结构。
# >
# > **What the data can carry.** Five reports of five places, one year each, and not the same year. "Shared" means that these
# > reports claim it, "peculiar" that the other four do not; what a report does not name may still be done. Tests and
# > communities are shown as methods: a network of five places has no structure to interpret.

# %% tags=["parameters"]
# ▶ 改这里 · change here
from fazhi.settings import data_folder, setting

REPORTS = data_folder("seeds")  # 报告文件夹 · folder of reports
STORE = setting("FAZHI_STORE")  # 图谱 · the graph
STATUSES = ("implemented",)  # 何种状态算“有” · which statuses count: implemented, planned, deficient, mentioned
AT_LEAST = 2  # 至少几地共有才画出 · least number of places for a practice to be drawn
PLACE = "真新街道"  # 看哪一地的独有做法 · whose peculiar practices to list
SIGNIFICANCE = 0.05  # 校正后的显著水平 · level for the corrected tests

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
names = network.names_of(graph)
english = network.names_of(graph, language="en")
to_english = {names[node]: english[node] for node in names if english[node] != names[node]}
data = network.places_practices(graph, statuses=STATUSES)
print(f"报告 {len(held)} 份，地方 {len(data.rows)} 个，做法 {len(data.columns)} 项")
print(f"{len(held)} reports, {len(data.rows)} places, {len(data.columns)} practices")

# %% [markdown]
# ## 一、地方与做法的矩阵 · The matrix of places and practices
#
# 每格是该地报告对该做法的说法。一地可有几种说法，这里取最实的一种：已实行 > 计划 > 不足 > 提及。空格是“报告未说”。
#
# Each cell is what the place's report says of the practice. Of several statuses the firmest is shown: implemented >
# planned > deficient > mentioned. An empty cell means that the report held does not name it.

# %%
status_names = {
    "implemented": "已实行 implemented",
    "planned": "计划 planned",
    "deficient": "不足 deficient",
    "mentioned": "提及 mentioned",
}
firmness = list(status_names)
said = {}
for edge in network.adoptions(graph):
    cell = (edge.place, edge.practice)
    said[cell] = min(said.get(cell, "mentioned"), edge.status, key=firmness.index)
claimed = network.shared_counts(graph)
drawn = sorted((one for one in claimed if claimed[one] >= AT_LEAST), key=lambda one: (-claimed[one], names[one]))
cells = pd.DataFrame(
    [
        (names[place], names[practice], status_names[status], claimed[practice])
        for (place, practice), status in sorted(said.items())
        if practice in drawn
    ],
    columns=["地方", "做法", "状态", "地数"],
)
colours = alt.Scale(domain=list(status_names.values()), range=list(charts.STATUS_COLOURS.values()))
matrix = (
    alt.Chart(cells)
    .mark_rect(stroke="white", strokeWidth=2)
    .encode(
        x=alt.X("地方:N", title=None, axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("做法:N", title=None, sort=[names[one] for one in drawn]),
        color=alt.Color("状态:N", title="状态 status", scale=colours),
        tooltip=["地方", "做法", "状态", "地数"],
    )
    .properties(width=380, height=15 * len(drawn))
)
charts.figure(
    matrix,
    f"至少 {AT_LEAST} 地说到的做法",
    f"Practices that at least {AT_LEAST} places run, plan or call weak",
    reports=len(held),
    english=to_english,
)

# %% [markdown]
# ## 二、共有得比偶然多吗 · More than chance?
#
# `shared` 共有数；`expected` 若各地从全部做法中随机取同样多项，平均会共有多少；`jaccard`、`cosine`、`overlap` 三种相似度；
# `p` 超几何分布下共有这么多或更多的概率；`q` 按全部地方对校正后的 p（Benjamini–Hochberg）。定义与出处见 `docs/network.md`。
#
# `shared` counts; `expected` is the mean were each place to draw as many practices at random; three similarities; `p` is the
# hypergeometric chance to share as many or more; `q` is p corrected for all pairs. Definitions and sources: `docs/network.md`.

# %%
pairs = network.likeness(data)
table = network.frame(pairs, names=names, of=network.Likeness).sort_values(
    ["jaccard", "a", "b"], ascending=[False, True, True]
)
validated = sum(pair.q < SIGNIFICANCE for pair in pairs)
print(
    f"{len(pairs)} 对中，q < {SIGNIFICANCE} 的有 {validated} 对 · {validated} of {len(pairs)} pairs have q < {SIGNIFICANCE}"
)
table.round(3).reset_index(drop=True)

# %% [markdown]
# ## 三、网络 · The network
#
# 线的粗细是共有的做法数。静态图给印刷与网页预览；再往下是可以点开、逐句核对的互动图。
#
# The width of a line is the number of shared practices. The drawing is for print; further down is the interactive graph, in
# which every edge opens its sentences.

# %%
from math import cos, pi, sin

at = {place: (cos(2 * pi * n / len(data.rows)), sin(2 * pi * n / len(data.rows))) for n, place in enumerate(data.rows)}
lines = pd.DataFrame(
    {"对": f"{names[pair.a]}—{names[pair.b]}", "序": order, "x": at[end][0], "y": at[end][1], "共有": pair.shared}
    for pair in pairs
    for order, end in enumerate((pair.a, pair.b))
)
middles = pd.DataFrame(
    {
        "x": 0.7 * at[pair.a][0] + 0.3 * at[pair.b][0],
        "y": 0.7 * at[pair.a][1] + 0.3 * at[pair.b][1],
        "共有": pair.shared,
    }
    for pair in pairs
)
points = pd.DataFrame(
    {"地方": names[place], "x": at[place][0], "y": at[place][1], "做法数": int(count)}
    for place, count in zip(data.rows, data.row_degrees)
)
nowhere = alt.Axis(labels=False, ticks=False, grid=False, domain=False, title=None)
x, y = (
    alt.X("x:Q", axis=nowhere, scale=alt.Scale(domain=[-1.6, 1.6])),
    alt.Y("y:Q", axis=nowhere, scale=alt.Scale(domain=[-1.3, 1.3])),
)
edges = (
    alt.Chart(lines)
    .mark_line(color="#999999")
    .encode(
        x=x,
        y=y,
        detail="对:N",
        order="序:O",
        strokeWidth=alt.StrokeWidth(
            "共有:Q", title="共有做法（项）shared", scale=alt.Scale(range=[1, 10]), legend=alt.Legend(tickCount=3)
        ),
        tooltip=["对", "共有"],
    )
)
number = alt.Chart(middles).encode(x=x, y=y, text="共有:Q")
numbers = number.mark_text(fontSize=13, stroke="white", strokeWidth=5) + number.mark_text(
    fontSize=13, fontWeight="bold"
)
nodes = (
    alt.Chart(points)
    .mark_circle(color=charts.COLOURS[0], opacity=1)
    .encode(
        x=x,
        y=y,
        size=alt.Size(
            "做法数:Q",
            title="做法（项）practices",
            scale=alt.Scale(range=[150, 900], zero=True),
            legend=alt.Legend(tickCount=3),
        ),
        tooltip=["地方", "做法数"],
    )
)
word = alt.Chart(points).encode(x=x, y=y, text="地方:N")
words = word.mark_text(dy=-26, fontSize=14, stroke="white", strokeWidth=5) + word.mark_text(dy=-26, fontSize=14)
charts.figure(
    (edges + numbers + nodes + words).properties(width=520, height=420),
    "各地共有的做法数",
    "Practices shared by each two places",
    reports=len(held),
    english=to_english,
)

# %% [markdown]
# ### 互动图 · The interactive graph
#
# 双击节点看邻居，点边看原句；不访问网络。（网页代码托管的预览不运行脚本，请在 JupyterLab、VS Code 或 `fazhi show` 中看。）
#
# Click an edge for its sentences. It uses no network. (The web view of a code host runs no scripts: look at it in JupyterLab,
# VS Code or with `fazhi show`.)

# %%
import fazhi

fazhi.graph(graph, title="共有的做法", minimum=AT_LEAST).show()

# %% [markdown]
# ## 四、什么是一地独有的 · What is peculiar to a place
#
# 一项做法有几地实行，决定它有多特别：`bits = −log₂(实行地数/全部地数)`。五地之中独有一地，便是 log₂5 ≈ 2.32 比特。
#
# How many places run a practice says how peculiar it is: `bits = −log₂(places/all)`. One of five gives log₂5 ≈ 2.32 bits.

# %%
sharing = dict(zip(data.columns, data.column_degrees.tolist()))
kinds = [
    (names[place], f"{sharing[practice]} 地 · {sharing[practice]} of {len(data.rows)}", 1)
    for place in data.rows
    for practice in data.held_by(place)
]
kinds = pd.DataFrame(kinds, columns=["地方", "实行地数", "项"])
kinds = kinds.groupby(["地方", "实行地数"], as_index=False).sum()
stacked = (
    alt.Chart(kinds)
    .mark_bar()
    .encode(
        x=alt.X("项:Q", title="已实行的做法（项）· practices implemented"),
        y=alt.Y("地方:N", title=None, sort="-x"),
        color=alt.Color(
            "实行地数:O",
            title="同一做法有几地实行 · places that run it",
            scale=alt.Scale(scheme=charts.SCALE, reverse=True),
        ),
        tooltip=["地方", "实行地数", "项"],
    )
    .properties(width=460, height=160)
)
charts.figure(
    stacked,
    "各地的做法有多少是独有的",
    "How much of what a place does is its own",
    reports=len(held),
    english=to_english,
)

# %%
network.frame(network.peculiarity_of_places(data), names=names).round(2)

# %%
chosen = next(node for node in data.rows if PLACE in (node, names[node]))
proofs = {
    edge.practice: edge.evidence[0]
    for edge in network.adoptions(graph)
    if edge.place == chosen and edge.status in STATUSES and edge.evidence
}
own = [one for one in network.peculiar_to(data, chosen) if one.places == 1]
print(f"{PLACE}：{len(own)} 项做法，其余四份报告未说已实行 · {len(own)} practices that the other reports do not claim")
pd.DataFrame(
    {
        "做法 practice": names[one.practice],
        "原文 sentence": proofs[one.practice].sentence,
        "出处 source": f"{proofs[one.practice].source}:{proofs[one.practice].start}",
    }
    for one in own[:12]
)

# %% [markdown]
# ## 五、嵌套、社群与共同出现 · Nestedness, communities, co-adoption
#
# 嵌套度（NODF）问：做法少的地方，其做法是否多为做法多的地方所有？与保持各地、各做法总数不变的随机矩阵相比。
# 社群由 Louvain 法多次运行得出；各次是否一致，比一次的结果更要紧。
#
# Nestedness (NODF) asks whether places with few practices hold a part of what fuller ones hold, compared with random matrices
# that keep all row and column sums. Communities come from many runs of Louvain; whether the runs agree matters more than
# what one of them says.

# %%
nested = network.nestedness(data, randomisations=200, seed=1)
print(f"NODF {nested.whole:.1f}；随机 {nested.mean:.1f} ± {nested.deviation:.1f}，p = {nested.p:.2f}")
together = network.project(data.transposed, minimum=AT_LEAST)
together.remove_nodes_from([node for node in list(together) if together.degree(node) == 0])
groups = []
if together.number_of_edges():
    parts = network.communities(together, seeds=range(20))
    groups = [(number, "、".join(names[one] for one in members)) for number, members in enumerate(parts.communities, 1)]
    print(
        f"共同出现的做法 {together.number_of_nodes()} 项，社群 {len(groups)} 个；"
        f"模块度 {parts.least_modularity:.3f}–{parts.modularity:.3f}，各次一致程度 NMI {parts.nmi:.2f}、ARI {parts.ari:.2f}"
    )
pd.DataFrame(groups, columns=["社群 community", "做法 practices"])

# %% [markdown]
# 五个地方的“共同出现”多半由同一两份报告造成；这里的社群是报告的影子，不是做法的类别。要解释，至少需要几百份报告（见 06）。
#
# With five places, co-occurrence is mostly the work of one or two reports: these communities are shadows of reports, not kinds
# of practices. To interpret them takes some hundred reports (see 06).

# %% [markdown]
# ## 六、会不会只是抄来的 · Or merely copied?
#
# 两份报告共有一项做法，也可能只是共用一段套话。下面找出不同报告之间几乎相同的句子（字符片段，数字与标点不计）。
#
# Two reports may share a practice only because they share a stock passage. Here are sentences of different reports that are nearly
# the same (character shingles, figures and punctuation left out).

# %%
from pathlib import Path

from fazhi.reports import read_report

texts = [one for path in sorted(Path(REPORTS).glob("*.txt")) for one in network.report_sentences(read_report(path))]
copied = network.copies(texts, threshold=0.6)
print(
    f"{len(texts)} 句中，相同或几乎相同的有 {len(copied)} 对 · {len(copied)} nearly equal pairs among {len(texts)} sentences"
)
flagged = network.copied_adoptions(graph, threshold=0.6)
print(f"全凭抄来的句子成立的说法 {len(flagged)} 条 · {len(flagged)} claims that rest on copied sentences alone")
pairs_of_sentences = [
    (f"{one.first.place} {one.first.year}", one.first.text, f"{one.second.place} {one.second.year}", one.second.text)
    for one in copied
]
pd.DataFrame(pairs_of_sentences, columns=["甲 first", "甲句", "乙 second", "乙句"])
