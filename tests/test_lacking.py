from pathlib import Path

import pytest

from tests.lacking import lacking

GATE = Path(__file__).parents[1] / ".ci" / "run"


def test_a_test_that_lacks_what_it_needs_fails_on_a_build_machine(monkeypatch):
    monkeypatch.setenv("CI", "true")

    with pytest.raises(pytest.fail.Exception, match="no labelled sets"):
        lacking("no labelled sets")


def test_a_test_that_lacks_what_it_needs_is_left_out_elsewhere_with_the_reason(monkeypatch):
    monkeypatch.delenv("CI", raising=False)

    with pytest.raises(pytest.skip.Exception, match="no labelled sets"):
        lacking("no labelled sets")


def test_the_gate_is_a_build_machine_whoever_runs_it():
    assert "export CI=true" in GATE.read_text(encoding="utf-8")
