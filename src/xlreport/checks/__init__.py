"""The checks that hold for any form: what the file is, what stands in its cells, how its figures agree."""

from xlreport.checks.answers import WAIVER_RULES, waiver_findings
from xlreport.checks.examined import Examined, examine
from xlreport.checks.workbook.containers import failed, refused, unopened

__all__ = ["WAIVER_RULES", "Examined", "examine", "failed", "refused", "unopened", "waiver_findings"]
