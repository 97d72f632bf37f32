"""Every corruption, in one visible list: what was typed, what the workbook is, the package around it."""

from corrupt_container import CONTAINER
from corrupt_readings import READINGS
from corrupt_structure import STRUCTURE
from corrupt_values import VALUES
from filled import Corruption

CORRUPTIONS: tuple[Corruption, ...] = (*VALUES, *STRUCTURE, *CONTAINER, *READINGS)
