"""The power fails at any moment: whatever the disk had not yet been made to keep, the index answers.

A recording layer notes every sync, rename and replace of a reindex. After each of them the disk is made as bad as it
may be by then: content that was not synced is gone, names that were not synced are there or not, in any combination.
"""

import os
import shutil
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import pytest

from search.pipeline import check, reindex
from tests.reliability.reindexing import answer, write_edition


@dataclass
class Disk:
    """What is certain to be on the disk, and what may be, after some steps of publishing one generation."""

    before: Path
    synced: dict = field(default_factory=dict)  # content by path, as of its last sync
    written: dict = field(default_factory=dict)  # content by name, of everything in the new folder
    is_renamed: bool = False
    is_renamed_for_certain: bool = False
    is_replaced: bool = False
    is_replaced_for_certain: bool = False

    def states(self):
        """Whether the new folder has its name, whether CURRENT is the new one, and what is left of unsynced content."""
        renamed = {self.is_renamed_for_certain, self.is_renamed}
        replaced = {self.is_replaced_for_certain, self.is_replaced}
        return product(renamed, replaced, (lambda _: None, lambda _: b"", lambda whole: whole[: len(whole) // 2]))


@dataclass
class Recorder:
    """Stands before os.fsync, os.rename and os.replace, and keeps a picture of the disk after each of their steps."""

    index_dir: Path
    disk: Disk
    generation: str = ""
    pictures: list = field(default_factory=list)

    def install(self, monkeypatch):
        real = {name: getattr(os, name) for name in ("fsync", "rename", "replace")}

        def fsync(descriptor):
            self._synced(Path(os.readlink(f"/proc/self/fd/{descriptor}")))
            real["fsync"](descriptor)

        def rename(source, target, **how):
            real["rename"](source, target, **how)
            if Path(target).parent.name == "generations":
                self.generation = Path(target).name
                self.disk.written = {path.name: path.read_bytes() for path in Path(target).iterdir()}
                self.disk.is_renamed = True
                self._keep()

        def replace(source, target, **how):
            real["replace"](source, target, **how)
            self.disk.is_replaced = True
            self._keep()

        for name, layer in {"fsync": fsync, "rename": rename, "replace": replace}.items():
            monkeypatch.setattr(os, name, layer)

    def _synced(self, path):
        if path.is_file():
            self.disk.synced[path.name] = path.read_bytes()
        self.disk.is_renamed_for_certain |= self.disk.is_renamed and path.name == "generations"
        self.disk.is_replaced_for_certain |= self.disk.is_replaced and path == self.index_dir
        self._keep()

    def _keep(self):
        self.pictures.append(Disk(**vars(self.disk) | {"synced": dict(self.disk.synced)}))


def _made_real(disk, generation, is_renamed, is_replaced, left_of, folder):
    """A folder as the disk would show it after the power came back."""
    index_dir = shutil.copytree(disk.before, folder)
    new = index_dir / "generations" / (generation if is_renamed else f".building-{generation}-x")
    new.mkdir()
    for name, content in disk.written.items():
        found = disk.synced.get(name, left_of(content))
        if found is not None:
            (new / name).write_bytes(found)
    if is_replaced:
        (index_dir / "CURRENT").write_bytes(disk.synced.get("CURRENT.new") or left_of(generation.encode()) or b"")
    return index_dir


@pytest.fixture
def recorded(tmp_path, monkeypatch):
    """A reindex under the recorder: its pictures, and the answers before and after."""
    for edition in (0, 1):
        write_edition(tmp_path / "seeds", edition)
        reindex(tmp_path / "seeds", tmp_path / "index", jobs=1)
    before = answer(tmp_path / "index")
    shutil.copytree(tmp_path / "index", tmp_path / "before")
    write_edition(tmp_path / "seeds", 2)
    recorder = Recorder(tmp_path / "index", Disk(tmp_path / "before"))
    recorder.install(monkeypatch)
    reindex(tmp_path / "seeds", tmp_path / "index", jobs=1)
    monkeypatch.undo()
    return recorder, before, answer(tmp_path / "index")


def test_whenever_the_power_fails_the_index_is_sound_and_answers_as_before_or_as_after(recorded, tmp_path):
    recorder, before, after = recorded
    left = []
    for number, disk in enumerate(recorder.pictures):
        for state, (is_renamed, is_replaced, left_of) in enumerate(disk.states()):
            index_dir = _made_real(
                disk, recorder.generation, is_renamed, is_replaced, left_of, tmp_path / f"{number}-{state}"
            )

            check(index_dir)  # sound by itself, without going back to the generation before
            left.append(answer(index_dir))
            shutil.rmtree(index_dir)

    print(f"{len(left)} disks: {left.count(before)} answered as before, {left.count(after)} as after")
    assert all(one in (before, after) for one in left)
    assert before in left
    assert left[-1] == after


def test_every_file_of_a_generation_is_synced_as_it_is_published(recorded):
    recorder, _, _ = recorded

    assert recorder.pictures[-1].written
    for name, content in recorder.pictures[-1].written.items():
        assert recorder.pictures[-1].synced[name] == content, name
