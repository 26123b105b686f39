"""Visual variables: which shape, colour and line stands for what.

Kinds differ in shape and statuses in line pattern, so that colour is never alone in telling them
apart; every colour has a contrast of at least 3 : 1 on both the light and the dark ground (WCAG 2.2,
1.4.11), so that one file serves both schemes.
"""

from __future__ import annotations

from typing import Any

PRACTICE_COLOUR = "#b9772a"
KINDS: dict[str, dict[str, Any]] = {
    "place": {"shape": "square", "colour": "#3f74ad", "size": 12},
    "practice": {"shape": "dot", "colour": PRACTICE_COLOUR, "size": 7},
    "institution": {"shape": "triangle", "colour": "#4f8a5b", "size": 9},
    "law": {"shape": "hexagon", "colour": "#8d68ab", "size": 9},
}
STATUSES: dict[str, dict[str, Any]] = {
    "implemented": {"colour": "#66899f", "dashes": [], "width": 1.2},
    "planned": {"colour": "#c07a10", "dashes": [10, 6], "width": 1.6},
    "deficient": {"colour": "#c8503c", "dashes": [2, 5], "width": 2.4},
    "mentioned": {"colour": "#868c94", "dashes": [1, 7], "width": 1.4},
}
RELATIONS: dict[str, dict[str, Any]] = {
    "participation": {"colour": "#4f8a5b", "dashes": [], "width": 1},
    "citation": {"colour": "#8d68ab", "dashes": [], "width": 1},
    "alike": {"colour": "#3f74ad", "dashes": [], "width": 1},
    "together": {"colour": "#b9772a", "dashes": [], "width": 1},
    "bundle": {"colour": "#66899f", "dashes": [], "width": 1},
}
