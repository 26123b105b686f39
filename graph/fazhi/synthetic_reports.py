"""Synthetic reports with known adoptions, so that measures of spread can be checked against the truth.

Every place is invented (its name holds 拟, "simulated"), every report says in its second line that it is
synthetic, and the divisions lie under the code 99, which no real division has. The texts go through the
real pipeline; what it finds can be compared with what was put in.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import exp
from pathlib import Path

import numpy as np

from fazhi.errors import UsageError
from fazhi.settings import data_folder

LABEL = "【合成报告 SYNTHETIC REPORT：地名与事实均属虚构，仅供检验方法】"
PRACTICES = (
    "三所联动",
    "法律明白人",
    "法律顾问制度",
    "行政执法公示制度",
    "双随机一公开",
    "法治带头人",
    "一网通办",
    "枫桥经验",
)
"""Names of the vocabulary that the texts use."""
_FIRST = "松竹梅兰菊荷桂枫槐榆柳杨桐樟栗枣桃李杏梨橘茶桑麻稻麦粟豆蓼芦苇蒲"
_CITIES = ("拟东市", "拟西市")
_COUNTIES = ("拟北县", "拟南县", "拟山县", "拟河县")
PROVINCE = "拟构省"

_OPENINGS = (
    "年内在全镇推行{}",
    "持续深化{}",
    "结合本镇实际抓实{}",
    "以{}为抓手化解基层难题",
    "把{}纳入年度重点任务并抓好落实",
    "紧扣群众需求落实{}",
    "聚焦薄弱环节做实{}",
    "围绕{}细化责任分工",
    "依托综治中心运行{}",
    "坚持{}常态化运行",
)
_MIDDLES = (
    "由司法所牵头逐村走访听取意见",
    "组织业务骨干到现场答疑解惑",
    "每季度召开一次会商会研判难点",
    "安排专人登记台账并跟踪办理进度",
    "邀请退休教师和老党员参与评议",
    "在集市日设点受理群众咨询",
    "与邻近乡镇交换经验做法",
    "对疑难事项逐一制定办法",
    "通过广播和宣传栏公布办事流程",
    "将办理结果逐件回访群众",
)
_RESULTS = (
    "全年办结事项{}件",
    "受到群众肯定，回访{}人次",
    "较上年提速明显，接待来访{}人次",
    "累计开展活动{}场次",
    "共整理典型案例{}个",
    "先后培训骨干{}人",
    "发放资料{}份",
    "指导村级事务{}次",
)
_STOCK = (
    "坚持以人民为中心的发展思想，全面贯彻上级决策部署，深入推进{}，着力构建共建共治共享的基层治理格局，"
    "不断提升群众的获得感幸福感安全感。"
)
_FILLERS = (
    "一年来，镇党委会同政府把法治建设摆上重要位置，专题研究{}次。",
    "全年接待群众来访{}批次，件件有回音。",
    "举办干部学法活动{}场，参训面不断扩大。",
    "镇里修订内部规则{}项，办事更加规范。",
)
_WEAK = ("工作力量仍显不足，人员流动较快。", "部分村居干部依法办事的习惯尚未养成。", "宣传形式还比较单一。")


@dataclass(frozen=True, slots=True)
class Setup:
    """What is simulated: sizes, and the truth that the measures should find again.

    The chance that a place takes up a practice in a year, once some place has it, is
    ``logit⁻¹(base + near · share of its county + far · share of all + readiness of the place)``, the shares
    of the year before. Readiness is drawn from a normal distribution with ``spread``. Reports are held with
    chance ``coverage`` and name a running practice with ``mention``; an adoption is announced the year before
    with ``announced``, and a promise that is not kept is made with ``idle`` each year. In ``stock`` of the
    reports a passage copied word for word praises ``stock_practice`` where it does not run.
    """

    places: int = 32
    years: tuple[int, int] = (2014, 2022)
    practices: tuple[str, ...] = PRACTICES
    base: float = -3.2
    near: float = 3.0
    far: float = 1.0
    spread: float = 0.8
    coverage: float = 0.85
    mention: float = 0.95
    announced: float = 0.5
    idle: float = 0.03
    stock: float = 0.35
    stock_practice: str = "枫桥经验"
    seed: int = 20


@dataclass(frozen=True, slots=True)
class SyntheticReport:
    """A report's file name and text, its place (division code) and year, and what it truly says of practices."""

    file: str
    text: str
    code: str
    year: int
    runs: tuple[str, ...]
    plans: tuple[str, ...]
    copied: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """The simulated world: ``adopted`` the year in which a place (code) took up a practice (name), ``readiness`` of
    places, ``promised`` what was promised in which year, ``reports`` what was published and is held."""

    setup: Setup
    names: Mapping[str, str]
    adopted: Mapping[tuple[str, str], int]
    readiness: Mapping[str, float]
    promised: frozenset[tuple[str, str, int]]
    reports: tuple[SyntheticReport, ...]

    def share(self, practice: str, year: int) -> float:
        """Return the true share of places that run ``practice`` in ``year``."""
        return sum(self.adopted.get((code, practice), 9999) <= year for code in self.names) / len(self.names)


