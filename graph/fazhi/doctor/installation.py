"""The installation: Python, packages, extras, models, vocabulary, a font for Chinese."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from fazhi.doctor.findings import Finding, Level
from fazhi.errors import FazhiError

_PACKAGE = "fazhi"
_EXTRAS = {
    "validate": "checking against shapes (fazhi validate)",
    "serve": "the server (fazhi serve)",
    "tables": "tables as pandas data frames",
    "notebooks": "the notebooks and their charts",
    "cluster": "builds on a Dask cluster (fazhi build --cluster)",
    "train": "training the tagger anew",
}
_SENTENCE = "南城街道坚持发展新时代“枫桥经验”，开展人民调解。"
_SECONDS = 20


def check_installation() -> Iterator[Finding]:
    """Yield what is found of the installation; models and vocabulary are really loaded and tried."""
    yield _python()
    yield from _packages()
    yield from _extras()
    yield _vocabulary()
    yield _models()
    yield _font()


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    wanted = SpecifierSet(metadata.metadata(_PACKAGE)["Requires-Python"] or "")
    if version in wanted:
        return Finding(Level.FINE, "Python", f"{version} at {sys.executable}")
    return Finding(Level.PROBLEM, "Python", f"{version} is not {wanted}; install fazhi with another Python")


def _requirements(extra: str = "") -> Iterator[Requirement]:
    for line in metadata.requires(_PACKAGE) or ():
        requirement = Requirement(line)
        only_extra = requirement.marker is not None and not requirement.marker.evaluate({"extra": ""})
        if only_extra == bool(extra) and (not requirement.marker or requirement.marker.evaluate({"extra": extra})):
            yield requirement


def _lacking(requirement: Requirement) -> str | None:
    """Say what is wrong with a package, None where nothing is."""
    try:
        version = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return f"{requirement.name} is missing"
    if requirement.specifier.contains(version, prereleases=True):
        return None
    return f"{requirement.name} {version} is not {requirement.specifier}"


def _packages() -> Iterator[Finding]:
    requirements = list(_requirements())
    lacking = [said for requirement in requirements if (said := _lacking(requirement))]
    if lacking:
        yield Finding(Level.PROBLEM, "packages", f"{'; '.join(lacking)}; run: pip install --upgrade fazhi")
    else:
        yield Finding(Level.FINE, "packages", f"fazhi {metadata.version(_PACKAGE)} and {len(requirements)} packages")


def _extras() -> Iterator[Finding]:
    for extra, gives in _EXTRAS.items():
        lacking = [said for requirement in _requirements(extra) if (said := _lacking(requirement))]
        if lacking:
            said = f'not installed ({"; ".join(lacking)}): {gives}; for it: pip install "fazhi[{extra}]"'
            yield Finding(Level.NOTE, f"extra {extra}", said)
        else:
            yield Finding(Level.FINE, f"extra {extra}", gives)


def _vocabulary() -> Finding:
    from fazhi.building.versions import Versions
    from fazhi.jurisdictions import gazetteer
    from fazhi.vocabulary import load_institution_types, load_laws, load_practices

    try:
        practices = sum(not term.rejected for term in load_practices())
        sizes = f"{practices} practices, {len(load_institution_types())} institution types"
        sizes += f", {len(load_laws())} laws, {len(gazetteer())} divisions"
        return Finding(Level.FINE, "vocabulary", f"{sizes}, version {Versions.current().vocabulary}")
    except FazhiError as error:
        return Finding(Level.PROBLEM, "vocabulary", f"{error}; reinstall fazhi")


def _models() -> Finding:
    from fazhi.extractor import Extractor
    from fazhi.reports import text_report

    try:
        found = [mention.canonical for mention in Extractor()(text_report(_SENTENCE)).mentions]
    except FazhiError as error:
        return Finding(Level.PROBLEM, "models", f"{error}; reinstall fazhi")
    except Exception as error:  # noqa: BLE001  whatever a damaged file makes a library raise
        return Finding(Level.PROBLEM, "models", f"cannot be used ({error!r}); reinstall fazhi")
    if "枫桥经验" not in found:
        return Finding(Level.PROBLEM, "models", f"find {found} in a sentence about 枫桥经验; reinstall fazhi")
    return Finding(Level.FINE, "models", f"find {len(found)} names in a sentence")


def _font() -> Finding:
    """Pages use the reader's fonts; only pictures that this machine draws need one here."""
    program = shutil.which("fc-list")
    if program is None:
        return Finding(Level.NOTE, "font", "fc-list is not there, so whether a Chinese font is cannot be said")
    listed = subprocess.run([program, ":lang=zh", "family"], capture_output=True, check=False, timeout=_SECONDS)
    families = sorted({line.split(b",")[0].decode(errors="replace") for line in listed.stdout.splitlines()})
    if families:
        return Finding(Level.FINE, "font", f"Chinese: {', '.join(families[:3])}")
    return Finding(Level.NOTE, "font", "no Chinese font; pictures drawn here would show boxes: install fonts-noto-cjk")
