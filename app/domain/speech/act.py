"""The acts that people perform in an incident channel, and which way a reported change went."""

from enum import StrEnum


class Act(StrEnum):
    """What a sentence does. One sentence may do several things: report a result and declare the end."""

    OBSERVING = "observing"  # a fact about the system, as seen
    SUPPOSING = "supposing"  # a cause or explanation, held with doubt
    EXPLAINING = "explaining"  # a cause, stated without doubt
    RULING_OUT = "ruling out"  # something that it is not
    OBJECTING = "objecting"  # disagreement with what was just said
    PROPOSING = "proposing"  # something that could be done
    DECIDING = "deciding"  # what will be done or left, chosen
    DOING = "doing"  # something tried on production
    REPORTING = "reporting"  # what came of something
    RESOLVING = "resolving"  # it is over
    IMPACT = "impact"  # who or what is affected
    PROMISING = "promising"  # work for later
    DISMISSING = "dismissing"  # known, expected, a false alarm
    VOLUNTEERING = "volunteering"  # a role, taken by saying so
    ASKING = "asking"
    ANSWERING = "answering"
    ACKNOWLEDGING = "acknowledging"  # looking, me too, thanks, laughter: not a fact
    PRAISING = "praising"  # what went well
    REGRETTING = "regretting"  # what went badly


class Direction(StrEnum):
    """Which way things went, going by the words alone."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
