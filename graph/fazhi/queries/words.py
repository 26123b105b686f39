"""Coded values in Chinese, as answers print them and as a user may type them: statuses, outcomes, levels, kinds."""

from __future__ import annotations

_STATUSES = {"implemented": "已实行", "planned": "计划", "deficient": "不足", "mentioned": "提及"}
_KINDS = {
    # practices
    "activity day": "活动日",
    "campaign": "活动",
    "honour": "荣誉",
    "list": "清单",
    "mechanism": "机制",
    "model": "模式",
    "platform": "平台",
    "procedure": "程序",
    "programme": "工程",
    "service": "服务",
    "system": "制度",
    "work method": "工作法",
    # laws
    "administrative regulation": "行政法规",
    "constitution": "宪法",
    "departmental rule": "部门规章",
    "joint party-state regulation": "党政联合文件",
    "judicial interpretation": "司法解释",
    "local regulation": "地方性法规",
    "local rule": "地方规章",
    "opinion": "意见",
    "other": "其他",
    "outline or plan": "纲要与规划",
    "party regulation": "党内法规",
    "statute": "法律",
    # statements
    "adoption": "采用",
    "participation": "参与",
    "citation": "引用",
    "counsel": "法律顾问",
    "figure": "数据",
}
_CODED = {
    "status": _STATUSES,
    "ownStatus": _STATUSES,
    "bStatus": _STATUSES,
    "outcome": {"kept": "已兑现", "weak": "仍有不足", "renewed": "再次承诺", "dropped": "未再提起", "open": "尚不可知"},
    "level": {
        "province": "省级",
        "prefecture": "地级",
        "county": "县级",
        "township": "乡级",
        "community": "村、社区",
        "zone": "开发区",
    },
    "kind": _KINDS,
    "relation": {"narrower": "下位", "broader": "上位", "sibling": "同属", "close match": "近义"},
    "fact": {
        "name": "名称",
        "variant": "异名",
        "definition": "定义",
        "note": "注",
        "kind": "类别",
        "places": "地数",
        "first reported": "最早报告年度",
        "origin year": "起源年份",
        "origin place": "起源地",
        "origin source": "起源出处",
        "broader": "上位概念",
        "close match": "近义概念",
        "top concept": "顶层类目",
    },
}
_SHORT = {
    "status": {
        "implemented": ("实行", "实施", "已实施", "落实", "已落实"),
        "planned": ("规划", "打算", "拟实行"),
        "deficient": ("薄弱", "短板"),
        "mentioned": ("仅提及",),
    },
    "outcome": {
        "kept": ("兑现",),
        "weak": ("不足",),
        "renewed": ("再承诺",),
        "dropped": ("未提起", "未再提"),
        "open": ("不可知", "未知"),
    },
    "level": {
        "province": ("省",),
        "prefecture": ("地", "市", "市级", "地市", "地市级"),
        "county": ("县", "区", "区县", "县区", "区级", "区县级"),
        "township": ("乡", "镇", "街道", "乡镇", "乡镇级", "镇级", "街道级", "乡镇街道"),
        "community": ("村", "社区", "村社区", "村级", "社区级"),
        "zone": ("园区", "功能区"),
    },
}
"""What a user may type besides the words of the tables: their plain short forms."""


def chinese(column: str, value: str) -> str:
    """Return a coded value of a column in Chinese; every other value as it is."""
    return _CODED.get(column, {}).get(value, value)


def coded(column: str, word: str) -> str:
    """Return the coded value of a column that ``word`` stands for: a value, its Chinese word or a short form of it.

    Every other word comes back as it is.
    """
    short = {form: value for value, forms in _SHORT.get(column, {}).items() for form in forms}
    return ({word: value for value, word in _CODED.get(column, {}).items()} | short).get(word, word)
