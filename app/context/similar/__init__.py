"""Incidents of the past that are like one that is going on: from our own record, and from reports that others wrote."""
