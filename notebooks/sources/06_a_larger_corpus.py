# %% [markdown]
# # 06 更大的语料与扩散 · A larger corpus and diffusion
#
# 五份报告谈不上扩散。这里先**模拟**一个省：三十二个虚构的镇，九个年度，八项做法按已知规律扩散；再写成报告文字，
# 走一遍真实的抽取流程；最后看各种测量能不能找回当初设定的真相。
#
# Five reports carry no diffusion. So a province is **simulated** here: thirty-two invented towns, nine years, eight practices that spread
# by a known law. Their reports are written as text, go through the real pipeline, and the measures are held against the truth.
#
# > **数据能说明什么。** 全部地名、报告、数字都是**虚构**的，文件名、正文第二行、地名中的“拟”字都标明了这一点。它只能说明**方法**在什么条件下可靠，
# > 不能说明任何真实的地方或做法。
# >
# > **What the data can carry.** Every place, report and number is **invented**, as file names, the second line of each text and the 拟 ("simulated")
# > in each name say. It shows under which conditions the **methods** work, and nothing of any real place or practice.

# %% tags=["parameters"]
# ▶ 改这里 · change here
from fazhi.synthetic_reports import Setup

SETUP = Setup(
    places=32,  # 镇的个数（最多 32）· towns
    years=(2014, 2022),  # 年度 · years
    near=3.0,  # 同县已实行的比例有多大影响 · effect of the share in one's own county
    far=1.0,  # 全省已实行的比例有多大影响 · effect of the share in the province
    coverage=0.85,  # 报告在手的比例 · chance that a report is held
    mention=0.95,  # 在实行的做法写进报告的比例 · chance that a running practice is named
    stock=0.35,  # 含有照抄套话的报告的比例 · share of reports with a copied passage
    seed=20,  # 换一个数，就是另一个省 · another number, another province
)
WATCHED = "三所联动"  # 画哪项做法的曲线 · the practice whose curve is drawn

# %%
import os
import tempfile
from pathlib import Path

import altair as alt
import numpy as np
import pandas as pd

from fazhi import charts, network
from fazhi.build import build
from fazhi.store import Store
from fazhi.synthetic_reports import simulate, write_reports, write_vocabulary

truth = simulate(SETUP)
work = Path(tempfile.mkdtemp())
os.environ["FAZHI_ONTOLOGY"] = str(
    write_vocabulary(truth, work / "ontology")
)  # 词表加上虚构的地名 · with the invented places
write_reports(truth, work / "reports")
summary = build([work / "reports"], work / "store")
with Store.open(work / "store") as store:
    graph, held = network.load(store), network.coverage(store)
panel, names = network.panel(graph, held), network.names_of(graph)
ids = {name: node for node, name in names.items()}
print(f"报告 {len(held)} 份，地方 {len(panel.places)} 个，年度 {panel.years[0]}–{panel.years[-1]}")
print(f"{len(held)} reports, {len(panel.places)} towns")
print(truth.reports[0].text)

# %% [markdown]
# ## 一、抽取得准不准 · How good is the extraction?
#
# 先问这一步，否则后面的误差无从分辨。套话里的做法（报告说了，但其实没有）单列。
#
# First this, or later errors cannot be told apart. Practices in copied passages (said, yet not true) are counted apart.

# %%
found = {
    (edge.place.removeprefix("division/"), names[edge.practice], edge.year, edge.status)
    for edge in network.adoptions(graph)
}
written = {(one.code, name, one.year, "implemented") for one in truth.reports for name in one.runs}
written |= {(one.code, name, one.year, "planned") for one in truth.reports for name in one.plans}
boilerplate = {(one.code, name, one.year, "implemented") for one in truth.reports for name in one.copied}
quality = []
for status in ("implemented", "planned"):
    want, got = ({one for one in side if one[3] == status} for side in (written, found - boilerplate))
    quality.append(
        (status, len(want), len(got), len(want & got) / max(len(got), 1), len(want & got) / max(len(want), 1))
    )
quality = pd.DataFrame(
    quality, columns=["状态 status", "写入 written", "找到 found", "准确率 precision", "召回率 recall"]
)
quality.round(3)

