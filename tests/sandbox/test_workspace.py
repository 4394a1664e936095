from app.sandbox.posting import Content


def kinds(place):
    outbox = place.workspace.outboxes[place.app.app_id]
    return [outbox.take().payload["event"]["type"] for _ in range(outbox.waiting)]


def test_history_is_loaded_without_telling_anybody(place):
    channel = place.workspace.channels[place.general]
    place.add_bot(channel.id)
    kinds(place)
    with place.workspace.silent():
        place.workspace.posting.say(channel, place.ann, Content(text="long ago"), ts="5.000001")
    assert kinds(place) == []
    assert channel.log.known("5.000001").text == "long ago"


def test_events_wait_for_the_app(place):
    place.add_bot(place.general)
    assert place.workspace.undelivered == len(kinds(place))


def test_people_come_and_change(place):
    kinds(place)
    carol = place.workspace.add_user("carol", "Carol Example", user_id="U777")
    place.workspace.change_user(carol.id, deleted=True)
    assert place.workspace.users["U777"].deleted
    assert kinds(place) == ["team_join", "user_change"]


def test_an_alert_app_keeps_its_id(place):
    assert place.workspace.bot_named("Alerts") == place.workspace.bot_named("Alerts")
