"""The proof of a consolidated workbook: a second reader and a second arithmetic. Changes nothing.

Bytes first: a sheet of which every byte is as the ledger in the file would have it written anew (`written_anew`) is
read in one sweep (`plain_sheets`), any other with openpyxl. What is read is proven alike: the short way spares the
library and the look at what a person sees, which is the writer's own there, and no comparison of figures.

What it does itself: it reads the returns' cells (`return_cells`, where every byte is a usual one in one sweep,
`swept_parts`; openpyxl where they are written in an unusual way) and adds their totals up anew (`returns`), works out
what every formula must come to from the cells of 明细 as found (`second_sums`), counts and adds up anew what no formula
works out (`inside`), and holds the charts against the form (`drawn_charts`). Its own gate (`package`) chooses the
workbook that programs open; where a byte differs from the workbook written anew it looks at what a person sees (`seen`,
`looks`): number formats by its own arithmetic (`displayed`), colours, sizes, covers, conditions, prints, charts.

What it shares with the merge, and why that is sound:

- the form and its layout: which relation is a total's and where a field stands is what both are held against;
- how a text is a number (`numbers`), how the hidden sheets are written down (`manifest`, `seal`): a fault there would
  have to make a true file look true, and a false one too; the tests read and write them against other programs;
- the words of the formulas (`merging.book.live_formulas`): that the file has these very words is compared here. That
  they mean what `second_sums` works out is not seen here but in the tests, where LibreOffice recalculates each of them;
- the writer of the sheets (`rebuilt`): it says what titles, labels and links were, of which nothing is added up;
- which units an area's ledger counts (`merging.deciding.areas.area_of`): it counts lines of the register and no figure.

How many cells a file holds that does not count is as the merge wrote it down, digest and all; it is not counted again.
"""

from typing import TYPE_CHECKING

from xlreport.lazy import loading

if TYPE_CHECKING:
    from xlreport.proof.proven import Proof, verify

__getattr__ = loading(__name__, {"Proof": "proven", "verify": "proven"})

__all__ = ["Proof", "verify"]
