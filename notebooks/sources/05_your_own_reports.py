# %% [markdown]
# # 05 用您自己的报告 · Your own reports
#
# 从一个文件夹、一张表格开始，改正词表，把结果带到 R、Excel 或 Stata。
#
# From a folder or a spreadsheet of texts, through a corrected vocabulary, to tables for R, Excel or Stata.
#
# > **数据能说明什么。** 这里的示例文字是**为演示编写的**，地名虽真，内容不是真实报告，不可引用。换成您的报告之后，先问三件事：
# > 有哪些地方、哪些年度（覆盖），是怎样收集来的（抽样），抽取准不准（抽查原句）。
# >
# > **What the data can carry.** The texts below were **written for the demonstration**: the places exist, the reports do not; cite
# > nothing of it. With reports of your own ask three things first: which places and years are held (coverage), how they were collected
# > (sampling), and how good the extraction is (check sentences).

# %% tags=["parameters"]
# ▶ 改这里 · change here
MY_REPORTS = None  # 您的文件夹，如 "my-reports"；None 用示例 · your folder; None takes the example
MY_SPREADSHEET = None  # 您的表格，如 "reports.xlsx"；None 用示例 · your spreadsheet; None takes the example
MY_PRACTICES = """id,top_concept,name,variants,english,kind
my-bench-court,disputes,板凳法庭,板凳说事,bench court,model
my-field-talk,disputes,田埂调解,田埂说事,mediation in the fields,model
my-lantern-talk,disputes,夜灯说理会,夜灯会,lantern hearing,model
"""  # 您的词表 · your vocabulary: practices that the shipped one lacks
EXPORT_TO = None  # 表格导出到哪个文件夹；None 用临时文件夹 · folder for the exported tables

# %%
import tempfile
from pathlib import Path

import pandas as pd

pd.set_option("display.max_colwidth", 70)
work = Path(tempfile.mkdtemp())  # 示例都放在临时文件夹 · the example lives in a temporary folder

# %% [markdown]
# ## 一、文件夹 · A folder
#
# 一份报告一个文件。文件名随意；地方、年度由正文认出。
#
# One file a report. Names of files do not matter; place and year are read from the text.

# %%
EXAMPLE = {
    "a.txt": """南翔镇2022年度法治政府建设情况报告
【演示文字，并非真实报告 · written for demonstration】
一、主要工作
全镇推行“板凳法庭”，由司法所干部进村说理，化解邻里纠纷41件。
落实法律顾问制度，审查合同23份。
二、下一步打算
2023年，将推行“夜灯说理会”。
上海市嘉定区南翔镇人民政府
2023年1月20日
""",
    "b.txt": """南翔镇2023年度法治政府建设情况报告
【演示文字，并非真实报告 · written for demonstration】
一、主要工作
持续开展“板凳法庭”，化解纠纷52件。
召开“夜灯会”36场，当面回应群众诉求。
组织村干部田埂说事26次，落实法律顾问制度，审查合同31份。
二、存在的问题
法律明白人作用发挥不够。
上海市嘉定区南翔镇人民政府
2024年1月18日
""",
}
folder = Path(MY_REPORTS) if MY_REPORTS else work / "my-reports"
if not MY_REPORTS:
    folder.mkdir()
    for name, text in EXAMPLE.items():
        (folder / name).write_text(text, encoding="utf-8")
sorted(path.name for path in folder.iterdir())

# %% [markdown]
# ## 二、表格 · A spreadsheet
#
# 许多人把正文收在表格里，一行一份。xlsx、csv、tsv、jsonl 都可以直接读：列名用“正文”“标题”“发布机构”“发布日期”等常见名称即可
# （`fazhi build --help` 说明怎样指定别的列名）。网页、PDF、Word 文件也可以放进文件夹。
#
# Many keep texts in a spreadsheet, a row each. Files of xlsx, csv, tsv and jsonl are read as they are: columns go by their usual names,
# such as 正文, 标题 or text, title (`fazhi build --help` says how to name others). Pages, PDF and Word files may lie in the folder, too.

# %%
sheet = Path(MY_SPREADSHEET) if MY_SPREADSHEET else work / "reports.xlsx"
if not MY_SPREADSHEET:
    note = "【演示文字，并非真实报告】\n一、主要工作\n"
    rows = [
        (
            "真新街道2022年度法治政府建设情况报告",
            f"{note}街道设立“板凳法庭”3处，调解纠纷18件。\n真新街道办事处\n2023年1月10日",
        ),
        ("真新街道2023年度法治政府建设情况报告", f"{note}深化三所联动，调解纠纷30件。\n真新街道办事处\n2024年1月12日"),
    ]
    pd.DataFrame(rows, columns=["标题", "正文"]).to_excel(sheet, index=False)
pd.read_excel(sheet, dtype=str)

# %% [markdown]
# ## 三、建图谱，先看漏了什么 · Build, and first see what is missed
#
# 每个文件的结果都要看：认出的地方、年度，有没有被拒收的（原因写在旁边）。
#
# Look at what became of each file: place, year, and whether it was refused, with the reason.

# %%
from fazhi.build import build


