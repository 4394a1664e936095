from app.domain.post import Body, Button, Post
from app.duties.taking_back import repeats_nothing
from tests.duties.situations import document

DELETED = "m:C1/1.000100"
ROW = "<https://x/archives/C1/p1000100|09:20> *note* said – Ana"


def post(key: str, body: Body) -> Post:
    return Post(key=key, incident_id=1, channel="C1", body=body, brief="x")


def without(key: str, body: Body) -> Body:
    return repeats_nothing(post(key, body), DELETED, {3, 4}, {"https://x/archives/C1/p1000100"})


def test_statements_go_with_what_they_rest_on():
    body = Body(document=document(("said", (3,)), ("both", (2, 4)), ("other", (2,))))
    left = without("card:1", body)
    assert [one.text for one in left.document.statements] == ["other"]
    assert left.footnote


def test_rows_of_a_list_go_by_their_link():
    body = Body(text=f"*INC-1 timeline*, UTC\n{ROW}\n<https://x/archives/C1/p2|09:21> *note* other – Ben")
    assert (
        without("c:T1:answer", body).text
        == "*INC-1 timeline*, UTC\n<https://x/archives/C1/p2|09:21> *note* other – Ben"
    )


def test_what_a_deleted_mention_caused_is_taken_back():
    left = without("c:C1/1.000100:line", Body(text=":pencil: *Note* by Ana: said", buttons=(Button("x", "y"),)))
    assert left == Body(text="_Taken back: the message that said so was deleted._")


def test_what_repeats_nothing_stays_as_it_is():
    for body in (Body(text="other"), Body(document=document(("other", (2,)))), Body(text="said")):
        assert without("c:C1/2.000100:line", body) == body
