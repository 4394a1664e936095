"""Objects as the Kubernetes API gives them: rollouts and rollbacks, warnings, restarts; events as an exporter sends them."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.kubernetes import KIND
from app.connectors.kubernetes.objects import Naming
from app.connectors.kubernetes.rollouts import Rollouts
from app.connectors.kubernetes.trouble import Troubles
from app.domain.attributes import CLUSTER, ENVIRONMENT, ERROR, NAMESPACE, SERVICE, VERSION
from app.domain.change import ChangeState
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.errors import Unavailable
from app.domain.window import Scope, Window
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=2), END)
TOKEN = "only-the-exporter-knows"
REVISION = "deployment.kubernetes.io/revision"
LABELS = {"app.kubernetes.io/name": "checkout"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def ago(minutes):
    return (END - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


WRITTEN = [{"manager": "kube-controller-manager", "operation": "Update", "time": ago(3)}]


def meta(name, minutes_ago=0, **more):
    return {"name": name, "namespace": "shop", "uid": name, "creationTimestamp": ago(minutes_ago), **more}


def owned(kind, name):
    return [{"apiVersion": "apps/v1", "kind": kind, "name": name, "uid": "1", "controller": True}]


def template(*images):
    return {"spec": {"containers": [{"name": "main", "image": one} for one in images]}}


def deployment(revision, reason="NewReplicaSetAvailable", minutes_ago=1, name="checkout"):
    progress = {"type": "Progressing", "status": "True", "reason": reason, "lastUpdateTime": ago(minutes_ago)}
    said = meta(name, 9000, annotations={REVISION: str(revision)}, labels=LABELS)
    return {"metadata": said, "status": {"conditions": [{"type": "Available", "status": "True"}, progress]}}


def replica_set(revision, minutes_ago, image="registry.example/checkout:2.1.0", earlier="", name="checkout"):
    said = {REVISION: str(revision)} | ({"deployment.kubernetes.io/revision-history": earlier} if earlier else {})
    made = meta(f"{name}-7d9fc4b5d8", minutes_ago, annotations=said, ownerReferences=owned("Deployment", name))
    return {"metadata": made, "spec": {"selector": {"matchLabels": LABELS}, "template": template(image)}}


def revision(number, minutes_ago, image="postgres:17.2", **more):
    made = meta("db-5f4d", minutes_ago, ownerReferences=owned("StatefulSet", "db"), labels={"app": "orders-db"}, **more)
    return {"metadata": made, "revision": number, "data": {"spec": {"template": template(image)}}}


def event(reason, minutes_ago=5, pod="checkout-7d9fc4b5d8-x2k4q", count=3, **more):
    involved = {"kind": "Pod", "namespace": "shop", "name": pod, "fieldPath": "spec.containers{main}"}
    times = {"firstTimestamp": ago(minutes_ago + 10), "lastTimestamp": ago(minutes_ago)}
    said = {"reason": reason, "message": "Back-off restarting failed container", "type": "Warning", "count": count}
    return {"metadata": meta(f"{pod}.17a", minutes_ago), "involvedObject": involved, **said, **times, **more}


def new_event(reason):
    """As controllers of the newer kind make them."""
    series = {"count": 12, "lastObservedTime": ago(2)}
    return event(reason, firstTimestamp=None, lastTimestamp=None, eventTime=ago(30), series=series, count=None)


def pod(name="checkout-7d9fc4b5d8-x2k4q", minutes_ago=4, restarts=2, **more):
    ended = {"reason": "OOMKilled", "exitCode": 137, "finishedAt": ago(minutes_ago)}
    image = {"image": "registry.example/checkout:2.1.0", "imageID": "registry.example/checkout@sha256:0b31b1c0"}
    states = {"state": {"running": {}}, "lastState": {"terminated": ended}}
    status = {"name": "main", "ready": True, "restartCount": restarts, **image, **states}
    owner = owned("ReplicaSet", "checkout-7d9fc4b5d8")
    said = meta(name, 100, labels=LABELS, ownerReferences=owner)
    return {"metadata": said, "status": {"containerStatuses": [status], **more}}


def cluster(deployments=(), sets=(), *, revisions=(), events=(), pods=(), at=""):
    apps, core = f"GET /apis/apps/v1{at}", f"GET /api/v1{at}"
    lists = {
        f"{apps}/deployments": deployments,
        f"{apps}/replicasets": sets,
        f"{apps}/controllerrevisions": revisions,
        f"{core}/events": events,
        f"{core}/pods": pods,
    }
    return {
        path: {"kind": "List", "metadata": {"resourceVersion": "1"}, "items": list(of)} for path, of in lists.items()
    }


async def changes(answers, scope=None, **settings):
    async with standing_in(answers) as there, connected(KIND, url=there.url, token="t", **settings) as one:
        return (await one.connector.changes(WINDOW, scope or Scope())).items


async def signals(answers, scope=None, **settings):
    async with standing_in(answers) as there, connected(KIND, url=there.url, token="t", **settings) as one:
        return (await one.connector.signals(WINDOW, scope or Scope())).items


async def test_a_rollout_says_what_where_and_when():
    given = cluster([deployment(7)], [replica_set(7, 6), replica_set(6, 300)])
    (one,) = await changes(given, cluster="eu-1", environment="production")
    assert one.title == "checkout rolled out 2.1.0 (revision 7)"
    assert (one.state, one.ref) == (ChangeState.DONE, "shop/deployment/checkout/7")
    assert (one.started_at, one.finished_at) == (END - timedelta(minutes=6), END - timedelta(minutes=1))
    expected = {SERVICE: "checkout", VERSION: "2.1.0", NAMESPACE: "shop", CLUSTER: "eu-1", ENVIRONMENT: "production"}
    assert expected.items() <= one.attributes.items()
    assert one.query == "GET /apis/apps/v1/replicasets?limit=100"


@pytest.mark.parametrize(
    ("reason", "state"),
    [("ReplicaSetUpdated", ChangeState.RUNNING), ("ProgressDeadlineExceeded", ChangeState.FAILED)],
)
async def test_how_a_rollout_stands_is_in_the_conditions(reason, state):
    (one,) = await changes(cluster([deployment(7, reason)], [replica_set(7, 6)]))
    assert one.state is state


async def test_pods_as_long_as_they_are_come_in_pages_that_can_be_read():
    pods = [pod(f"checkout-7d9fc4b5d8-x{n:04}", message="x" * 25_000) for n in range(300)]

    def page(request):
        at, limit = int(request.query.get("continue") or 0), int(request.query["limit"])
        more = {"continue": str(at + limit)} if at + limit < len(pods) else {}
        return {"metadata": more, "items": pods[at : at + limit]}

    (one,) = await signals(cluster() | {"GET /api/v1/pods": page})
    assert one.count == 600


async def test_going_back_to_an_earlier_revision_takes_the_last_one_back():
    back = replica_set(8, 4000, "registry.example/checkout:2.0.9", earlier="6")
    undone, undo = sorted(
        await changes(cluster([deployment(8, minutes_ago=3)], [back, replica_set(7, 30)])),
        key=lambda one: one.started_at,
    )
    assert (undo.undoes, undone.state) == (undone.ref, ChangeState.UNDONE)
    assert undo.title == "checkout went back to 2.0.9 (revision 8)"
    assert undo.started_at == END - timedelta(minutes=3)


async def test_stateful_and_daemon_sets_are_rolled_out_too():
    (one,) = await changes(cluster(revisions=[revision(4, 9)]))
    assert (one.title, one.service) == ("db rolled out 17.2 (revision 4)", "orders-db")
    assert one.ref == "shop/statefulset/db/4"


async def test_a_stateful_set_that_goes_back_takes_the_last_revision_back():
    again = revision(5, 4000, "postgres:17.1", managedFields=WRITTEN)
    undo, undone = await changes(cluster(revisions=[again, revision(4, 30), revision(2, 9000)]))
    assert (undo.title, undo.started_at) == ("db went back to 17.1 (revision 5)", END - timedelta(minutes=3))
    assert (undo.undoes, undone.ref, undone.state) == (undone.ref, "shop/statefulset/db/4", ChangeState.UNDONE)
    (told,) = await changes(cluster(revisions=[revision(5, 4000, "postgres:17.1"), revision(4, 30)]))
    assert told.state is ChangeState.UNDONE


async def test_a_cluster_of_another_environment_has_nothing_to_say():
    given = cluster([deployment(7)], [replica_set(7, 6)], events=[event("BackOff")])
    for look in (changes, signals):
        assert await look(given, Scope(environment="production"), environment="staging") == ()
        assert await look(given, Scope(environment="production"), environment="Production")


async def test_namespaces_are_asked_one_by_one():
    given = cluster([deployment(7)], [replica_set(7, 6)], at="/namespaces/shop")
    assert len(await changes(given, namespaces=["shop"])) == 1
    with pytest.raises(Unavailable, match="nothing at this address"):
        await changes(given, namespaces=["shop", "gone"])


async def test_pages_are_followed():
    def page(request):
        first = "continue" not in request.query
        items = [event("BackOff", pod=f"checkout-7d9fc4b5d8-x2k4{'q' if first else 'r'}")]
        return {"metadata": {"continue": "next" if first else ""}, "items": items}

    (one,) = await signals(cluster() | {"GET /api/v1/events": page})
    assert one.count == 6


async def test_half_of_the_pages_are_no_answer():
    def page(request):
        return {} if "continue" in request.query else {"metadata": {"continue": "next"}, "items": [event("BackOff")]}

    with pytest.raises(Unavailable):
        await signals(cluster() | {"GET /api/v1/events": page})


async def test_the_same_trouble_of_several_pods_is_one_signal():
    events = [event("BackOff", 5), event("BackOff", 9, "checkout-7d9fc4b5d8-zz9qp"), event("Unhealthy", 6)]
    back_off, unhealthy = await signals(cluster(events=events, pods=[pod(minutes_ago=500)]))
    assert (back_off.title, back_off.count) == ("BackOff: checkout in shop", 6)
    assert (back_off.started_at, back_off.last_at) == (END - timedelta(minutes=19), END - timedelta(minutes=5))
    assert (back_off.service, back_off.attributes[ERROR], unhealthy.severity) == ("checkout", "BackOff", 3)
    assert back_off.query == "GET /api/v1/events?fieldSelector=type=Warning&limit=100"


async def test_events_outside_the_window_are_left_out():
    assert await signals(cluster(events=[event("BackOff", 500)])) == ()


async def test_events_of_the_newer_kind_have_another_time():
    (one,) = await signals(cluster(events=[new_event("FailedScheduling")]))
    assert (one.count, one.started_at, one.last_at) == (12, END - timedelta(minutes=30), END - timedelta(minutes=2))


async def test_a_container_that_was_started_again_is_a_signal():
    (one,) = await signals(cluster(pods=[pod(), pod("checkout-7d9fc4b5d8-zz9qp", 3, 1)]))
    assert one.title == "checkout restarted: OOMKilled, exit code 137"
    assert (one.count, one.service, one.attributes[ERROR]) == (3, "checkout", "OOMKilled")
    assert len(one.examples) == 2


async def test_a_list_that_is_cut_is_said_to_be():
    many = [event("BackOff", pod=f"checkout-{number}") for number in range(500)]
    page = {"metadata": {"continue": "more"}, "items": many}
    answers = cluster() | {"GET /api/v1/events": page}
    async with standing_in(answers) as there, connected(KIND, url=there.url) as one:
        found = await one.connector.signals(WINDOW, Scope())
    assert found.remark == "only 2000 of the events"


async def test_each_permission_is_tried_on_its_own():
    answers = {path: answer for path, answer in cluster().items() if not path.endswith("/pods")}
    async with standing_in(answers) as there, connected(KIND, url=there.url, webhook_token=TOKEN) as one:
        checked = await one.connector.check()
    assert [each.what for each in checked if not each.ok] == ["read pods"]


async def hear(body, token=TOKEN, **given):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with connected(KIND, url="https://k.example", webhook_token=TOKEN, **given) as one:
        return one.connector.hear(Delivery(headers={"x-watchkeeper-token": token}, body=raw, at=END))


async def test_an_event_that_is_sent_is_the_same_signal():
    sent = event("BackOff", clusterName="eu-1")
    sent["involvedObject"]["labels"] = LABELS
    sent["metadata"]["resourceVersion"] = "77"
    heard = await hear(sent)
    (told,) = heard.signals
    (asked,) = await signals(cluster(events=[event("BackOff")], pods=[pod(minutes_ago=500)]))
    assert (told.fingerprint, told.title, told.service) == (asked.fingerprint, asked.title, "checkout")
    assert (told.count, told.attributes[CLUSTER]) == (1, "eu-1")
    assert heard.key == "checkout-7d9fc4b5d8-x2k4q.17a:77"


async def test_what_is_no_warning_or_elsewhere_is_counted():
    assert (await hear(event("Pulled", type="Normal"))).dropped == 1
    assert (await hear(event("BackOff"), namespaces=["payments"])).dropped == 1


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", {"reason": "x"}, {"involvedObject": {"name": "x"}}])
async def test_garbage_is_a_sentence(body):
    with pytest.raises(Unreadable, match=r"^It .*\.$"):
        await hear(body)


async def test_another_token_is_refused():
    with pytest.raises(Refused):
        await hear(event("BackOff"), token="wrong")


@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(("metadata", "status", "spec", "data", "involvedObject"), JSON))
)
def test_whatever_is_in_an_object_it_is_read_or_left(extra):
    rollouts, troubles = Rollouts("k", Naming(), "q"), Troubles("k", Naming(), "q")
    rollouts.of_deployments([deployment(7) | extra], [replica_set(7, 6) | extra])
    rollouts.of_revisions([{"metadata": meta("x", ownerReferences=owned("DaemonSet", "x"))} | extra])
    troubles.event(event("BackOff") | extra)
    troubles.restarts(pod() | extra, WINDOW)