def built(store, *extra):
    summary = build([folder, sheet], store, extra=extra)
    columns = {
        "文件 file": "source",
        "结果 outcome": "outcome",
        "地方 place": "jurisdiction",
        "年度 year": "year",
        "原因 reason": "reason",
    }
    made = pd.DataFrame({new: getattr(row, old) for new, old in columns.items()} for row in summary.rows)
    made["文件 file"] = made["文件 file"].map(lambda name: Path(name).name)
    made["结果 outcome"] = made["结果 outcome"].map(str)
    return made.fillna("").sort_values("文件 file").reset_index(drop=True)


built(work / "first")

# %%
from fazhi import network
from fazhi.store import Store


def claims(path):
    with Store.open(path) as store:
        graph = network.load(store)
    names = network.names_of(graph)
    rows = [
        (
            names[edge.place],
            edge.year,
            names[edge.practice],
            edge.status,
            "候选 candidate" if network.record_of(graph, edge.practice).candidate else "词表 vocabulary",
        )
        for edge in network.adoptions(graph)
    ]
    columns = ["地方 place", "年度 year", "做法 practice", "状态 status", "来自 from"]
    return pd.DataFrame(rows, columns=columns).sort_values(columns).reset_index(drop=True)


first = claims(work / "first")
first

# %% [markdown]
# 词表没有的做法，可能漏掉，也可能成为“候选”，同一做法的两种叫法（夜灯说理会、夜灯会）还会分成两项。
#
# A practice that the vocabulary lacks may be missed or become a candidate, and two names of one practice stay two.

# %% [markdown]
# ## 四、改正词表，不用写程序 · Correct the vocabulary, without code
#
# 一张 CSV：`id` 自取，`top_concept` 属于哪个主题，`name` 正名，`variants` 别名（用 `|` 分开），`english`、`kind`。
# 命令行是 `fazhi build my-reports --vocabulary my-practices.csv`。
#
# One CSV table: `id` of your own, `top_concept` its topic, `name`, `variants` separated by `|`, `english`, `kind`. On the command line:
# `fazhi build my-reports --vocabulary my-practices.csv`.

# %%
vocabulary = work / "my-practices.csv"
vocabulary.write_text(MY_PRACTICES, encoding="utf-8")
built(work / "second", vocabulary)
second = claims(work / "second")
second

# %% [markdown]
# 与改正之前相比，增减了什么：What was gained and lost against the first build:

# %%
keys = ["地方 place", "年度 year", "做法 practice", "状态 status"]
change = first.merge(second, on=keys, how="outer", indicator="变化 change", suffixes=("（前）", "（后）"))
change["变化 change"] = change["变化 change"].map(
    {"left_only": "减 lost", "right_only": "增 gained", "both": "不变 same"}
)
change[change["变化 change"] != "不变 same"][[*keys, "变化 change"]].reset_index(drop=True)

# %% [markdown]
# ## 五、承诺与兑现 · Promised and kept
#
# 有了相邻两年的报告，承诺就可以核验。
#
# With reports of two successive years, promises can be checked.

# %%
with Store.open(work / "second") as store:
    graph, held = network.load(store), network.coverage(store)
names, panel = network.names_of(graph), network.panel(graph, held)
network.frame(network.promises(panel), names=names)

# %% [markdown]
# ## 六、导出给 R、Excel、Stata · Export for R, Excel, Stata
#
# 命令行是 `fazhi export --store my-store --out my-export --bom`；这里用 Python 做同样的事。每张表各列的含义在同时写出的 `README.md` 里，
# 中英文都有。`coverage` 是分母：手头有哪些报告。
#
# On the command line `fazhi export --store my-store --out my-export --bom`; here the same in Python. What each column means is in the `README.md` that is
# written along, in both languages. `coverage` is the denominator: which reports are held.

# %%
from fazhi.export import Options, export

target = Path(EXPORT_TO) if EXPORT_TO else work / "export"
with Store.open(work / "second") as store:
    written = export(store, target, ["csv"], Options(bom=True, min_places=1))
shown = ("adoptions", "coverage", "events", "figures")
pd.DataFrame([(name, written.rows[name]) for name in shown], columns=["表 table", "行 rows"])

# %%
columns = [
    "practice",
    "place",
    "year",
    "previous_year",
    "at_risk",
    "event",
    "left_censored",
    "covered_places",
    "adopters_before",
]
pd.read_csv(target / "events.csv", dtype=str)[columns].fillna("")

# %% [markdown]
# 在 R 里 · In R:
#
# ```r
# library(readr); library(dplyr)
# adoptions <- read_csv("my-export/adoptions.csv")
# coverage  <- read_csv("my-export/coverage.csv")
# # 各年度有报告的地方中，已实行的占多少 · share of the places with a report
# adoptions |> filter(status == "implemented") |> distinct(place_id, practice, year) |>
#   count(practice, year, name = "places") |>
#   left_join(coverage |> distinct(place_id, year) |> count(year, name = "covered"), by = "year") |>
#   mutate(share = places / covered)
# # 离散时间风险模型 · a discrete-time hazard model
# events <- read_csv("my-export/events.csv") |> filter(at_risk == 1, left_censored == 0)
# glm(event ~ adopters_before + factor(year), family = binomial("cloglog"), data = events)
# ```
#
# 表太小时 `glm` 只会给出无穷大的系数；几百行以上才有意义（见 06）。With a table this small `glm` gives infinite coefficients; it takes
# some hundred rows (see 06).
