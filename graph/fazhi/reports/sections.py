from fazhi.reports.report import Section
from fazhi.reports.view import View
def read_sections(view: View) -> tuple[Section, ...]:
    return ()
