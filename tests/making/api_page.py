"""The calls on docs/api.md, as the program has them: `make docs` writes that part of the page anew."""

import inspect
from pathlib import Path
from typing import Any

import xlreport

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
BEGIN, END = "<!-- calls: made by `make docs`, not to be edited -->\n", "<!-- end of calls -->\n"


def calls() -> str:
    """Each public name with how it is called and what its docstring says first."""
    return "\n".join(_told(name, getattr(xlreport, name)) for name in sorted(xlreport.__all__, key=str.casefold))


def _told(name: str, thing: Any) -> str:
    said = inspect.cleandoc(thing.__doc__ or "").partition("\n\n")
    rest = "".join(f" {' '.join(part.split())}" for part in (said[0], said[2]) if part).strip()
    if inspect.isclass(thing):
        return f"- **`{name}`**{_fields(thing)}: {rest}"
    return f"- **`{name}{_signature(thing)}`**: {rest}"


def _signature(thing: Any) -> str:
    """A call's parameters by name, with what stands for those that are left out; their kinds are in the source."""
    words, starred = [], False
    for each in inspect.signature(thing).parameters.values():
        if each.kind is each.KEYWORD_ONLY and not starred:
            words.append("*")
            starred = True
        default = "" if each.default is each.empty else f"={_default(each.default)}"
        stars = "**" if each.kind is each.VAR_KEYWORD else ""
        words.append(f"{stars}{each.name}{default}")
    return f"({', '.join(words)})"


def _default(value: Any) -> str:
    return (
        getattr(value, "__name__", "…") if callable(value) else "…" if len(repr(value)) > 30 else repr(value)
    )  # characters


def _fields(thing: Any) -> str:
    names = [each for each in getattr(thing, "__dataclass_fields__", {}) if not each.startswith("_")]
    return f" ({', '.join(f'`{each}`' for each in names)})" if names else ""


def page(text: str) -> str:
    """The page with its calls as they are now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{calls()}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
