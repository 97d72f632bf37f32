"""What a command says comes next fits what was given to it."""

from pathlib import Path

from xlreport.commands.next_steps import after_check


def test_a_file_beside_the_inbox_was_not_handed_in(tmp_path: Path) -> None:
    """Returns of the inbox lead to letters and merge; the office's own report to its next check, against the sums."""
    sums = tmp_path / "sums.xlsx"
    for given in (tmp_path, tmp_path / "inbox", tmp_path / "inbox" / "a.xlsx"):
        steps = [each.zh for each in after_check([given], tmp_path, clean=False, warned=False, against=None)]
        assert [each.split()[1] for each in steps] == ["letters", "merge"]
    own = tmp_path / "own.xlsx"
    (step,) = after_check([own], tmp_path, clean=False, warned=False, against=sums)
    assert step.en.startswith(f"xlreport validate {own} --merged {sums} ")
    (step,) = after_check([own], tmp_path, clean=True, warned=False, against=sums)
    assert step.en.startswith(f"xlreport publish {own} ")
