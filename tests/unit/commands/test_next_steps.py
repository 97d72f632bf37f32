"""What a command says comes next fits what was given to it."""

from pathlib import Path

from xlreport.commands.next_steps import after_check, after_merge, for_older


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


def test_last_years_files_are_verified_too(tmp_path: Path) -> None:
    """Where the merge was given them; else a round knows its own."""
    book, last = tmp_path / "all.xlsx", tmp_path / "last"
    (given,) = after_merge(book, [tmp_path], None, whole=True, previous=last)
    assert given.en.startswith(f"xlreport verify {book} {tmp_path} --previous {last} ")
    (plain,) = after_merge(book, [tmp_path], None, whole=True)
    assert "--previous" not in plain.en


def test_only_another_edition_leads_to_migrate(tmp_path: Path) -> None:
    """The places are those that were given."""
    (step,) = for_older({"I13", "T301"}, [tmp_path])
    assert step.zh.startswith(f"xlreport migrate {tmp_path} -o ")
    assert not list(for_older({"T301"}, [tmp_path]))