# %% [markdown]
# ## 二、套话 · Boilerplate
#
# 约三分之一的报告照抄同一段话，说的是“枫桥经验”，而该地并未实行。按字面统计，它会显得处处都有。
# `copied_adoptions` 找出只凭别处也有的句子成立的说法。
#
# About a third of the reports copy one passage that praises 枫桥经验, which does not run there. Taken at its word, it would seem to be
# everywhere. `copied_adoptions` finds claims that rest only on sentences which another place has too.

# %%
copied = network.copied_adoptions(graph, threshold=0.8)
flagged = {(one.place.removeprefix("division/"), names[one.practice], one.year, one.status) for one in copied}
print(
    f"照抄的说法 {len(boilerplate & found)} 条，找出 {len(flagged & boilerplate)} 条，误指 {len(flagged - boilerplate)} 条"
)
print(
    f"{len(boilerplate & found)} copied claims; {len(flagged & boilerplate)} of them found, {len(flagged - boilerplate)} others flagged"
)
clean_graph = network.without_copied(graph, copied)
clean = network.panel(clean_graph, held)


def curve(name, made, label):
    return [
        {"年度": point.year, "占比": point.share, "来源": label, "报告": point.covered}
        for point in network.adoption_curve(made, ids[name])
    ]


stock_name = SETUP.stock_practice
labels = ["真相 truth", "按字面 as written", "去掉照抄 without copies"]
series = [
    {"年度": year, "占比": truth.share(stock_name, year), "来源": labels[0], "报告": len(truth.names)}
    for year in panel.years
]
series = pd.DataFrame(series + curve(stock_name, panel, labels[1]) + curve(stock_name, clean, labels[2]))
line = (
    alt.Chart(series)
    .mark_line(point=True, strokeWidth=2.5)
    .encode(
        x=alt.X("年度:O", title="报告年度 · report year", axis=alt.Axis(labelAngle=0)),
        y=alt.Y(
            "占比:Q",
            title="已实行的地方占比 · share of places",
            axis=alt.Axis(format="%"),
            scale=alt.Scale(domain=[0, 1]),
        ),
        color=alt.Color("来源:N", title=None, sort=labels),
        strokeDash=alt.StrokeDash("来源:N", legend=None, sort=labels),
        tooltip=["年度", alt.Tooltip("占比", format=".0%"), "来源", "报告"],
    )
    .properties(width=460, height=240)
)
charts.figure(
    line,
    f"套话与“{stock_name}”的曲线（合成数据）",
    "Boilerplate and an adoption curve (synthetic data)",
    reports=len(held),
)

# %% [markdown]
# ## 三、采纳曲线 · The adoption curve
#
# 分母是当年有报告的地方，不是全部地方。阴影是 95% 区间（Wilson），它只说抽样误差；报告漏写、抽取漏认会使曲线系统偏低。
# 这里八成多的地方都有报告，区间因此偏宽：它按从无限总体中抽样来算。
#
# The denominator is the places with a report of the year. The band is the 95 % interval (Wilson): sampling error alone. What
# reports leave out and extraction misses lowers the curve. With most places held the band is wider than it need be, for it is
# that of a sample from an endless population.

# %%
points = network.frame(network.adoption_curve(clean, ids[WATCHED]))
points["真相"] = [truth.share(WATCHED, year) for year in points["year"]]
base_chart = alt.Chart(points).encode(x=alt.X("year:O", title="报告年度 · report year", axis=alt.Axis(labelAngle=0)))
band = base_chart.mark_area(opacity=0.25, color=charts.COLOURS[0]).encode(
    y=alt.Y(
        "low:Q", title="已实行的地方占比 · share of places", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])
    ),
    y2="high:Q",
)
both = points.melt(["year"], ["share", "真相"], "来源", "占比").replace({"share": "报告 reports", "真相": "真相 truth"})
lines = (
    alt.Chart(both)
    .mark_line(point=True)
    .encode(
        x="year:O",
        y="占比:Q",
        color=alt.Color("来源:N", title=None),
        strokeDash=alt.StrokeDash("来源:N", legend=None),
        tooltip=["year", alt.Tooltip("占比", format=".0%"), "来源"],
    )
)
charts.figure(
    (band + lines).properties(width=460, height=240),
    f"“{WATCHED}”的采纳曲线（合成数据）",
    "An adoption curve with its interval (synthetic data)",
    reports=len(held),
)

