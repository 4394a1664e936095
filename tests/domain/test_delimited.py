import re

from hypothesis import given
from hypothesis import strategies as st

from app.domain.delimited import delimited


@given(st.text())
def test_the_border_is_in_no_data(text):
    shown = delimited([text])
    border = re.match(r"=== DATA (\w+) ===\n", shown)
    assert border
    assert border[1] not in text
    assert shown.endswith(f"\n=== END OF DATA {border[1]} ===")
    assert not re.search(r"[aeiou\d]", border[1])
