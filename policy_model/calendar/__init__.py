"""Dates as the texts give them (a year, a month or a day), periods, and deadlines."""

from policy_model.calendar.dates import PartialDate, Period
from policy_model.calendar.deadlines import Deadline, Moment

__all__ = ["Deadline", "Moment", "PartialDate", "Period"]