# %%
inside = errors = total = 0
for name in SETUP.practices:
    for point in network.adoption_curve(clean, ids[name]):
        real = truth.share(name, point.year)
        inside, total, errors = inside + (point.low <= real <= point.high), total + 1, errors + point.share - real
print(f"全部做法、全部年度：真相落在区间内 {inside / total:.0%}，平均偏差 {errors / total:+.1%}")
print(f"all practices and years: truth inside the interval {inside / total:.0%}, mean error {errors / total:+.1%}")

# %% [markdown]
# ## 四、首次采纳 · First adoption
#
# 报告只说某年“在实行”。此前有报告而未提，才知道是何时开始的（区间删失）；第一份报告就有，则可能早已开始（左删失）。
#
# A report says that something runs. Only an earlier report without it tells when it began (interval-censored); what the first report held
# claims may be old (left-censored).

# %%
first = [
    one
    for one in network.first_adoptions(clean)
    if (one.place.removeprefix("division/"), names[one.practice]) in truth.adopted
]
real = {one: truth.adopted[one.place.removeprefix("division/"), names[one.practice]] for one in first}
seen = [one for one in first if one.not_before is not None]
right = sum(one.not_before < real[one] <= one.year for one in seen)
late = sum(real[one] <= one.not_before for one in seen)
old = [one for one in first if one.not_before is None]
print(f"可见何时开始的 {len(seen)} 项：区间含真相 {right / len(seen):.0%}，其余 {late} 项偏晚（前一份报告漏写或漏认）")
print(f"左删失 {len(old)} 项，其中实际早于首份报告的 {sum(real[one] < one.year for one in old)} 项")
print(
    f"{len(seen)} with a known beginning: {right / len(seen):.0%} of the intervals hold the truth, {late} are late; {len(old)} left-censored"
)

# %% [markdown]
# ## 五、谁更愿意采纳 · Who takes up readily?
#
# 创新性 = 采纳次数/采纳机会（Boehmke 与 Skinner 2012），机会只算有报告可查的年度。与模拟时设定的各地“意愿”相比。
#
# Innovativeness = adoptions/opportunities (Boehmke and Skinner 2012), counting only years that can be checked; against the readiness with which the
# towns were simulated.

# %%
from scipy.stats import spearmanr

scores = network.frame(network.innovativeness(clean))
scores["意愿"] = [truth.readiness[place.removeprefix("division/")] for place in scores["place"]]
scores["地方"] = scores["place"].map(names)
usable = scores.dropna(subset=["rate"])
rho = spearmanr(usable["rate"], usable["意愿"])
print(
    f"{len(usable)} 地：Spearman ρ = {rho.statistic:.2f}（p {'< 0.001' if rho.pvalue < 0.001 else f'= {rho.pvalue:.3f}'}）· {len(usable)} towns"
)
dots = (
    alt.Chart(usable[["地方", "意愿", "rate", "opportunities", "adoptions"]])
    .mark_circle(opacity=0.85, color=charts.COLOURS[0])
    .encode(
        x=alt.X("意愿:Q", title="设定的意愿（logit）· true readiness"),
        y=alt.Y("rate:Q", title="测得的创新性 · adoptions per opportunity", axis=alt.Axis(format="%")),
        size=alt.Size("opportunities:Q", title="机会（地·年·做法）opportunities", scale=alt.Scale(range=[30, 260])),
        tooltip=["地方", "adoptions", "opportunities", alt.Tooltip("rate", format=".1%")],
    )
    .properties(width=420, height=280)
)
charts.figure(
    dots,
    "测得的创新性与设定的意愿（合成数据）",
    "Measured innovativeness and true readiness (synthetic data)",
    reports=len(held),
)

# %% [markdown]
# ## 六、风险模型：邻近有没有影响 · A hazard model: does proximity matter?
#
# 事件史表一行是“某地、某年、可能采纳某做法”。用逻辑回归估计同县比例与全省比例的影响，与设定值相比。各地的“意愿”观察不到，
# 报告又有漏写、缺失，估计与设定值有出入是预料之中的。标准误来自信息矩阵；
# 同一地方的各行并不独立，发表时请在 R 中用聚类标准误（表的导出见 05）。
#
# A row of the event history is a town, a year and a practice that it could take up. A logistic regression estimates the effects of the shares in the county
# and in the province, to be held against those simulated. The readiness of towns is not observed, nor is every adoption,
# so expect some distance. Standard errors come from the information matrix; rows of one town are not independent, so
# use clustered ones in R for a paper (export: 05).

