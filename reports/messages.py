"""Finds the texts that pages and reports can show, so that no translation lacks and none is left over.

Templates are asked for their `{% trans %}` and `_()`, Python files for `say("…")` and `say_count("…", "…", …)`, scripts for
`say("…")` and `sayCount("…", "…", …)`. A text that is not written out at its call (a name of a status, say) stands in one of the
dictionaries of `words_by_code.PHRASES`, in a seed or in a sample.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from assets.questionnaire.languages import Text
from reports.language import to_source

HERE = Path(__file__).resolve().parent
COUNTED = {"say": 1, "say_count": 2}  # function -> how many of its first arguments are texts
LITERAL = r'"((?:[^"\\]|\\.)*)"'
IN_SCRIPT = re.compile(rf"\bsay(?:Count)?\(\s*{LITERAL}(?:,\s*{LITERAL})?")


def list_messages() -> list[Text]:
    """Every text of pages and reports, each once, in the order of the files."""
    return list(dict.fromkeys([*in_templates(), *in_code(), *in_scripts(), *in_phrases(), *in_data()]))


def in_templates() -> Iterator[Text]:
    from reports.site import load_templates

    environment = load_templates()
    for name in environment.list_templates():
        source = (HERE / "templates" / name).read_text(encoding="utf-8")
        for _, function, message in environment.extract_translations(source):  # type: ignore[attr-defined]
            parts = [part for part in (message if isinstance(message, tuple) else (message,)) if part]
            if function == "pgettext":
                yield Text(to_source(parts[1]), parts[0])
            else:
                yield from (Text(to_source(part)) for part in parts)


def in_code() -> Iterator[Text]:
    for path in sorted(HERE.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        if not any(isinstance(node, ast.ImportFrom) and node.module == "reports.language" for node in nodes):
            continue
        for node in nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in COUNTED:
                context = next((read_text(word.value) for word in node.keywords if word.arg == "context"), "")
                for argument in node.args[: COUNTED[node.func.id]]:
                    if text := read_text(argument):
                        yield Text(text, context)


def read_text(node: ast.expr) -> str:
    """A text that is written out; empty for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def in_scripts() -> Iterator[Text]:
    import json

    for path in sorted((HERE / "static").glob("*.js")):
        for match in IN_SCRIPT.finditer(path.read_text(encoding="utf-8")):
            yield from (Text(json.loads(f'"{text}"')) for text in match.groups() if text)


def in_phrases() -> Iterator[Text]:
    from reports.pages.charts import VIEWS
    from reports.visits import NO_HOST
    from reports.words_by_code import PHRASES

    for phrases in (*PHRASES, NO_HOST, VIEWS):
        yield from (Text(text) for text in phrases.values())


def in_data() -> Iterator[Text]:
    from expectations.audit import read_limits
    from reports.translated import list_texts

    yield from list_texts()
    yield from (Text(limit["explanation"]) for limit in read_limits().values())
