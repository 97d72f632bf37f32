"""Family I, first part: why a file could not be read at all, in plain words."""

import errno
import traceback
from pathlib import Path

from xlreport.checks.refusals import cause
from xlreport.checks.rules import OWN, rule
from xlreport.errors import Refusal
from xlreport.findings import Finding, Severity, found_by
from xlreport.language import Text

_WORDS = (
    ("I01", ("空文件", "empty file"), ("文件是空的（0 字节）。", "The file is empty (0 bytes)."),
     ("请重新保存后再报送；如从网盘拷贝，请等同步完成。", "Save it again and resend; if it came from a cloud drive, wait until it has synchronised."),
     ("文件没有任何内容，多半是没有保存或没有传完。", "The file has no content: most likely it was not saved or not transferred."), ("空文件里没有数字可收。", "There is no figure in it.")),
    ("I02", ("不是工作簿", "not a workbook"), ("文件内容不是 .xlsx 工作簿，看起来是{kind}。", "The file is no .xlsx workbook; it looks like {kind}."),
     ("请用 Excel 或 WPS 打开下发的表，另存为“Excel 工作簿（*.xlsx）”后重报；不要只改扩展名。", "Open the issued workbook in Excel or WPS, save it as .xlsx and resend; renaming a file does not convert it."),
     ("文件的内容不是工作簿，只是扩展名写成了 .xlsx。", "The content is no workbook; only the name ends in .xlsx."), ("别的格式里没有表样和公式，数字无从核对。", "Another format has neither the form nor its formulas.")),
    ("I03", ("文件有打开密码", "password needed to open"), ("文件设有打开密码，无法读取。", "The file is encrypted with a password and cannot be read."),
     ("请在 Excel 或 WPS 中取消打开密码，保存后重报。", "Remove the password in Excel or WPS, save and resend."),
     ("文件加了密，没有密码谁也读不了。", "The file is encrypted; nobody reads it without the password."), ("读不了就无法汇总。", "What cannot be read cannot be merged.")),
    ("I04", ("旧版格式", "old file format"), ("文件是旧版 .xls（或 .et）格式。", "The file is in the old .xls (or .et) format."),
     ("请用 Excel 或 WPS 打开，另存为 .xlsx 后重报。", "Open it in Excel or WPS, save it as .xlsx and resend."),
     ("旧版格式没有下发表的保护、清单和名称。", "The old format keeps neither protection nor manifest nor names of the issued workbook."), ("存成旧版会丢掉核对所需的内容。", "Saving in it loses what the checks rest on.")),
    ("I05", ("文件已损坏", "damaged file"), ("文件损坏或不完整：{cause}（技术细节：{found}）。", "The file is damaged or incomplete: {cause} (in detail: {found})."),
     ("请重新保存、重新发送；如在邮件或网盘中损坏，请压缩后再发。", "Save and send it again; if mail or a cloud drive damaged it, send it inside a zip."),
     ("文件的一部分丢失或被改写，打不开或读不全。", "Part of the file is lost or overwritten; it does not open or not wholly."), ("残缺的文件里，剩下的数字也不可信。", "In a damaged file what is left cannot be trusted either.")),
    ("I06", ("文件结构不安全", "unsafe file structure"), ("文件内部异常，为安全起见没有读取：{cause}（技术细节：{found}）。", "The file is abnormal inside and was not read, for safety: {cause} (in detail: {found})."),
     ("请用 Excel 或 WPS 打开，另存为新的 .xlsx 后重报。", "Open it in Excel or WPS, save it as a new .xlsx and resend."),
     ("文件内部的目录有重名、越界或加密的部件，正常的程序不会这样存。", "The file's directory has repeated, escaping or encrypted parts; no usual program saves so."), ("这样的文件可能在不同程序里显示不同的内容。", "Such a file may show something else in another program.")),
    ("I07", ("文件过大", "file too large"), ("{cause}，远超过一份报表，没有读取（技术细节：{found}）。", "For a return {cause}; it was not read (in detail: {found})."),
     ("请删除与报表无关的内容，或把数字填入新的空白表后重报。", "Remove what does not belong to the report, or fill in a fresh workbook."),
     ("文件远大于一份报表应有的大小。", "The file is far larger than a return can be."), ("过大的文件会拖垮收表的电脑。", "It may exhaust the computer that reads it.")),
    ("I08", ("文件夹带了外部引用声明", "file contains a DTD"), ("文件里夹带了能引入外部内容的声明，为安全起见没有读取（技术细节：DTD，{found}）。", "The file contains a DTD, which no workbook has, and was not read, for safety (in detail: {found})."),
     ("请把数字填入新的空白表后重报。", "Fill in a fresh workbook and resend."),
     ("这种声明（DTD）可以引入外部内容，工作簿从不需要它。", "A DTD can draw in outside content; no workbook needs one."), ("这是常见的攻击手法。", "It is a well-known way of attack.")),
    ("I09", ("工作簿内容残缺", "broken workbook content"), ("工作簿的内容残缺，无法读取：{cause}（技术细节：{found}）。", "The workbook's content is broken and cannot be read: {cause} (in detail: {found})."),
     ("请用 Excel 或 WPS 打开，另存为新的 .xlsx 后重报。", "Open it in Excel or WPS, save it as a new .xlsx and resend."),
     ("工作簿的某个部件缺失或不合格式。", "A part of the workbook is missing or malformed."), ("读到一半的表可能少了数字而不自知。", "A half-read return may lack figures unnoticed.")),
    ("I10", ("OpenDocument 格式", "OpenDocument format"), ("文件是 OpenDocument 表格（.ods）格式，不是 .xlsx。", "The file is an OpenDocument spreadsheet (.ods), no .xlsx."),
     ("请用 WPS、Excel 或 LibreOffice 打开，另存为 .xlsx 后重报；不要只改扩展名。", "Open it in WPS, Excel or LibreOffice, save it as .xlsx and resend; renaming converts nothing."),
     ("文件存成了 .ods 格式。", "The file was saved as .ods."), ("另一种格式会丢掉下发表的核对依据。", "Another format loses what the checks rest on.")),
    ("I11", ("不是下发的报表", "not the issued form"), ("工作簿可以打开，但不是下发的年度报告表（工作表：{found}）。", "The workbook opens, but it is not the issued form (sheets: {found})."),
     ("请在下发的表中填写，不要复制到新的工作簿。", "Fill in the issued workbook; do not copy it into a new one."),
     ("工作簿里没有下发表的隐藏清单。", "The workbook has no manifest of the issued form."), ("自制的表与表样不一定一致，数字可能对错栏。", "A home-made table may differ from the form, and figures land in wrong places.")),
    ("I12", ("另一种报表", "another form"), ("这是另一种报表（技术细节：{found}）。", "This is another form (in detail: {found})."),
     ("请换用本次下发的表。", "Use the workbook issued for this round."),
     ("隐藏清单写的是另一种报表。", "The manifest names another form."), ("两种报表的栏目不同，数字不能混。", "Its items differ; the figures do not mix.")),
    ("I13", ("表的版本不同", "another edition of the form"), ("表的版本或结构与本次下发的不同（技术细节：{found}）。", "The form's edition or structure differs from the one issued (in detail: {found})."),
     ("请把内容填入本次下发的新表后重报。", "Fill in the workbook issued for this round."),
     ("表的结构与本次下发的不同，多半用了往年的或改过的表。", "The structure differs from the one issued: last year's workbook, or a changed one."), ("结构不同，同一格的含义就可能不同。", "With another structure a cell may mean something else.")),
    ("I18", ("打开工作簿时的临时文件", "a lock file"), ("这不是报表，而是打开报表时产生的临时文件（文件名以 ~$ 开头）。", "This is no report but the temporary file that stands beside an open one (its name begins with ~$)."),
     ("请关闭 Excel 或 WPS，把报表本身（文件名不带 ~$）发来。", "Close Excel or WPS and send the workbook itself, whose name has no ~$."),
     ("打开工作簿时，程序会在旁边放一个以 ~$ 开头的小文件，里面没有报表。", "While a workbook is open a small file whose name begins with ~$ stands beside it; it holds no report."), ("单位以为报了，其实没有。", "The unit believes that it has handed in.")),
    ("I19", ("没有下载完的文件", "a file that was not downloaded"), ("文件没有内容，{kind}；多半只是网盘上的占位文件，没有下载到本机。", "The file has no content: {kind}; most likely a cloud drive's placeholder that was never downloaded."),
     ("请在网盘中先下载到本机，打开确认后重报。", "Download it from the cloud drive first, open it to be sure, and resend."),
     ("网盘里的占位文件只有名字和大小，没有内容。", "A cloud placeholder has a name and a size and no content."), ("单位以为报了，其实没有。", "The unit believes that it has handed in.")),
    ("I21", ("是网页，不是工作簿", "a web page, no workbook"), ("文件其实是{kind}，不是 .xlsx 工作簿；改扩展名不能转换格式。", "The file is {kind}, no .xlsx workbook; another name converts nothing."),
     ("请用 WPS 或 Excel 打开下发的表，把数字填进去，另存为“Excel 工作簿（*.xlsx）”后重报。", "Open the issued workbook in WPS or Excel, type the figures in, save it as .xlsx and resend."),
     ("有的系统把网页导出成“表格”，扩展名是 .xls 或 .xlsx，内容仍是网页。", "Some systems export a web page as a “spreadsheet”; whatever its name, it is a page."), ("网页里没有表样和公式，数字无从核对。", "A page has neither the form nor its formulas.")),
    ("I22", ("是文本，不是工作簿", "a text, no workbook"), ("文件其实是{kind}，不是 .xlsx 工作簿；改扩展名不能转换格式。", "The file is {kind}, no .xlsx workbook; another name converts nothing."),
     ("请不要用 CSV 或文本文件报送；用 WPS 打开下发的表填写，另存为 .xlsx 后重报。", "Do not hand in CSV or text; fill in the issued workbook in WPS, save it as .xlsx and resend."),
     ("CSV 和文本只有文字，没有工作表、公式和单位信息。", "CSV and text hold no sheets, formulas or identity."), ("存成 CSV 只留下一张表的字，其余全丢。", "Saving as CSV keeps the text of one sheet and loses the rest.")),
    ("I23", ("是文字文档，不是工作簿", "a document, no workbook"), ("文件其实是{kind}，不是 .xlsx 工作簿；改扩展名不能转换格式。", "The file is {kind}, no .xlsx workbook; another name converts nothing."),
     ("请把数字填入下发的表，用 WPS 或 Excel 另存为 .xlsx 后重报；文档可另附。", "Type the figures into the issued workbook and save it as .xlsx; the document may come along."),
     ("Word、演示文稿不是工作簿，改扩展名不能转换。", "A document is no workbook, and a new name converts nothing."), ("文档里的表格没有公式，也不能汇总。", "A table in a document has no formulas and cannot be merged.")),
    ("I24", ("是 PDF，不是工作簿", "a PDF, no workbook"), ("文件其实是{kind}，不是 .xlsx 工作簿；改扩展名不能转换格式。", "The file is {kind}, no .xlsx workbook; another name converts nothing."),
     ("请报送填好的 .xlsx 工作簿本身；PDF 或扫描件可另附。", "Hand in the completed .xlsx workbook itself; a PDF or scan may come along."),
     ("PDF 只能看，不能取数。", "A PDF is for reading, not for taking figures from."), ("从 PDF 里认数容易出错。", "Figures read from a PDF go wrong.")),
    ("I27", ("文件打不开", "a file that cannot be opened"), ("文件打不开：{cause}（技术细节：{found}）。", "The file cannot be opened: {cause} (in detail: {found})."),
     ("请检查文件是否还在、有没有读取权限，再运行一次。", "See that the file is there and may be read, and run this again."),
     ("文件读不到：不在了、没有权限，或者是失效的链接。", "The file cannot be read: it is gone, closed to this user, or a link that leads nowhere."), ("读不到的文件不计入，也不拖住其他文件。", "What cannot be read is not counted, and holds up no other file.")),
    ("I28", ("本工具检查时出错", "this tool failed"), ("本工具在检查这份文件时自身出错（技术细节：{found}），没有检查完，不计入汇总。", "This tool itself failed on this file (in detail: {found}); it was not checked to the end and is not counted."),
     ("请把这份文件和技术细节交给本工具的维护人员；其他文件不受影响。", "Hand this file and the details to the tool's maintainers; other files are not affected."),
     ("这是本工具的缺陷，不是填报的错。", "This is a fault of the tool, not of the return."), ("没有检查完的表不能当作没有问题。", "What was not checked to the end must not pass for sound.")),
)  # fmt: skip