def simulate(setup: Setup | None = None) -> Truth:
    """Return a simulated world; the same ``setup`` gives the same one. Raises UsageError for too many places."""
    setup = setup or Setup()
    if not 2 <= setup.places <= len(_FIRST):
        raise UsageError(f"{setup.places} places cannot be named; give 2 to {len(_FIRST)}")
    random = np.random.default_rng(setup.seed)
    names = {_code(number): f"{_FIRST[number]}拟镇" for number in range(setup.places)}
    readiness = dict(zip(names, random.normal(0, setup.spread, setup.places).tolist(), strict=True))
    adopted: dict[tuple[str, str], int] = {}
    for practice in setup.practices:
        adopted |= _diffused(setup, practice, readiness, random)
    promised = frozenset(_promised(setup, tuple(names), adopted, random))
    reports = tuple(_reports(setup, names, adopted, promised, random))
    return Truth(setup, names, adopted, readiness, promised, reports)


def _code(number: int) -> str:
    city, county = divmod(number % len(_COUNTIES), 2)
    return f"99{city + 1:02d}{county + 21:02d}{100 + number // len(_COUNTIES):03d}"


def _diffused(
    setup: Setup, practice: str, readiness: Mapping[str, float], random: np.random.Generator
) -> dict[tuple[str, str], int]:
    """One practice from its first place on: each year, who has it not may take it up."""
    first, last = setup.years
    codes = sorted(readiness)
    found = {codes[int(random.integers(len(codes)))]: first + int(random.integers(3))}
    for year in range(min(found.values()) + 1, last + 1):
        before = {code for code, taken in found.items() if taken < year}
        for code in codes:
            if code not in before and random.random() < chance(setup, code, before, codes, readiness[code]):
                found[code] = year
    return {(code, practice): year for code, year in found.items()}


def chance(setup: Setup, code: str, before: set[str], codes: Sequence[str], readiness: float) -> float:
    """Return the chance that the place ``code`` takes up a practice that the places ``before`` have."""
    near = [one for one in codes if one[:6] == code[:6] and one != code]
    others = len(codes) - 1
    logit = setup.base + readiness + setup.far * len(before - {code}) / others
    logit += setup.near * len(before.intersection(near)) / max(len(near), 1)
    return 1 / (1 + exp(-logit))


def _promised(
    setup: Setup, codes: Sequence[str], adopted: Mapping[tuple[str, str], int], random: np.random.Generator
) -> Iterator[tuple[str, str, int]]:
    for code, practice in product(codes, setup.practices):
        taken = adopted.get((code, practice), 9999)
        for year in range(setup.years[0], min(taken, setup.years[1])):
            if random.random() < (setup.announced if taken == year + 1 else setup.idle):
                yield code, practice, year


