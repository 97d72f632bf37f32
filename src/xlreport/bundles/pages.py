"""What a bundle says for people, all of it out of its own files: the note, the proof, the page of findings."""

from collections.abc import Mapping
from typing import Any

from xlreport.bundles.listing import CODE, LIST, SUMS
from xlreport.language import Language
from xlreport.layout import Layout
from xlreport.merging import Ledger
from xlreport.outputs import data, proofs
from xlreport.outputs.html import findings_page
from xlreport.proof import Proof
from xlreport.rule_lists import every_rule
from xlreport.submissions import Return
from xlreport.verdicts import REJECTED, UNREADABLE, VERDICT_NAMES, verdict

NOTE, PROOF_TEXT, PROOF_DATA, FINDINGS = "说明.txt", "proof/复核.txt", "proof/verify.json", "output/问题.html"
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_NOTE = """{region} {year} 年度汇总：文件包
{workbook}    汇总工作簿（汇总指纹 {fingerprint}）
inbox/    收到的表，逐字节为汇总时的那一份
xlreport.toml、roster.*    批次的设定、名册
decisions.toml、waivers.toml、issues.jsonl    人工处理、已说明的警告、下发登记
{findings}    检查出的问题
{proof}    打包时复核的结果（JSON：{data}）
{sums}    每个文件的指纹；{listing} 是清单

看：解开整个压缩包，打开汇总工作簿，从合计点到明细，再点数字，即到原表的单元格。
复核：安装 xlreport 后运行 xlreport verify 本文件.zip，不必解开。
它重新读每份表、重算每个合计，并指出被换、被加、被删的文件。
能证明的：包里的数与包里的表一致，文件与清单一致。
不能证明的：包是谁做的，有没有整包重做。要知道这一点，须由提供者另行告知本文件的 SHA-256，或附签名
（{code} 只有批次密钥的持有人能核对；另附的 .sig 凭公钥核对）。

Consolidated figures of {region}, {year}: a bundle that proves itself
Unpack all of it: a click on a total leads to 明细, one on a number there to the cell of the return in inbox/.
Verify it as it is, without unpacking: xlreport verify FILE.zip
It proves that the figures are those of the returns enclosed and that the files are those on the list. It does not
prove who made it, nor that it was not made anew as a whole: for that ask for the SHA-256 of the file by another way,
or for a signature.
"""


def pages(ledger: Ledger, proof: Proof, workbook: str, layout: Layout) -> Mapping[str, bytes]:
    """Give the pages by their names in the bundle."""
    texts = [proofs.told(proof, workbook, language) for language in _LANGUAGES]
    told: dict[str, Any] = {language: proofs.as_data(proof, workbook, language) for language in _LANGUAGES}
    return {
        PROOF_TEXT: "\n".join(texts).encode(),
        PROOF_DATA: (data.printed(told) + "\n").encode(),
        FINDINGS: _findings(ledger, layout),
    }


def note(*, region: str, year: str, workbook: str, fingerprint: str) -> bytes:
    """Give the note that says what lies where and what it proves, for any editor of Windows."""
    said = _NOTE.format(
        region=region,
        year=year,
        workbook=workbook,
        fingerprint=fingerprint,
        findings=FINDINGS,
        proof=PROOF_TEXT,
        data=PROOF_DATA,
        sums=SUMS,
        listing=LIST,
        code=CODE,
    )
    return ("\ufeff" + said.replace("\n", "\r\n")).encode()


def _findings(ledger: Ledger, layout: Layout) -> bytes:
    """Give the page of findings as the merge has them, without the figures around each."""
    states = {row.file: row.state for row in ledger.rows}
    returns = [
        Return(
            file=line.file,
            sha256=line.sha256,
            submission=None,
            findings=line.findings,
            state=_state(states.get(line.file, ""), line.decision.value) or verdict(line.findings),
        )
        for line in ledger.files
        if line.sha256
    ]
    titles = {code: rule.title for code, rule in every_rule(layout.form).items()}
    names = {line.file: line.name for line in ledger.files}
    return findings_page(returns, layout, "zh", titles, ledger.findings, names)


def _state(row: str, decision: str) -> str:
    """Give the verdict that the merge kept of a file, if any; one that counts all the same was rejected."""
    if decision in {REJECTED, UNREADABLE}:
        return decision
    return row if row in VERDICT_NAMES else REJECTED if row else ""
