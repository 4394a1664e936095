from app.redaction.checksums import crc32_base62, has_crc32
from tests.redaction.drawing import WORD, checked, drawn


def test_a_checksum_has_six_digits_whatever_the_body():
    assert crc32_base62("") == "000000"
    assert {len(crc32_base62(drawn(WORD, 30, seed))) for seed in range(200)} == {6}


def test_one_letter_changed_and_it_does_not_fit():
    token = checked("np" + "m_")
    assert has_crc32(token)
    assert not has_crc32(token[:10] + ("a" if token[10] != "a" else "b") + token[11:])
