# %% [markdown]
# # 01 从五份报告到图谱 · From five reports to a graph
#
# 本笔记说明：一份法治政府建设年度报告怎样变成可以提问的图谱，一句话变成了什么，凭什么相信它。
#
# This notebook shows how an annual report on law-based government becomes a graph that answers questions, what one
# sentence turns into, and why it can be trusted.
#
# > **数据能说明什么。** 随软件附带的只有五份真实报告，五个地方、四个年度，并非抽样。这里的任何数字只描述这五份报告，
# > 不能推论到全国、全省，也不能说明趋势。
# >
# > **What the data can carry.** Five real reports come with the software: five places, four years, no sample. Every
# > number below describes these five reports. None of it is a statement about China, a province or a trend.

# %% [markdown]
# ## 参数 · Parameters
#
# 只改这一格，再从头运行，就是您自己的研究。The one cell to change: then run all again.

# %% tags=["parameters"]
# ▶ 改这里 · change here
from fazhi.settings import data_folder, setting

REPORTS = data_folder("seeds")  # 您的报告文件夹 · a folder with your own reports
STORE = setting("FAZHI_STORE")  # 图谱放在哪里 · where the graph is kept
FILE = "002_2099df7b8399dc2d.txt"  # 细看哪一份 · the report to look into
WORDS = "枫桥经验"  # 细看哪一句 · words of the sentence to look into
PRACTICE = "practice/fengqiao-experience"  # 追踪哪项做法 · the practice to follow

# %% [markdown]
# ## 一、建图谱 · Build the graph
#
# 每份报告单独成一个命名图；再次运行时，没有变化的报告不再处理。不访问网络。
#
# Each report becomes a named graph of its own; a second run leaves unchanged reports alone. No network is used.

# %%
from pathlib import Path

import pandas as pd

from fazhi.build import build

pd.set_option("display.max_colwidth", 80)
summary = build([REPORTS], STORE)
reports = pd.DataFrame(
    {
        "文件 file": Path(row.source).name,
        "地方 place": row.jurisdiction,
        "年度 year": row.year,
        "提及 mentions": row.mentions,
        "陈述 statements": row.statements,
        "四元组 quads": row.quads,
    }
    for row in summary.rows
)
reports

# %% [markdown]
# ## 二、一份报告的骨架 · The frame of one report
#
# 报告先分节。一节的作用（成绩、不足、打算）决定一句话该当成什么：写在“下一步打算”里的做法是承诺，不是现实。
#
# A report is first cut into sections. What a section is for (achievements, deficiencies, plans) decides how a sentence
# counts: a practice in the section on next year is a promise, not a fact.

# %%
from fazhi.extractor import Extractor
from fazhi.reports import read_report

report = read_report(Path(REPORTS) / FILE)
pd.DataFrame(
    {
        "起 start": section.start,
        "止 end": section.end,
        "层 level": section.level,
        "作用 role": str(section.role),
        "标题 heading": (section.heading or "")[:40],
    }
    for section in report.sections
    if section.level <= 1
).head(12)

# %% [markdown]
# ## 三、一句话变成什么 · What one sentence becomes
#
# 先找出句中的**提及**：机构、做法、法规、地名、数据，各有起止位置。位置一律按原文计，原文一个字也不改。
#
# First its **mentions** are found: institutions, practices, laws, places and figures, each with its offsets. Offsets
# count the raw text, of which no character is ever changed.

# %%
from fazhi.reports.sentences import sentences

extraction = Extractor()(report)
start, end = next((a, b) for a, b in sentences(report.view.text) if WORDS in report.text[a:b])
sentence = report.text[start:end]
print(f"{FILE}[{start}:{end}]\n{sentence}")
mentions = [one for one in extraction.mentions if start <= one.start and one.end <= end]
assert all(report.text[one.start : one.end] == one.text for one in extraction.mentions), "offsets must fit"
pd.DataFrame(
    {
        "起 start": one.start,
        "止 end": one.end,
        "原文 text": one.text,
        "类别 label": str(one.label),
        "规范名 canonical": one.canonical,
        "标识 id": one.id or "",
        "状态 status": str(one.status or ""),
    }
    for one in mentions
)

# %% [markdown]
# 再由提及得出**陈述**：谁、做什么、处于何种状态。每条陈述都带着证据：报告、起止、原句。
#
# From mentions come **statements**: who does what, in which state. Each carries its evidence: report, offsets, sentence.

# %%
from fazhi.statements import Adoption, Observation

rows = []
for statement in extraction.statements:
    proof = next((one for one in statement.evidence if start <= one.start < end), None)
    if proof:
        what = statement.name if isinstance(statement, Adoption) else getattr(statement, "measure", "")
        value = f"{statement.value:g} {statement.unit}" if isinstance(statement, Observation) else ""
        status = str(statement.status) if isinstance(statement, Adoption) else ""
        rows.append((type(statement).__name__, what, status, value, report.text[proof.focus_start : proof.focus_end]))
pd.DataFrame(rows, columns=["种类 kind", "内容 what", "状态 status", "数值 value", "原文 words"])

