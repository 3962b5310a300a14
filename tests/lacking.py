"""What a machine lacks that a test needs."""

import os

import pytest


def lacking(what):
    """Skips the test, with the reason; on a build machine, where nobody reads reasons, it fails."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)
