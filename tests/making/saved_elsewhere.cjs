// Has exceljs and SheetJS save a return once more, into tests/making/saved: what their writers make of it.
//
//   npm install exceljs@4.4.0 xlsx@0.18.5     (anywhere)
//   NODE_PATH=…/node_modules node tests/making/saved_elsewhere.cjs return.xlsx
//
// A test holds the sweep over rows and strings against the strict pass with them.
const ExcelJS = require("exceljs");
const XLSX = require("xlsx");
const path = require("path");

async function main(source) {
  const saved = (name) => path.join(__dirname, "saved", name);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(source);
  await book.xlsx.writeFile(saved("exceljs.xlsx"));
  const other = XLSX.readFile(source, { cellFormula: true });
  for (const name of other.SheetNames) delete other.Sheets[name]["!cols"]; // 16,384 of them are a megabyte
  XLSX.writeFile(other, saved("sheetjs.xlsx"), { compression: true });
}

main(process.argv[2]);