# %% [markdown]
# 最后成为图谱中的节点与边，可用 SPARQL 提问。下面取出这句话所证明的全部属性。
#
# Last they become nodes and edges of a graph that SPARQL can ask. Here is all that the graph holds of the adoption that
# this sentence proves.

# %%
from fazhi.namespaces import base
from fazhi.store import Store

with Store.open(STORE) as store:
    answer = store.query(f"""
        SELECT ?property ?value WHERE {{
          ?adoption a rol:Adoption ; rol:practice <{base()}id/{PRACTICE}> ; rol:evidence ?passage ; ?property ?value .
          ?passage oa:hasSelector/oa:start {start} .
        }} ORDER BY ?property ?value""")
short = {f"{base()}ontology#": "rol:", f"{base()}id/": "id:", "http://www.w3.org/ns/prov#": "prov:"}
short["http://www.w3.org/1999/02/22-rdf-syntax-ns#"] = "rdf:"


def shortened(value):
    for long, prefix in short.items():
        value = str(value).replace(long, prefix)
    return value if len(value) < 60 else value[:24] + "…" + value[-30:]


pd.DataFrame([[shortened(cell) for cell in row] for row in answer.values()], columns=["property", "value"])

# %% [markdown]
# ## 四、每条陈述都可核对 · Every statement can be checked
#
# 对图谱中**每一条**证据，到原文的相应位置去取，所得必须与所引一字不差。
#
# For **every** piece of evidence in the graph: what stands at its offsets in the file must be what it quotes.

# %%
with Store.open(STORE) as store:
    proofs = list(
        store.query("""
        SELECT DISTINCT ?file ?start ?end ?exact WHERE {
          ?passage oa:hasSource/rol:fileName ?file ; oa:hasSelector ?position , ?quotation .
          ?position oa:start ?start ; oa:end ?end . ?quotation oa:exact ?exact .
        }""").values()
    )
texts = {path.name: read_report(path).text for path in Path(REPORTS).glob("*.txt")}
wrong = [proof for proof in proofs if texts[proof[0]][proof[1] : proof[2]] != proof[3]]
print(f"证据 {len(proofs)} 条，不符 {len(wrong)} 条 · {len(proofs)} pieces of evidence, {len(wrong)} that do not fit")
assert not wrong

# %% [markdown]
# ## 五、各份报告说了多少 · How much each report says
#
# 报告长短、写法不同，提及的多少首先反映写法，不能当作工作的多少。
#
# Reports differ in length and manner: the number of mentions tells first how a report is written, not how much is done.

# %%
import altair as alt

from fazhi import charts
from fazhi.reports import read_report as read

extract = Extractor()
labels = {
    "INSTITUTION": "机构 institution",
    "MECHANISM": "做法 practice",
    "LAW": "法规 law",
    "JURISDICTION": "地名 place",
    "QUANTITY": "数据 figure",
}
counts = pd.DataFrame(
    [
        (f"{made.report.header.jurisdiction} {made.report.header.report_year}", labels[str(one.label)])
        for made in (extract(read(path)) for path in sorted(Path(REPORTS).glob("*.txt")))
        for one in made.mentions
    ],
    columns=["报告", "类别"],
)
counts = counts.value_counts().rename("数").reset_index().sort_values(["报告", "类别"])
counts["序"] = counts["类别"].map(list(labels.values()).index)
bars = (
    alt.Chart(counts)
    .mark_bar()
    .encode(
        x=alt.X("数:Q", title="提及（处）· mentions"),
        y=alt.Y("报告:N", title=None),
        color=alt.Color("类别:N", title="类别 label", sort=list(labels.values())),
        order=alt.Order("序:Q"),
        tooltip=["报告", "类别", "数"],
    )
    .properties(width=460, height=170)
)
charts.figure(bars, "各份报告的提及", "What each report mentions", reports=len(reports))

# %% [markdown]
# ## 六、第一个问题 · A first question
#
# 哪些做法在两个以上的地方已经实行？把 SPARQL 改一改，就是您的问题。
#
# Which practices run in at least two places? Change the SPARQL and it is your question.

# %%
with Store.open(STORE) as store:
    answer = store.query("""
        SELECT ?practice (COUNT(?place) AS ?places) (GROUP_CONCAT(?name; SEPARATOR="、") AS ?where) WHERE {
          { SELECT * WHERE { ?place rol:practises ?thing ; rdfs:label ?name . FILTER (LANG(?name) = "zh") } ORDER BY ?name }
          ?thing skos:prefLabel ?practice . FILTER (LANG(?practice) = "zh")
        } GROUP BY ?practice HAVING (COUNT(?place) >= 2) ORDER BY DESC(?places) ?practice LIMIT 15""")
pd.DataFrame(answer.values(), columns=["做法 practice", "地数 places", "何地 where"])

# %% [markdown]
# **接下来**：02 共有的做法；03 法规、机构与数据；04 承诺与不足；05 用您自己的报告；06 更大的语料与扩散。
#
# **Next**: 02 shared practices; 03 laws, institutions and figures; 04 promises and weaknesses; 05 your own reports;
# 06 a larger corpus and diffusion.
