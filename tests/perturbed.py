"""Extractions made from gold by seeded damage, so that every measure has something to find."""

from __future__ import annotations

import random
from typing import Any

from fazhi.evaluation import Gold, Marked
from fazhi.evaluation.measures import META

LABELS = ("INSTITUTION", "MECHANISM", "LAW", "JURISDICTION", "QUANTITY")
STATUSES = ("implemented", "planned", "deficient", "mentioned")


def perturbed(gold: Gold, seed: int) -> dict[str, Any]:
    """Return an extraction of ``gold`` with dropped, moved, relabelled, doubled and misread mentions."""
    rng = random.Random(f"{seed} {gold.number}")
    mentions = [damaged for mention in gold.mentions for damaged in _damaged(mention, rng)]
    rng.shuffle(mentions)
    facts = {fact: _damaged_fact(gold.meta.get(fact), rng) for fact in META}
    return {"source": f"some/folder/{gold.number}_x.txt", "report": facts, "mentions": mentions}


def _damaged(mention: Marked, rng: random.Random) -> list[dict[str, Any]]:
    record: dict[str, Any] = {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "label": mention.label,
        "canonical": mention.canonical,
        "status": mention.status,
        "value": mention.value,
        "unit": mention.unit,
    }
    chance = rng.random()
    if chance < 0.10:
        return []
    if chance < 0.20:
        record |= {"start": mention.start - rng.randint(0, 2), "end": mention.end + rng.randint(0, 3)}
    elif chance < 0.25:
        record |= {"label": rng.choice(LABELS), "status": mention.status or "planned"}
    elif chance < 0.30:
        record["canonical"] = f"《{mention.canonical}》" if rng.random() < 0.5 else "某某"
    elif chance < 0.35:
        record["status"] = rng.choice(STATUSES)
    elif chance < 0.40:
        record |= {"value": rng.choice([None, 7, mention.value]), "unit": rng.choice(["件", " 件 ", None])}
    elif chance < 0.45:
        return [record, {**record, "start": mention.start + 1}]
    return [record]


def _damaged_fact(value: Any, rng: random.Random) -> Any:
    chance = rng.random()
    if chance < 0.15:
        return None
    if chance < 0.25:
        return "别的"
    return f" {value} " if value is not None and chance < 0.4 else value
