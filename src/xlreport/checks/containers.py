"""Family I, first part: why a file could not be read at all, in plain words."""

from xlreport.checks.rules import OWN, rule
from xlreport.errors import Refusal
from xlreport.findings import Finding, Severity, found_by
from xlreport.language import Text

_WORDS = (
    ("I01", ("空文件", "empty file"), ("文件是空的（0 字节）。", "The file is empty (0 bytes)."),
     ("请重新保存后再报送；如从网盘拷贝，请等同步完成。", "Save it again and resend; if it came from a cloud drive, wait until it has synchronised.")),
    ("I02", ("不是工作簿", "not a workbook"), ("文件内容不是 .xlsx 工作簿，看起来是{kind}。", "The file is no .xlsx workbook; it looks like {kind}."),
     ("请用 Excel 或 WPS 打开下发的表，另存为“Excel 工作簿（*.xlsx）”后重报；不要只改扩展名。", "Open the issued workbook in Excel or WPS, save it as .xlsx and resend; renaming a file does not convert it.")),
    ("I03", ("文件有打开密码", "password needed to open"), ("文件设有打开密码，无法读取。", "The file is encrypted with a password and cannot be read."),
     ("请在 Excel 或 WPS 中取消打开密码，保存后重报。", "Remove the password in Excel or WPS, save and resend.")),
    ("I04", ("旧版格式", "old file format"), ("文件是旧版 .xls（或 .et）格式。", "The file is in the old .xls (or .et) format."),
     ("请用 Excel 或 WPS 打开，另存为 .xlsx 后重报。", "Open it in Excel or WPS, save it as .xlsx and resend.")),
    ("I05", ("文件已损坏", "damaged file"), ("文件损坏或不完整：{found}。", "The file is damaged or incomplete: {found}."),
     ("请重新保存、重新发送；如在邮件或网盘中损坏，请压缩后再发。", "Save and send it again; if mail or a cloud drive damaged it, send it inside a zip.")),
    ("I06", ("文件结构不安全", "unsafe file structure"), ("文件内部结构异常，为安全起见没有读取：{found}。", "The file's inner structure is abnormal and was not read, for safety: {found}."),
     ("请用 Excel 或 WPS 打开，另存为新的 .xlsx 后重报。", "Open it in Excel or WPS, save it as a new .xlsx and resend.")),
    ("I07", ("文件过大", "file too large"), ("文件超过可读取的大小：{found}。", "The file is larger than can be read: {found}."),
     ("请删除与报表无关的内容，或把数字填入新的空白表后重报。", "Remove what does not belong to the report, or fill in a fresh workbook.")),
    ("I08", ("文件含有 DTD", "file contains a DTD"), ("文件内含有不应有的 DTD 声明，为安全起见没有读取：{found}。", "The file contains a DTD, which no workbook has, and was not read, for safety: {found}."),
     ("请把数字填入新的空白表后重报。", "Fill in a fresh workbook and resend.")),
    ("I09", ("工作簿内容残缺", "broken workbook content"), ("工作簿的内容残缺，无法读取：{found}。", "The workbook's content is broken and cannot be read: {found}."),
     ("请用 Excel 或 WPS 打开，另存为新的 .xlsx 后重报。", "Open it in Excel or WPS, save it as a new .xlsx and resend.")),
    ("I10", ("OpenDocument 格式", "OpenDocument format"), ("文件是 OpenDocument（.ods）格式：{found}。", "The file is an OpenDocument spreadsheet: {found}."),
     ("请另存为 .xlsx 后重报。", "Save it as .xlsx and resend.")),
    ("I11", ("不是下发的报表", "not the issued form"), ("工作簿可以打开，但不是下发的年度报告表（工作表：{found}）。", "The workbook opens, but it is not the issued form (sheets: {found})."),
     ("请在下发的表中填写，不要复制到新的工作簿。", "Fill in the issued workbook; do not copy it into a new one.")),
    ("I12", ("另一种报表", "another form"), ("这是另一种报表：{found}。", "This is another form: {found}."),
     ("请换用本次下发的表。", "Use the workbook issued for this round.")),
    ("I13", ("表的版本不同", "another edition of the form"), ("表的版本或结构与本次下发的不同：{found}。", "The form's edition or structure differs from the one issued: {found}."),
     ("请把内容填入本次下发的新表后重报。", "Fill in the workbook issued for this round.")),
    ("I18", ("打开工作簿时的临时文件", "a lock file"), ("这不是报表，而是打开报表时产生的临时文件（文件名以 ~$ 开头，{found}）。", "This is no report but the temporary file that stands beside an open one (its name begins with ~$; {found})."),
     ("请关闭 Excel 或 WPS，把报表本身（文件名不带 ~$）发来。", "Close Excel or WPS and send the workbook itself, whose name has no ~$.")),
    ("I19", ("没有下载完的文件", "a file that was not downloaded"), ("文件里全是空字节（{found}），没有内容；多半只是网盘上的占位文件，没有下载到本机。", "The file is nothing but zero bytes ({found}); most likely a cloud drive's placeholder that was never downloaded."),
     ("请在网盘中先下载到本机，打开确认后重报。", "Download it from the cloud drive first, open it to be sure, and resend.")),
)  # fmt: skip

RULES = tuple(
    rule(code, Severity.ERROR, "D", OWN, title=title, meaning=title, message=message, advice=advice)
    for code, title, message, advice in _WORDS
)
_BY_CODE = {each.code: each for each in RULES}


_KINDS = {
    "text": Text("文本文件", "a text file"),
    "html": Text("网页", "a web page"),
    "csv": Text(" CSV 文本", "a CSV text"),
    "doc": Text(" Word 文档", "a Word document"),
    "docx": Text(" Word 文档", "a Word document"),
    "ppt": Text("演示文稿", "a presentation"),
    "pptx": Text("演示文稿", "a presentation"),
    "flat opendocument": Text(" OpenDocument 表格（单个 XML）", "a flat OpenDocument spreadsheet"),
    "xml spreadsheet 2003": Text(" XML 表格 2003", "an XML spreadsheet of 2003"),
    "pdf": Text(" PDF 文件", "a PDF file"),
    "image": Text("图片", "a picture"),
    "zip": Text("压缩包", "an archive"),
    "empty zip": Text("空的压缩包", "an empty archive"),
    "rar": Text("压缩包", "an archive"),
    "7z": Text("压缩包", "an archive"),
    "gzip": Text("压缩包", "an archive"),
    "xlsb": Text(".xlsb 二进制工作簿", "a binary .xlsb workbook"),
}


def refused(refusal: Refusal) -> Finding:
    """Word a refusal of the reader as a finding."""
    kind = _KINDS.get(refusal.found, Text(f"其他文件（{refusal.found}）", f"another file ({refusal.found})"))
    return found_by(_BY_CODE[refusal.code], found=refusal.found, kind=kind)