# %%
counties = {place: place.removeprefix("division/")[:6] for place in clean.places}
rows = network.frame(
    network.event_history(clean, practices=[ids[name] for name in SETUP.practices], groups=counties)
).dropna()
design = np.column_stack([np.ones(len(rows)), rows["near_share"].to_numpy(float), rows["share"].to_numpy(float)])
event = rows["event"].to_numpy(float)
weights = np.zeros(3)
for _ in range(30):  # Newton：似然函数是凹的 · the likelihood is concave
    fitted = 1 / (1 + np.exp(-design @ weights))
    information = design.T @ (design * (fitted * (1 - fitted))[:, None])
    weights = weights + np.linalg.solve(information, design.T @ (event - fitted))
errors = np.sqrt(np.diag(np.linalg.inv(information)))
effects = pd.DataFrame(
    {
        "变量": ["同县比例 near", "全省比例 far"],
        "估计": weights[1:],
        "下限": (weights - 1.96 * errors)[1:],
        "上限": (weights + 1.96 * errors)[1:],
        "设定": [SETUP.near, SETUP.far],
    }
)
print(f"{len(rows)} 行，{int(event.sum())} 次采纳 · {len(rows)} rows at risk, {int(event.sum())} adoptions")
effects.round(2)

# %%
bars = alt.Chart(effects).encode(y=alt.Y("变量:N", title=None))
interval = bars.mark_rule(strokeWidth=3, color=charts.COLOURS[0]).encode(
    x=alt.X("下限:Q", title="系数（logit）· coefficient"), x2="上限:Q"
)
estimate = bars.mark_point(filled=True, size=120, opacity=1, color=charts.COLOURS[0]).encode(
    x="估计:Q", tooltip=["变量", "估计", "下限", "上限"]
)
real_value = bars.mark_tick(thickness=4, size=34, opacity=1, color=charts.COLOURS[5]).encode(
    x="设定:Q", tooltip=["变量", "设定"]
)
charts.figure(
    (interval + estimate + real_value).properties(width=420, height=110),
    "估计的影响（蓝，95%区间）与设定值（橙红）（合成数据）",
    "Estimated effects (blue, 95 % interval) and the true ones (vermilion), synthetic data",
    reports=len(held),
)

# %% [markdown]
# ## 七、承诺兑现 · Promises kept
#
# 只算下一年报告在手、本年尚未实行的承诺。与真相相比：兑现即次年真的采纳。
#
# Promises of what does not run yet and whose next report is held, against the truth: taken up in the year after.

# %%
(keeping,) = network.promise_keeping(network.promises(clean))
kept = sum(truth.adopted.get((code, name)) == year + 1 for code, name, year in truth.promised)
print(
    f"承诺 {keeping.promises} 项，可核验 {keeping.known} 项，兑现 {keeping.kept} 项：{keeping.rate:.0%}（{keeping.low:.0%}–{keeping.high:.0%}）"
)
print(f"真相：{len(truth.promised)} 项中 {kept} 项，{kept / len(truth.promised):.0%}")
print(f"measured {keeping.rate:.0%} ({keeping.low:.0%} to {keeping.high:.0%}), true {kept / len(truth.promised):.0%}")

# %% [markdown]
# ## 八、该带走什么 · What to take away
#
# 1. 先报抽取的准确率与召回率，再谈扩散。
# 2. 没有报告不等于没有做法：分母只能是手头的报告。
# 3. 先去掉照抄的段落，否则套话会被当成扩散。
# 4. 首份报告就有的做法不知从何年开始，不能当作当年采纳。
# 5. 改 `SETUP`（覆盖率、漏写、套话、邻近的影响、`seed`）再运行，看结论何时不再成立。
#
# First report precision and recall; the denominator is the reports held; take copied passages out; what the first report claims has no known
# beginning; and change `SETUP` to see when the conclusions break.
