"""What validation finds: broken shapes, each with the report and the sentence that it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from fazhi.errors import ValidationError
from fazhi.namespaces import local

_BETWEEN = {"en": ": ", "zh": "："}
_FOUND = {"en": ", found {!r}", "zh": "，实为 {!r}"}


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken shape: which node, what is wrong, and the report and sentence that it comes from.

    ``source`` is the report's file name, or the graph's name where there is no report; ``sentence``
    is None where the node is neither a statement nor evidence. ``message_zh`` is the same as
    ``message`` in Chinese; where a shape has no Chinese message, it is that message itself.
    """

    source: str
    node: str
    path: str | None
    value: str | None
    message: str
    sentence: str | None = None
    warning: bool = False
    message_zh: str = ""

    def __str__(self) -> str:
        return self.told()

    def told(self, language: str = "en") -> str:
        """Return the violation as one line in ``language``, ``en`` or ``zh``."""
        colon = _BETWEEN[language]
        about = local(self.node)
        found = _FOUND[language].format(self.value) if self.value else ""
        message = self.message_zh or self.message if language == "zh" else self.message
        property_ = f" {self.path}" if self.path else ""
        where = f"{colon}“{self.sentence}”" if self.sentence else ""
        return f"{self.source}{colon}{about}{property_}{colon}{message}{found}{where}"


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The outcome for all graphs, with the violations in order of source and node."""

    violations: tuple[Violation, ...]
    graphs: int
    reports: int = 0
    quads: int = 0

    @property
    def conforms(self) -> bool:
        """Whether no shape is broken; warnings do not count."""
        return all(violation.warning for violation in self.violations)

    def require(self) -> None:
        """Raise ValidationError, naming the first violations, unless the graph conforms."""
        broken = [str(violation) for violation in self.violations if not violation.warning]
        if broken:
            shown = " | ".join(broken[:3])
            raise ValidationError(
                f"The graph breaks its shapes {len(broken)} times: {' '.join(shown.split())}; "
                "'fazhi validate' lists them all"
            )
