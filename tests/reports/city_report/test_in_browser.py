"""City reports as people open them: from the file system, narrow and wide, with assistive technology."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from reports.documents.render import to_html

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("code", "width"), [("xa-alba", 1280), ("xa-evil", 390), ("xa-right", 390)])
def test_reports_are_accessible_and_fit(page, documents, tmp_path, code, width) -> None:
    path = tmp_path / "report.html"
    path.write_text(to_html(documents[code]), encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())
    results = Axe().run(page, options={"preload": False})
    assert [
        f"{item['id']}: {[node['target'] for node in item['nodes']]}" for item in results.response["violations"]
    ] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "no sideways scrolling"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
