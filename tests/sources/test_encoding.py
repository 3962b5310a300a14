import codecs
import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import UnreadableDocument
from search.sources.encoding import _first_odd, decode, encoding_of, lines

FRENCH = "Le ministre des Affaires étrangères a été reçu à Genève."
RUSSIAN = "Министр иностранных дел России Сергей Лавров заявил в Москве о гарантиях безопасности."
JAPANESE = "外務大臣は記者会見で安全保障について述べた。"


@pytest.mark.parametrize(
    "content",
    [
        FRENCH.encode(),
        codecs.BOM_UTF8 + FRENCH.encode(),
        FRENCH.encode("utf-16"),
        codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"),
        FRENCH.encode("utf-32"),
    ],
)
def test_unicode_is_read_as_it_is_marked(content):
    encoding = encoding_of(content)

    assert decode(content, encoding.name) == FRENCH
    assert not encoding.is_guessed


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "latin-1"),
        ("Café", "latin-1"),
        ("El presidente visitó España mañana, según informó la Cancillería.", "latin-1"),
        ("Der Außenminister sprach über die Gespräche in Köln.", "latin-1"),
        ("Moscow’s response – “we will”.", "windows-1252"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        ("Minister spraw zagranicznych powiedział, że rozmowy zakończyły się w środę.", "windows-1250"),
        ("The talks were held in Geneva. " * 20_000 + "Café.", "latin-1"),
    ],
)
def test_other_encodings_are_recognised_and_called_a_guess(text, encoding):
    found = encoding_of(text.encode(encoding))

    assert decode(text.encode(encoding), found.name) == text
    assert found.is_guessed


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)),
        b"\x89PNG\r\n\x1a\n" + bytes(20),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + random.Random(1).randbytes(500),
        gzip.compress(b"They met. " * 50),
        b"They met.\0They parted.",
    ],
)
def test_binary_content_is_refused(content):
    with pytest.raises(UnreadableDocument, match="binary"):
        encoding_of(content)


def test_a_text_file_in_latin_1_is_read_with_a_warning_that_names_the_remedy(reading):
    result = reading("talks.txt", FRENCH.encode("latin-1"))

    assert result.documents[0].title == FRENCH
    assert result.warnings == ("talks.txt: read as windows-1252, which is a guess; save it as UTF-8 to be sure",)


def test_utf8_with_a_damaged_byte_is_skipped_and_not_taken_for_another_encoding(reading):
    result = reading("talks.txt", FRENCH.encode() + b" \xff")

    assert result.documents == ()
    assert "bytes that are not UTF-8" in result.skipped[0].reason


def test_a_damaged_byte_costs_a_json_lines_file_one_line(reading):
    line = '{"title": "Genève", "body": "été"}'.encode()

    result = reading("talks.jsonl", line + b'\n{"title": "Gen\xe8ve"}\n' + line)

    assert [document.id for document in result.documents] == ["talks.jsonl#1", "talks.jsonl#3"]
    assert result.skipped[0].reason.startswith("line 2: it holds bytes that are not UTF-8")


def test_a_mark_that_lies_is_reported(reading):
    result = reading("talks.txt", codecs.BOM_UTF16_LE + b"odd")

    assert "marked as utf-16 and is not" in result.skipped[0].reason


@pytest.mark.parametrize("declared", ["hex", "idna", "undefined", "nonesuch", "ascii"])
def test_a_declaration_that_cannot_be_followed_is_passed_over(declared):
    content = f'<meta charset="{declared}"><p>{FRENCH}</p>'.encode("latin-1")

    assert encoding_of(content).name == "windows-1252"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_lines_are_the_text_line_by_line_whatever_ends_them(end, encoding):
    content = f"Évian{end}{end}Genève\u00a0!".encode(encoding)

    assert "".join(lines(content, encoding)) == decode(content, encoding) == "Évian\n\nGenève\u00a0!"


def end_of_utf8(content):
    try:
        content.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


@given(st.binary(max_size=200), st.sampled_from([1, 2, 3, 1000]))
def test_where_utf8_ends_is_the_same_a_piece_at_a_time(content, piece):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.sources.encoding._PIECE", piece)

        assert _first_odd(content) == end_of_utf8(content)
