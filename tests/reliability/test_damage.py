"""A generation with a file that is not what was written: found, named, never answered from, and mended."""

import os
import shutil
from dataclasses import dataclass

import pytest

from search.cli import reindex_command
from search.errors import IndexDamaged, IndexOutdated
from search.pipeline import check, reindex
from search.schema import SCHEMA_VERSION
from search.storage import Manifest, live_generation, new_generation, publish
from tests.reliability.reindexing import answer, write_edition


def _truncate(path, _):
    os.truncate(path, path.stat().st_size // 2)


def _flip_a_bit(path, _):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def _remove(path, _):
    path.unlink()


def _empty(path, _):
    path.write_bytes(b"")


def _swap(path, other):
    here, there = path.read_bytes(), other.read_bytes()
    path.write_bytes(there)
    other.write_bytes(here)


DAMAGES = (_truncate, _flip_a_bit, _remove, _empty, _swap)


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    """A collection whose two generations share no file: every seed of the second edition is new."""
    folder = tmp_path_factory.mktemp("damaged")
    for edition in (1, 2):
        write_edition(folder / "seeds", edition)
        reindex(folder / "seeds", folder / "index")
    return folder


def _files(index_dir):
    return sorted(live_generation(index_dir, SCHEMA_VERSION).folder.iterdir())


def _damaged_copies(collection, tmp_path, damage):
    """For each file of the live generation: its name, and a copy of the collection in which it is damaged."""
    for number, file in enumerate(_files(collection / "index")):
        copy = tmp_path / str(number)
        shutil.copytree(collection, copy)
        files = _files(copy / "index")
        damage(files[number], files[number - 1])
        yield file.name, copy


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_to_any_file_is_named_and_answered_from_the_generation_before(collection, tmp_path, damage, caplog):
    before = [f"{name}-1.txt" for name in range(6)]
    for name, copy in _damaged_copies(collection, tmp_path, damage):
        caplog.clear()

        assert answer(copy / "index")[0] == before
        assert "generations/000002/" in caplog.text
        assert name in caplog.text or damage is _swap  # of two that were swapped, either may be named
        assert "reindex --full" in caplog.text


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_to_any_file_is_found_by_a_check_and_mended_by_the_next_run(collection, tmp_path, damage):
    sound = answer(collection / "index")
    for _, copy in _damaged_copies(collection, tmp_path, damage):
        with pytest.raises(IndexDamaged, match="generations/000002/"):
            check(copy / "index")

        reindex(copy / "seeds", copy / "index")

        check(copy / "index")
        assert answer(copy / "index") == sound


def test_where_both_generations_are_damaged_the_index_says_so_and_the_next_run_mends_it(collection, tmp_path):
    sound = answer(collection / "index")
    copy = shutil.copytree(collection, tmp_path / "copy")
    for manifest in copy.glob("index/generations/*/manifest.json"):
        manifest.write_text("{")

    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        answer(copy / "index")

    reindex(copy / "seeds", copy / "index")
    assert answer(copy / "index") == sound


@pytest.mark.parametrize("pointer", [b"", b"\xff\x00\x80", b"000009\n", b"../../seeds\n", b"p00002\n"])
def test_a_damaged_pointer_leads_to_the_newest_generation_and_is_mended(collection, tmp_path, pointer):
    sound = answer(collection / "index")
    copy = shutil.copytree(collection, tmp_path / "copy")
    (copy / "index" / "CURRENT").write_bytes(pointer)

    assert answer(copy / "index") == sound
    reindex(copy / "seeds", copy / "index")
    assert check(copy / "index").isdecimal()
    assert answer(copy / "index") == sound


@dataclass(frozen=True)
class ManifestOfTomorrow(Manifest):
    """What a later program may write: more than this one knows of."""

    stars: int = 5


@pytest.mark.parametrize(("version", "kind"), [("0", Manifest), ("999999", ManifestOfTomorrow)])
def test_an_index_of_an_older_or_newer_program_is_refused_with_the_remedy(collection, tmp_path, version, kind, capsys):
    copy = shutil.copytree(collection, tmp_path / "copy")
    with new_generation(copy / "index") as folder:
        publish(copy / "index", folder, kind(version, 0, "fingerprint", "x", "", {}))

    with pytest.raises(IndexOutdated, match=f"version {version}.*run `reindex`"):
        answer(copy / "index")

    with pytest.raises(SystemExit) as ended:
        reindex_command.main(["--index", str(copy / "index"), "--check"], standalone_mode=False)
    assert ended.value.code == 5
    assert "run `reindex`" in capsys.readouterr().err

    reindex(copy / "seeds", copy / "index")
    assert answer(copy / "index") == answer(collection / "index")


def test_what_the_two_generations_share_is_never_answered_from_once_it_is_damaged(collection, tmp_path):
    copy = shutil.copytree(collection, tmp_path / "copy")
    (copy / "seeds" / "more.txt").write_text("Edition of more\n\nA note that was added.")
    reindex(copy / "seeds", copy / "index")
    before = answer(copy / "index")
    shared = [path for path in _files(copy / "index") if path.stat().st_nlink > 1]
    for path in shared:
        _flip_a_bit(path, path)

    if shared:
        with pytest.raises(IndexDamaged):
            answer(copy / "index")
    reindex(copy / "seeds", copy / "index")
    assert answer(copy / "index") == before
