import shutil

import pytest

from search.columnar.generation import SEGMENTS, open_segments, publish_segments
from search.columnar.segment import KINDS
from search.errors import IndexDamaged
from tests.columnar.corpora import plain_document, write_segment


@pytest.fixture
def generation(tmp_path):
    folder = tmp_path / "generation"
    folder.mkdir()
    documents = [plain_document(f"d{n}", "Peace talks. " * 9, actors=("france",)) for n in range(90)]
    publish_segments(folder, [write_segment(folder, documents)])
    return folder


def files(generation):
    return sorted(path for path in generation.iterdir())


def test_every_file_cut_in_half_is_named_when_the_generation_is_opened(generation):
    for path in files(generation):
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])

        with pytest.raises(IndexDamaged, match=rf"{path.name} is not what was written .*; run `reindex --full`"):
            open_segments(generation)

        path.write_bytes(whole)


def test_every_file_missing_is_named_when_the_generation_is_opened(generation):
    for path in files(generation):
        path.rename(generation / "aside")

        with pytest.raises(IndexDamaged, match=path.name):
            open_segments(generation)

        (generation / "aside").rename(path)


def test_a_flipped_bit_in_any_file_is_found_by_opening_or_checking(generation):
    for path in files(generation):
        whole = path.read_bytes()
        for place in range(len(whole) // 3, len(whole), max(1, len(whole) // 7)):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 16]) + whole[place + 1 :])
            assert is_found(generation, path) or is_padding(whole, place)
        path.write_bytes(whole)


def is_found(generation, path):
    try:
        for segment in open_segments(generation):
            segment.check()
    except IndexDamaged as error:
        return path.name in str(error)
    return False


def is_padding(whole, place):
    return set(whole[place - place % 64 : place + 64 - place % 64]) >= {0} and whole[place] == 0


def test_a_table_of_contents_that_was_tampered_with_is_not_unpickled(generation):
    toc = next(generation.glob("*.toc"))
    toc.write_bytes(toc.read_bytes().replace(b"SegmentRecord", b"SegmentBroken"))

    with pytest.raises(IndexDamaged, match="its checksum differs"):
        open_segments(generation)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_another_segment_is_refused(generation, tmp_path, kind):
    other = tmp_path / "other"
    other.mkdir()
    name = write_segment(other, [plain_document("z", "war")])
    segment = open_segments(generation)[0].name

    shutil.copy(other / f"{name}.{kind}", generation / f"{segment}.{kind}")

    with pytest.raises(IndexDamaged, match=f"{segment}.{kind}.*belongs to the segment {name}"):
        open_segments(generation)


def test_a_folder_that_holds_no_index_is_refused(tmp_path):
    with pytest.raises(IndexDamaged, match=SEGMENTS):
        open_segments(tmp_path)
