"""The segmenter: its words on unseen phrases, text kept exactly, the model's loading, the training lines."""

from __future__ import annotations

import os
import pickle
import re
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.errors import ModelError
from fazhi.reports.view import fold
from fazhi.tagging.segmenter import MODEL, Segmenter, load_pkuseg, load_segmenter
from fazhi.tagging.tokenizer import TOKENIZER, PkusegTokenizer, make_tokenizer

ROOT = Path(__file__).parents[1]
LINES = ROOT / "tools" / "segmentation"
ODD = "\u3000\ufeff\x00\r\n\t \u00a0\u200b\u2028𠮷𪚥😀①㈡ⅣАé（），、“”《》%‰-·+./"
CHINESE = "区县镇街道司法局所的和与及对在由建立健全完善落实推行机制制度三所联动一网通办人民调解行政执法率"
CONFIG = {"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}}


def cut(text: str, segmenter: Segmenter) -> str:
    return " ".join(text[start:end] for start, end in segmenter.words(text))


@cache
def shipped() -> Segmenter:
    """The shipped segmenter, once: reading its files takes half a second."""
    return load_segmenter()


@cache
def pkuseg() -> Any:
    return load_pkuseg(MODEL)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return shipped()


# None of these stands in the training lines (a test below); the reason says what each is here for.
PHRASES = [
    ("县 财政局 对 乡镇 开展 专项 检查", "generic noun before an organ; 对 between two names"),
    ("区 住建局 与 区 法院 签订 合作 协议", "与 joins two organs"),
    ("市 生态 环境局 和 市 水务局 联合 执法", "和 joins two organs whose names have more than one word"),
    ("镇 人大 主席团 听取 汇报", "organ of an organ"),
    ("街道 党工委 、 办事处 高度 重视", "two bodies that share the street"),
    ("建立 健全 涉企 行政 检查 备案 制度", "two verbs, then the name of the practice"),
    ("完善 食品 安全 追溯 机制", "verb apart from the practice"),
    ("推行 “ 信用 承诺 ” 制度", "quotation marks by themselves"),
    ("落实 《 信访 工作 条例 》 要求", "title marks by themselves"),
    ("依 《 安全 生产法 》 处罚 12 起", "short preposition before a title"),
    ("讲 宪法 、 讲 监察法", "verbs of one character before a law"),
    ("共 调解 纠纷 86 件", "number apart from its unit"),
    ("为 企业 减免 罚款 53.6 万 元", "decimal number is one word, 万 and 元 apart"),
    ("发放 资料 12,500 份", "thousands mark inside a number"),
    ("培训 300 余 人次", "余 apart from number and unit"),
    ("行政 机关 负责人 出庭 应诉 率 98 %", "率 apart, so that the practice ends before it"),
    ("合法性 审查 率 达 100 %", "the same after a word in 性"),
    ("深化 “ 1+3+N ” 治理 模式", "formula in figures is one word"),
    ("开展 “ 4·26 ” 宣传 活动", "a day with a middle dot is one word"),
    ("办好 12345 热线", "number in a name apart from the noun"),
    ("三所 联动 机制 运行 顺畅", "numeral abbreviation is one word"),
    ("实行 “ 四议 两公开 ” 制度", "two numeral abbreviations"),
    ("严格 执行 “ 三重 一大 ” 决策 制度", "three terms in a row"),
    ("推进 综合 行政 执法 改革", "compounds in their parts"),
    ("镇 综合 行政 执法队 由 司法所 指导", "由 after an institution"),
    ("乡 人民 调解 委员会 化解 矛盾 18 起", "institution that ends in 委员会, then a verb"),
    ("村 ( 社区 ) 法律 顾问 全覆盖", "brackets by themselves"),
    ("市委 全面 依法 治市 委员会 守法 普法 协调 小组", "long name in its parts"),
    ("2023 年 6 月 30 日", "date: numbers and units apart"),
    ("下 一 步 , 将 进一步 健全 监督 体系", "下一步 and 将 before the practice"),
    ("存在 的 主要 问题 : 一 是 执法 力量 不足", "的, and a heading inside the sentence"),
    ("聘请 某某 律师 事务所 担任 法律 顾问", "law firm and the role"),
    ("构建 党组织 领导 下 的 城乡 基层 治理 体系", "的 before a long modifier"),
    ("专家 论证 、 公众 参与 、 公平 竞争 审查", "list of the steps of a decision"),
    ("推进 法治 政府 建设 年度 工作 报告", "title of the genre"),
]


@pytest.mark.parametrize(("line", "reason"), PHRASES, ids=[reason for _, reason in PHRASES])
def test_phrase_is_cut_as_by_hand(segmenter: Segmenter, line: str, reason: str) -> None:
    # Given as a report's view gives it: without the spaces, folded.
    assert cut(fold(line.replace(" ", "")), segmenter).split() == fold_words(line), reason


def fold_words(line: str) -> list[str]:
    words, text = line.split(), fold(line.replace(" ", ""))
    ends = [sum(map(len, words[: number + 1])) for number in range(len(words))]
    return [text[end - len(word) : end] for word, end in zip(words, ends, strict=True)]


def test_phrases_are_unseen() -> None:
    known = "\n".join(line.replace(" ", "") for line in training_lines())
    assert [line for line, _ in PHRASES if fold(line.replace(" ", "")) in known] == []


@given(st.text(alphabet=st.one_of(st.sampled_from(ODD + CHINESE + "09aZ"), st.characters()), max_size=120))
@settings(max_examples=300, deadline=None)
def test_every_visible_character_is_in_one_word(text: str) -> None:
    spans, last = shipped().words(text), 0
    for start, end in [*spans, (len(text), len(text))]:
        assert text[last:start].strip() == "" and last <= start
        assert start == end == len(text) or not re.search(r"\s", text[start:end])
        last = end
    assert all(start < end for start, end in spans)


@given(st.text(alphabet=ODD + CHINESE, max_size=80))
@settings(max_examples=200, deadline=None)
def test_words_are_those_of_pkuseg(text: str) -> None:
    text = text.replace("Ⅳ", "四")  # any text without digits and Latin letters, which have their own rule
    assert cut(text, shipped()).split() == pkuseg().cut(text)


@pytest.mark.parametrize(
    ("words", "text", "expected", "reason"),
    [
        (["法治", "法治政府建设"], "法治政府工作", "法治 政府 工作", "the longer word fails: back to the shorter one"),
        (["法治", "法治政府建设"], "法治政府建设工作", "法治政府建设 工作", "of two words the longer wins"),
        (["12345热线"], "拨打12345热线", "拨打 12345热线", "a user word wins over the rule of numbers"),
        (["枫桥经验", "新时代枫桥"], "新时代枫桥经验", "新时代枫桥 经验", "leftmost first"),
        (["", " ", "枫桥 经验"], "枫桥 经验", "枫桥 经验", "empty words and words with a space are passed over"),
    ],
)
def test_user_words(words: list[str], text: str, expected: str, reason: str) -> None:
    assert cut(text, load_segmenter(user_words=words)) == expected, reason


def test_boundaries_are_the_ends_of_the_words(segmenter: Segmenter) -> None:
    assert segmenter.boundaries("区司法局 落实") == {0, 1, 4, 5, 7}


def test_same_words_each_time(segmenter: Segmenter) -> None:
    text = "\n".join(line.replace(" ", "") for line in training_lines())
    copy = pickle.loads(pickle.dumps(segmenter))
    whole = segmenter.words(text)
    assert whole == segmenter.words(text) == load_segmenter().words(text) == copy.words(text)
    starts, lines = 0, []
    for line in text.split("\n"):
        lines += [(start + starts, end + starts) for start, end in segmenter.words(line)]
        starts += len(line) + 1
    assert whole == lines, "a line is cut alike alone and among others"


@pytest.mark.parametrize("name", ["nowhere/model", "spacy_ontonotes", "mixed", "postag"])
def test_missing_model_is_one_line_and_no_download(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setenv("FAZHI_PKUSEG_MODEL", name)
    with pytest.raises(ModelError) as caught:
        load_segmenter()
    message = str(caught.value)
    assert name in message and "features.msgpack" in message
    assert "FAZHI_PKUSEG_MODEL" in message and "leave it empty" in message
    assert "\n" not in message


def no_network(*_: object, **__: object) -> None:
    raise AssertionError("the network was asked")


@pytest.mark.parametrize(
    ("features", "weights"),
    [(b"", None), (b"\xc1\xc1", None), (b"\x80", None), (None, b""), (None, b"PK\x03\x04 not a zip")],
)
def test_damaged_model_is_one_line(tmp_path: Path, features: bytes | None, weights: bytes | None) -> None:
    for name, content in (("features.msgpack", features), ("weights.npz", weights)):
        (tmp_path / name).write_bytes((MODEL / name).read_bytes() if content is None else content)
    with pytest.raises(ModelError, match=r"damaged .* FAZHI_PKUSEG_MODEL") as caught:
        load_segmenter(tmp_path).words("法治")
    assert "\n" not in str(caught.value)


def test_another_model_by_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path in MODEL.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setenv("FAZHI_PKUSEG_MODEL", str(tmp_path))
    assert cut("区司法局", load_segmenter()) == "区 司法局"


# spaCy


def test_blank_pipeline_is_saved_and_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", no_network)
    nlp = spacy.blank("zh", config=CONFIG)
    nlp.tokenizer.pkuseg_update_user_dict(["法治", "法治政府建设"])
    nlp.initialize()
    nlp.to_disk(tmp_path)
    text = "区司法局推进法治政府建设、法治政府工作"
    expected = ["区", "司法局", "推进", "法治政府建设", "、", "法治", "政府", "工作"]
    for pipeline in (nlp, spacy.load(tmp_path), spacy.blank("zh", config=CONFIG).from_bytes(nlp.to_bytes())):
        assert isinstance(pipeline.tokenizer, PkusegTokenizer)
        assert [token.text for token in pipeline(text)] == expected
    assert str(MODEL.parent) not in (tmp_path / "config.cfg").read_text(encoding="utf-8")


def test_user_dictionary_can_be_forgotten() -> None:
    tokenizer = make_tokenizer(user_words=["枫桥经验"])(spacy.blank("zh"))
    assert [token.text for token in tokenizer("枫桥经验")] == ["枫桥经验"]
    tokenizer.pkuseg_update_user_dict([], reset=True)
    assert [token.text for token in tokenizer("枫桥经验")] == ["枫桥", "经验"]


def test_initialize_takes_a_model_and_words(tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("枫桥经验\n三所联动\n", encoding="utf-8")
    tokenizer = make_tokenizer()(spacy.blank("zh"))
    tokenizer.initialize(pkuseg_model=str(MODEL), pkuseg_user_dict=str(words))
    assert [token.text for token in tokenizer("三所联动")] == ["三所联动"]
    tokenizer.initialize(pkuseg_user_dict=None)
    with pytest.raises(ModelError):
        tokenizer.initialize(pkuseg_model=str(tmp_path / "nowhere"))


@given(st.text(alphabet=st.one_of(st.sampled_from(ODD + CHINESE), st.characters(codec="utf-8")), max_size=60))
@settings(max_examples=100, deadline=None)
def test_doc_keeps_the_text(text: str) -> None:
    if not hasattr(test_doc_keeps_the_text, "nlp"):
        test_doc_keeps_the_text.nlp = spacy.blank("zh", config=CONFIG)  # type: ignore[attr-defined]
    assert test_doc_keeps_the_text.nlp(text).text == text  # type: ignore[attr-defined]


# The recipe and its lines


def training_lines() -> list[str]:
    paths = sorted(LINES.glob("lines_*.txt"))
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if not line.startswith("# ")]


def test_model_is_that_of_the_lines() -> None:
    words = {word for line in training_lines() for word in line.split()}
    renamed = {pkuseg().feature_extractor.keyword_rename(word) for word in words}
    assert set(srsly.read_msgpack(MODEL / "features.msgpack")["unigram"]) == renamed, "train the model again"
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < 3_000_000


RECIPE = """
import sys; sys.path.insert(0, {tools!r})
from pathlib import Path
from train_segmenter import read_lines, train
train(read_lines()[:60], Path({out!r}), iterations=3)
"""


def test_two_trainings_give_the_same_bytes(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        code = RECIPE.format(tools=str(ROOT / "tools"), out=str(tmp_path / seed))
        subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    for name in ("features.msgpack", "weights.npz"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


def test_lines_are_enough_and_none_is_double() -> None:
    lines = ["".join(line.split()) for line in training_lines()]
    assert len(lines) >= 900 and sum(map(len, lines)) >= 35_000
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (r"^ | $|  |\t", "one space between words, none at the ends"),
        (r"(?<!\S)(?![!-~]+(?!\S))\S{13,}", "no word is longer than twelve characters"),
        (r"(?<!\S)的\S|(?<!\S)(?!有的|目的)\S+的(?!\S)", "的 is apart"),
        (r"(?<!\S)(?:建立|健全|完善|推行|落实)\S", "verbs are apart"),
        (r"[《》“”()，。；：、][^\s]|[^\s][《》“”()，。；：、]", "marks are apart"),
        (r"[0-9][年月日件个名次项元%]|(?<=\d) (?=\d)", "numbers are apart from units, and never torn"),
        (r"(?<!\S)\S{2,}率(?!\S)", "率 after a word is apart"),
    ],
)
def test_lines_follow_the_rules(fault: str, reason: str) -> None:
    assert [line for line in training_lines() if re.search(fault, line)] == [], reason


def test_lines_are_folded_and_stand_in_their_reports() -> None:
    marks = str.maketrans(",:;?!", "，：；？！")  # whether one is folded hangs on what follows the line
    texts = {
        path.name[:3]: path for folder in (ROOT / "seeds", ROOT / "tests/gold/dev/raw") for path in folder.glob("*.txt")
    }
    squeezed = {name: squeeze(path.read_text(encoding="utf-8")).translate(marks) for name, path in texts.items()}
    report = ""
    for path in sorted(LINES.glob("lines_*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                report = line[2:]
                continue
            joined = "".join(line.split())
            assert fold(joined) == joined, line
            assert joined.translate(marks) in squeezed[report], (report, line)


def squeeze(text: str) -> str:
    return fold("".join(text.split()))
