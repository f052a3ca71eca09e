"""The small version that most tests of the analyses use."""

from __future__ import annotations

import pytest
from support.panels import make_version

from assets.analysis.versions import Version


@pytest.fixture
def version() -> Version:
    return make_version()
