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
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from assets.questionnaire.languages import PLACEHOLDER, SOURCE, Wording, read_wording

if TYPE_CHECKING:
    import jinja2
    from babel import Locale

# Of the ways in which a language is written, the one of the institutions that the pages are made for.
WRITTEN = {"en": "en_GB"}
JINJA_PLACEHOLDER = re.compile(r"%\(([a-z_]+)\)s")

_spoken: ContextVar[Wording | None] = ContextVar("spoken", default=None)
# Messages of templates as Jinja fills them, by wording (of which each lives as long as the process), context and text.
_prepared: dict[tuple[int, str, str], str] = {}
_plain: dict[tuple[int, str], Markup] = {}


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
    return find_locale(spoken_language())


@cache
def find_locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(WRITTEN.get(language, language))
    except UnknownLocaleError:
        return Locale.parse(WRITTEN[SOURCE])


def spoken_direction() -> str:
    """Where lines of the language begin: `ltr` or `rtl`."""
    return str(spoken_locale().text_direction)


def name_language(language: str) -> str:
    """What a language calls itself: as its file says, else as Babel knows it, else its code."""
    from babel import Locale, UnknownLocaleError

    said, source = (read_wording(code).find("language.name") for code in (language, SOURCE))
    if not said or (said == source and language != SOURCE):
        try:
            said = str(Locale.parse(language).get_display_name())
        except UnknownLocaleError:
            said = language
    return said[:1].upper() + said[1:]


def name_folder(language: str) -> str:
    """Where the pages of a language stand below the folder of the site: English at the top, others in a folder of their own."""
    return "" if language == SOURCE else f"{language}/"


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
    place = (id(spoken_wording()), context, message)
    if place not in _prepared:
        _prepared[place] = prepare_message(message, context)
    return _prepared[place]


def say_message(message: str, /, **values: object) -> Markup:
    """`_("…")` in a template. Most messages hold no value and are said hundreds of times on a page: they are kept as they are shown."""
    if values:
        return Markup(translate_message(message)) % values  # noqa: S704
    place = (id(spoken_wording()), message)
    if place not in _plain:
        _plain[place] = Markup(spoken_wording().translate(to_source(message)))  # noqa: S704
    return _plain[place]


def prepare_message(message: str, context: str) -> str:
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
    environment.globals["_"] = say_message
