"""The only place that writes files: whole or not at all, and never over what a person made."""

from xlreport.storage.details import write_details
from xlreport.storage.digests import digest_of
from xlreport.storage.guard import Guard, Purpose, Target
from xlreport.storage.replacing import replace_file
from xlreport.storage.shapes import csv_of, json_lines_of, json_of
from xlreport.storage.stamps import stamp_of, stamped

__all__ = [
    "Guard",
    "Purpose",
    "Target",
    "csv_of",
    "digest_of",
    "json_lines_of",
    "json_of",
    "replace_file",
    "stamp_of",
    "stamped",
    "write_details",
]
