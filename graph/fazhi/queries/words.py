"""Coded values of answers in Chinese: statuses, outcomes, levels, kinds."""

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


def chinese(column: str, value: str) -> str:
    """Return a coded value of a column in Chinese; every other value as it is."""
    return _CODED.get(column, {}).get(value, value)
