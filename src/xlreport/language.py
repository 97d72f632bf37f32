"""The two languages of every text for people: Chinese, the default, and English."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; `{name}` places are filled by `filled`."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        """Give the text in a language."""
        return self.zh if language == "zh" else self.en

    def filled(self, **values: "str | Text | int") -> "Text":
        """Fill the `{name}` places in both languages; a Text fills each in its own."""
        return Text(
            self.zh.format_map({k: v.zh if isinstance(v, Text) else v for k, v in values.items()}),
            self.en.format_map({k: v.en if isinstance(v, Text) else v for k, v in values.items()}),
        )


def same(text: str) -> Text:
    """Give a text that is the same in both languages: a figure, a name, a quotation."""
    return Text(text, text)
