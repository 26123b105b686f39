"""Is the installation sound, and is a store? What can safely be mended is."""

from fazhi.doctor.findings import Finding, Level
from fazhi.doctor.installation import check_installation
from fazhi.doctor.stores import check_store

__all__ = ["Finding", "Level", "check_installation", "check_store"]
