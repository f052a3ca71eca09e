"""The language that pages and reports are written in, chosen once around what writes them.

`with speak("fr"): ...` makes `say` and the `{% trans %}` of the templates French; outside of it everything is English. The English
text is the key: translations stand in `languages/<code>.csv`, one file per language, and a text that lacks there is shown in English.
How numbers and days are written in a language is the business of Babel. Which texts there are is found by `messages.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from assets.questionnaire.languages import PLACEHOLDER, SOURCE, Wording, read_wording

if TYPE_CHECKING:
    import jinja2
    from babel import Locale

JINJA_PLACEHOLDER = re.compile(r"%\(([a-z_]+)\)s")

_spoken: ContextVar[Wording | None] = ContextVar("spoken", default=None)


@contextmanager
def speak(language: str) -> Iterator[None]:
    """Everything inside is said in this language. Raises KeyError where it is not shipped."""
    token = _spoken.set(read_wording(language))
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken_wording() -> Wording:
    """The words of the language that is spoken."""
    return _spoken.get() or read_wording(SOURCE)


def spoken_language() -> str:
    """The code of the language that is spoken (ISO 639)."""
    return spoken_wording().language


def spoken_locale() -> Locale:
    """How the language writes numbers, days and lines; the locale of English where Babel does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(spoken_language())
    except UnknownLocaleError:
        return Locale.parse(SOURCE)


def say(text: str, /, *, context: str = "", **values: object) -> str:
    """An English text in the language that is spoken, its `{placeholders}` filled; KeyError for a value that lacks."""
    said = spoken_wording().translate(text, context)
    return PLACEHOLDER.sub(lambda match: str(values[match[1]]), said) if values else said


def say_count(one: str, many: str, number: int, /, **values: object) -> str:
    """`one` where the language counts `number` as one, else `many`; `{number}` is filled with it."""
    return say(one if is_one(number) else many, context="", number=number, **values)


def is_one(number: int) -> bool:
    """Whether the language that is spoken uses its singular: French does for 0, English does not."""
    return bool(spoken_locale().plural_form(number) == "one")


def to_source(message: str) -> str:
    """A message of a template as the language files write it: `{name}` for a value."""
    return JINJA_PLACEHOLDER.sub(r"{\1}", message).replace("%%", "%")


def translate_message(message: str, context: str = "") -> str:
    """A message of a template in the language that is spoken, in the form that Jinja fills."""
    names = set(JINJA_PLACEHOLDER.findall(message))
    said = spoken_wording().translate(to_source(message), context).replace("%", "%%")
    return PLACEHOLDER.sub(lambda match: f"%({match[1]})s" if match[1] in names else match[0], said)


def install(environment: jinja2.Environment) -> None:
    """Gives the templates `{% trans %}`, `_()` and `{% pluralize %}` in the language that is spoken when they are filled."""
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        translate_message,
        lambda one, many, number: translate_message(one if is_one(number) else many),
        newstyle=True,
        pgettext=lambda context, message: translate_message(message, context),
    )