def _reports(
    setup: Setup,
    names: Mapping[str, str],
    adopted: Mapping[tuple[str, str], int],
    promised: frozenset[tuple[str, str, int]],
    random: np.random.Generator,
) -> Iterator[SyntheticReport]:
    for code, year in product(names, range(setup.years[0], setup.years[1] + 1)):
        running = [one for one in setup.practices if adopted.get((code, one), 9999) <= year]
        said = tuple(one for one in running if random.random() < setup.mention)
        plans = tuple(one for one in setup.practices if (code, one, year) in promised)
        stock = random.random() < setup.stock and setup.stock_practice in setup.practices
        copied = (setup.stock_practice,) if stock and setup.stock_practice not in running else ()
        text = _text(names[code], code, year, said, plans, copied, random)
        if random.random() < setup.coverage:
            yield SyntheticReport(f"synthetic-{code}-{year}.txt", text, code, year, said, plans, copied)


def _text(
    name: str,
    code: str,
    year: int,
    runs: Sequence[str],
    plans: Sequence[str],
    copied: Sequence[str],
    random: np.random.Generator,
) -> str:
    path = PROVINCE + _CITIES[int(code[2:4]) - 1] + _COUNTIES[2 * (int(code[2:4]) - 1) + int(code[4:6]) - 21] + name
    work = [_FILLERS[int(random.integers(len(_FILLERS)))].format(random.integers(2, 40))]
    work += [_STOCK.format(_quoted(one)) for one in copied]
    work += [_sentence(one, random) for one in runs]
    next_year = [f"明年将启动{_quoted(one)}。" for one in plans] or ["明年将继续加强干部学法。"]
    paragraphs = (
        f"{path}{year}年度法治政府建设情况报告",
        LABEL,
        f"{year}年，{name}按照上级部署推进法治政府建设，现将有关情况报告如下。",
        "一、主要工作和成效",
        *work,
        "二、存在的不足",
        _WEAK[int(random.integers(len(_WEAK)))],
        "三、下一步工作打算",
        *next_year,
        f"{name}人民政府",
        f"{year + 1}年1月{random.integers(5, 28)}日",
    )
    return "\n".join(paragraphs) + "\n"


def _sentence(practice: str, random: np.random.Generator) -> str:
    """One sentence of a place's own: parts drawn apart, so that two places seldom say the same."""
    opening, result = (choices[int(random.integers(len(choices)))] for choices in (_OPENINGS, _RESULTS))
    first, second = random.choice(len(_MIDDLES), size=2, replace=False).tolist()
    middle = f"{_MIDDLES[first]}，{_MIDDLES[second]}"
    return f"{opening.format(_quoted(practice))}，{middle}，{result.format(random.integers(3, 300))}。"


def _quoted(practice: str) -> str:
    return f"“{practice}”"


def write_reports(truth: Truth, folder: Path) -> Path:
    """Write the reports as text files into ``folder`` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for report in truth.reports:
        (folder / report.file).write_text(report.text, encoding="utf-8", newline="\n")
    return folder


def write_vocabulary(truth: Truth, folder: Path) -> Path:
    """Write a copy of the vocabulary that knows the invented places too; give it as FAZHI_ONTOLOGY."""
    shutil.copytree(data_folder("ontology"), folder, dirs_exist_ok=True)
    with (folder / "divisions.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(_divisions(truth))
    return folder


def _divisions(truth: Truth) -> Iterator[tuple[str, str]]:
    yield "99", PROVINCE
    for city, name in enumerate(_CITIES, 1):
        yield f"99{city:02d}", name
        for county in range(2):
            yield f"99{city:02d}{county + 21:02d}", _COUNTIES[2 * (city - 1) + county]
    yield from truth.names.items()
