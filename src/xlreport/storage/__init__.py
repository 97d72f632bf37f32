"""The only place that writes files: whole or not at all, and never over what a person made."""

from xlreport.storage.folders import free_name, new_folder, with_ending
from xlreport.storage.guard import Guard, Purpose, Target
from xlreport.storage.locks import round_lock
from xlreport.storage.replacing import replace_file
from xlreport.storage.scratch import Scratch, scratch, write_details
from xlreport.storage.stamps import csv_of, digest_of, json_lines_of, json_of, stamp_of, stamped
from xlreport.storage.zip_parts import LARGEST_WORKBOOK, ZipPart, new_part, parts_of, zip_of, zip_pieces

__all__ = [
    "LARGEST_WORKBOOK",
    "Guard",
    "Purpose",
    "Scratch",
    "Target",
    "ZipPart",
    "csv_of",
    "digest_of",
    "free_name",
    "json_lines_of",
    "json_of",
    "new_folder",
    "new_part",
    "parts_of",
    "replace_file",
    "round_lock",
    "scratch",
    "stamp_of",
    "stamped",
    "with_ending",
    "write_details",
    "zip_of",
    "zip_pieces",
]
