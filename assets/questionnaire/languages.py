"""The words of the questionnaire in every language that is shipped, one file per language in `languages/`.

`en.csv` holds the words that stand in no seed (key, text). Any other `<code>.csv` holds translations (context, source, text):
`source` is the English text, from a seed or from `en.csv`, `context` the code of a question (or another subject) where a text
has to be worded differently. A text without a translation is shown in English and is listed by `list_untranslated`.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

LANGUAGES = Path(__file__).resolve().parents[2] / "languages"
SOURCE = "en"
TICKET = "ticket."  # begins the context of the words of a ticket
LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)  # ISO 639
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class LanguageFault(Exception):
    """A language file is not what it should be; the message says which line and why."""


@dataclass(frozen=True)
class Text:
    """An English text and the context in which it is shown; empty where it reads the same everywhere."""

    source: str
    context: str = ""


@dataclass(frozen=True)
class Wording:
    """The words of one language: `own` by key in English, `translations` by context and English text."""

    language: str
    own: Mapping[str, str]
    translations: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def translate(self, source: str, context: str = "") -> str:
        """The text in this language, the most specific wording first; in English where there is none."""
        if (context, source) in self.translations:
            return self.translations[context, source]
        return self.translations.get(("", source), source)

    def knows(self, text: Text) -> bool:
        keys = ((text.context, text.source), ("", text.source))
        return self.language == SOURCE or not text.source or any(key in self.translations for key in keys)

    def say(self, key: str, **values: object) -> str:
        """Words of our own with their placeholders filled. Raises KeyError for an unknown key or a value that lacks."""
        text = self.translate(self.own[key], key)
        return PLACEHOLDER.sub(lambda match: str(values[match[1]]), text)

    def find(self, key: str, otherwise: str = "") -> str:
        """Words of our own that need not be there, such as the help of a question."""
        return self.translate(self.own[key], key) if key in self.own else otherwise


def languages_folder() -> Path:
    """Where the language files are; a programme names its own in INTERCULTURAL_LANGUAGES."""
    return Path(os.environ.get("INTERCULTURAL_LANGUAGES") or LANGUAGES)


def list_languages() -> list[str]:
    """The codes of all languages that are shipped, English first."""
    codes = sorted(path.stem for path in languages_folder().glob("*.csv") if LANGUAGE.fullmatch(path.stem))
    return [SOURCE, *(code for code in codes if code != SOURCE)]


def read_wording(language: str) -> Wording:
    """The words of a language. Raises KeyError where it is not shipped, LanguageFault where a file is broken."""
    if not LANGUAGE.fullmatch(language):
        raise KeyError(language)
    try:
        return read_files(languages_folder(), language)
    except FileNotFoundError as missing:
        raise KeyError(language) from missing


@cache
def read_files(folder: Path, language: str) -> Wording:
    own: dict[str, str] = {}
    for number, row in read_rows(folder / f"{SOURCE}.csv", ("key", "text")):
        if row["key"] in own:
            raise LanguageFault(f"{SOURCE}.csv, line {number}: the key {row['key']} is there twice.")
        own[row["key"]] = row["text"]
    translations: dict[tuple[str, str], str] = {}
    if language != SOURCE:
        for number, row in read_rows(folder / f"{language}.csv", ("context", "source", "text")):
            place = (row["context"], row["source"])
            where = f"{language}.csv, line {number}"
            if place in translations:
                raise LanguageFault(f"{where}: '{row['source']}' is translated twice.")
            if sorted(PLACEHOLDER.findall(row["source"])) != sorted(PLACEHOLDER.findall(row["text"])):
                raise LanguageFault(f"{where}: the placeholders differ from those of '{row['source']}'.")
            if row["text"].strip():
                translations[place] = row["text"]
    return Wording(language, own, translations)


def read_rows(path: Path, columns: Sequence[str]) -> Iterable[tuple[int, dict[str, str]]]:
    """The rows of a language file with the lines on which they end."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if list(reader.fieldnames or ()) != list(columns):
            raise LanguageFault(f"{path.name}: the columns are {', '.join(columns)}, in this order.")
        for row in reader:
            if None in row or None in row.values():
                raise LanguageFault(f"{path.name}, line {reader.line_num}: there are {len(columns)} cells in a row.")
            yield reader.line_num, row


def list_untranslated(wording: Wording, texts: Iterable[Text]) -> list[Text]:
    """The texts that this language shows in English, each once."""
    return list(dict.fromkeys(text for text in texts if not wording.knows(text)))


def list_unused(wording: Wording, texts: Iterable[Text]) -> list[tuple[str, str]]:
    """Translations (context, source) of texts that no longer exist: their English wording has changed."""
    wanted = list(texts)
    used = {(text.context, text.source) for text in wanted} | {("", text.source) for text in wanted}
    return [place for place in wording.translations if place not in used]


def choose_language(spoken: Iterable[str]) -> str:
    """The first of a city's languages that is shipped, else English."""
    shipped = set(list_languages())
    return next((language for language in spoken if language in shipped), SOURCE)
