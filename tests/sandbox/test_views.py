import pytest

from app.sandbox.errors import SlackError


def modal(**more):
    return {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [{"type": "divider"}], **more}


@pytest.fixture
def views(place):
    return place.workspace.views


def test_modals_are_stacked_three_high(place, views):
    first = views.open(place.app, place.ann, modal())
    second = views.push(place.app, place.ann, modal())
    views.push(place.app, place.ann, modal())
    with pytest.raises(SlackError, match="push_limit_reached"):
        views.push(place.app, place.ann, modal())
    assert (second.root_id, second.previous_id) == (first.id, first.id)
    views.close(second)
    assert views.stack(place.ann) == [first]
    assert views.clear(place.ann) == [first]
    with pytest.raises(SlackError, match="not_found"):
        views.push(place.app, place.ann, modal())


def test_a_stale_hash_is_a_conflict(place, views):
    view = views.open(place.app, place.ann, modal())
    stale = view.hash
    views.update(place.app, modal(callback_id="new"), view_id=view.id, known_hash=stale)
    assert view.as_json("T1")["callback_id"] == "new"
    with pytest.raises(SlackError, match="hash_conflict"):
        views.update(place.app, modal(), view_id=view.id, known_hash=stale)


def test_a_view_is_found_by_its_external_id_which_nobody_else_may_have(place, views):
    views.open(place.app, place.ann, modal(external_id="one"))
    views.update(place.app, modal(external_id="one", private_metadata="x"), external_id="one")
    with pytest.raises(SlackError, match="duplicate_external_id"):
        views.open(place.app, place.bob, modal(external_id="one"))


def test_home_is_kept_for_each_person(place, views):
    home = {"type": "home", "blocks": []}
    first = views.publish(place.app, place.ann, home)
    again = views.publish(place.app, place.ann, home, known_hash=first.hash)
    assert first is again
    assert views.home(place.bob, place.app.app_id) is None
    with pytest.raises(SlackError, match="hash_conflict"):
        views.publish(place.app, place.ann, home, known_hash="0.0")
    with pytest.raises(SlackError, match="user_not_found"):
        views.publish(place.app, "U404", home)
