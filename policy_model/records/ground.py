"""What every record stands on: immutable, bounded, typed from text, and nothing unknown.

All input is text (`reading.yaml`); these types read it, bound it and refuse the rest.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, StringConstraints

from policy_model.calendar import Deadline, Moment, PartialDate, Period
from policy_model.quantity import parse_count, parse_flag, parse_number

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9.]+)*$", max_length=100)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=240)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s\"'<>\\]+$", max_length=500)]
Flag = Annotated[bool, BeforeValidator(parse_flag)]
Number = Annotated[float, BeforeValidator(parse_number)]
Count = Annotated[int, BeforeValidator(parse_count)]


def parsed_by(parse: Any) -> Any:
    """From text alone: pydantic would build a date from {year: 2022, month: 13} unchecked."""

    def parsed(given: object) -> object:
        if isinstance(given, (dict, list)):
            raise ValueError("one value is expected here")
        return parse(given) if isinstance(given, str) else given

    return BeforeValidator(parsed)


Dated = Annotated[PartialDate, parsed_by(PartialDate.parse), PlainSerializer(str)]
Due = Annotated[Deadline, parsed_by(Deadline.parse), PlainSerializer(str)]
Day = Annotated[Moment, parsed_by(Moment.parse), PlainSerializer(str)]
Interval = Annotated[Period, parsed_by(Period.parse), PlainSerializer(str)]


class Record(BaseModel):
    """Ground of all records: immutable, and no field that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Tile(Record):
    """A place on the map of equal tiles, counted from its upper left corner."""

    row: Count
    column: Count
