import numpy as np
import pytest

from search.columnar.arrays import ArrayFileWriter, check_arrays, open_arrays
from search.errors import IndexDamaged


@pytest.fixture
def written(tmp_path):
    writer = ArrayFileWriter(tmp_path / "x.terms", "terms", {"segment": "x"})
    writer.append("small", np.array([1, 2, 3], dtype=np.uint8))
    writer.append("wide", np.array([1 << 40], dtype=np.uint64))
    writer.append("small", np.array([4], dtype=np.uint8))
    writer.append("empty", np.empty(0, dtype=np.uint32))
    writer.close()
    return tmp_path / "x.terms"


def test_arrays_come_back_as_they_were_written_piece_by_piece(written):
    file = open_arrays(written, "terms")

    assert file["small"].tolist() == [1, 2, 3, 4]
    assert file["wide"].tolist() == [1 << 40]
    assert file["empty"].tolist() == []
    assert file.attributes == {"segment": "x"}


def test_arrays_on_disk_cannot_be_written_to(written):
    with pytest.raises(ValueError, match="read-only"):
        open_arrays(written, "terms")["small"][0] = 9


def test_a_file_of_another_kind_is_refused(written):
    with pytest.raises(IndexDamaged, match=r"x\.terms .*holds terms, not postings.*reindex --full"):
        open_arrays(written, "postings")


def test_an_array_that_is_not_there_is_named(written):
    with pytest.raises(IndexDamaged, match="no array large"):
        open_arrays(written, "terms")["large"]


@pytest.mark.parametrize("content", [b"", b"short", b"SQLite format 3\0" * 40, b"CHANCERY" + bytes(100)])
def test_a_foreign_file_is_named_with_the_remedy(tmp_path, content):
    (tmp_path / "x.terms").write_bytes(content)

    with pytest.raises(IndexDamaged, match=r"x\.terms is not what was written .*reindex --full"):
        open_arrays(tmp_path / "x.terms", "terms")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(IndexDamaged, match=r"gone\.terms"):
        open_arrays(tmp_path / "gone.terms", "terms")


def test_a_file_cut_short_anywhere_is_refused_when_it_is_opened(written):
    content = written.read_bytes()

    for length in range(len(content)):
        written.write_bytes(content[:length])
        with pytest.raises(IndexDamaged):
            open_arrays(written, "terms")


def test_a_flipped_bit_anywhere_in_what_is_read_is_found(written):
    content = written.read_bytes()
    intact = {name: values.tolist() for name, values in open_arrays(written, "terms").arrays.items()}

    for place in range(len(content)):
        written.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        assert _is_refused(written) or _values(written) == intact


def _is_refused(path):
    try:
        check_arrays(open_arrays(path, "terms"))
    except IndexDamaged:
        return True
    return False


def _values(path):
    """Bits between the arrays belong to none of them; flipping one changes nothing."""
    return {name: values.tolist() for name, values in open_arrays(path, "terms").arrays.items()}