RULES = tuple(
    rule(
        code,
        Severity.ERROR,
        "D",
        OWN,
        title=title,
        meaning=meaning,
        why=why,
        message=message,
        advice=advice,
        fixed=True,
    )
    for code, title, message, advice, meaning, why in _WORDS
)
_BY_CODE = {each.code: each for each in RULES}


_KINDS = {
    "text": Text("文本文件", "a text file"),
    "html": Text("网页", "a web page"),
    "csv": Text(" CSV 文本", "a CSV text"),
    "doc": Text(" Word 文档", "a Word document"),
    "docx": Text(" Word 文档", "a Word document"),
    "odt": Text(" OpenDocument 文字文档", "an OpenDocument text"),
    "odp": Text(" OpenDocument 演示文稿", "an OpenDocument presentation"),
    "zeros": Text("全是空字节", "nothing but zero bytes"),
    "icloud": Text("只有 iCloud 的下载标记", "only iCloud's mark of a download"),
    "ppt": Text("演示文稿", "a presentation"),
    "pptx": Text("演示文稿", "a presentation"),
    "flat opendocument": Text(" OpenDocument 表格（单个 XML）", "a flat OpenDocument spreadsheet"),
    "xml spreadsheet 2003": Text(" XML 表格 2003", "an XML spreadsheet of 2003"),
    "rtf": Text(" RTF 文档", "an RTF document"),
    "pdf": Text(" PDF 文件", "a PDF file"),
    "image": Text("图片", "a picture"),
    "zip": Text("压缩包", "an archive"),
    "empty zip": Text("空的压缩包", "an empty archive"),
    "rar": Text("压缩包", "an archive"),
    "7z": Text("压缩包", "an archive"),
    "gzip": Text("压缩包", "an archive"),
    "ole2": Text("别的程序的文件", "another program's file"),
    "xml": Text(" XML 文件", "an XML file"),
    "xlsb": Text(".xlsb 二进制工作簿", "a binary .xlsb workbook"),
}


def failed(error: BaseException) -> Finding:
    """Word a failure of this tool itself as a finding: what failed and where, the same on every computer."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return found_by(_BY_CODE["I28"], found=f"{type(error).__name__} {place}".strip())


def unopened(error: OSError) -> Finding:
    """Word what the system says of a file that cannot be opened as a finding."""
    return refused(Refusal(code="I27", found=errno.errorcode.get(error.errno or 0, type(error).__name__)))


def refused(refusal: Refusal) -> Finding:
    """Word a refusal of the reader as a finding."""
    kind = _KINDS.get(refusal.found, Text(f"其他文件（技术细节：{refusal.found}）", f"another file ({refusal.found})"))
    return found_by(_BY_CODE[refusal.code], found=refusal.found, kind=kind, cause=cause(refusal.code, refusal.found))
