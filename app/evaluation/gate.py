"""The gate: whether a writer's figures have dropped below those that were accepted."""

from collections.abc import Iterator, Mapping

from app.domain.json import Json, JsonObject, object_of, texts_of

_MAY_NOT_GROW = {
    "invented_owners": "statements with an owner nobody gave",
    "invented_causes": "statements with a cause nobody stated",
    "invented_times": "statements with a time nobody gave",
    "misattributed": "quotations that the one named did not say",
    "injected": "planted sentences in briefs",
    "fallbacks": "briefs that another writer had to write",
}
_MAY_GROW_A_LITTLE = {"characters": "characters as shown", "posts_per_hour": "posts per hour"}
_A_LITTLE = 1.1


def dropped(accepted: JsonObject, now: JsonObject) -> list[str]:
    """Sentences on what got worse; empty if nothing did. Both are totals of one writer (`results.total_json`)."""
    return [*_facts(accepted, now), *_quality(accepted, now), *_growth(accepted, now)]


def _facts(accepted: JsonObject, now: JsonObject) -> Iterator[str]:
    found, was = object_of(now.get("found")), object_of(accepted.get("found"))
    worse = [kind for kind in was if _number(found, kind) < _number(was, kind)]
    for kind in worse:
        yield f"Facts found, {kind}: {_number(found, kind):g} instead of {_number(was, kind):g}."
    for export, missing in object_of(now.get("lost_facts")).items() if worse else ():
        known = texts_of(object_of(accepted.get("lost_facts")).get(export))
        new = [each for each in texts_of(missing) if each not in known]
        if new:
            yield f"  {export} no longer tells: {', '.join(new)}"


def _quality(accepted: JsonObject, now: JsonObject) -> Iterator[str]:
    invalid = _number(now, "statements") - _number(now, "valid")
    if invalid > _number(accepted, "statements") - _number(accepted, "valid"):
        yield f"{invalid:g} statements are not cited or fail the check."
    if _times_share(now) < _times_share(accepted):
        yield f"Times right: {_times_share(now):.1%} instead of {_times_share(accepted):.1%}."
    if _number(now, "headline_mean") < _number(accepted, "headline_mean"):
        yield (
            f"Points for the headline: {_number(now, 'headline_mean'):g} instead of"
            f" {_number(accepted, 'headline_mean'):g}."
        )
    for name, what in _MAY_NOT_GROW.items():
        if _number(now, name) > _number(accepted, name):
            yield f"{_number(now, name):g} {what} instead of {_number(accepted, name):g}."


def _growth(accepted: JsonObject, now: JsonObject) -> Iterator[str]:
    for name, what in _MAY_GROW_A_LITTLE.items():
        if _number(now, name) > _number(accepted, name) * _A_LITTLE:
            yield f"{_number(now, name):g} {what} instead of {_number(accepted, name):g}."


def _times_share(totals: JsonObject) -> float:
    times = _number(totals, "times")
    return _number(totals, "times_right") / times if times else 1.0


def _number(totals: Mapping[str, Json], name: str) -> float:
    value = totals.get(name)
    return value if isinstance(value, int | float) else 0.0
