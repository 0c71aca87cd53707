"""What pydantic says of a record, in our words: file, line, record, field, rule, repair."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError

from policy_model.errors import Problem, did_you_mean, gathered, shown
from policy_model.reading.yaml import Node, line_of
from policy_model.records.law import Record

R = TypeVar("R", bound=Record)


def read_record(record: type[R], document: Node, *, file: str) -> tuple[R | None, list[Problem]]:
    """The document as a record, or None and every problem that keeps it from being one."""
    try:
        return record.model_validate(document), []
    except ValidationError as error:
        return None, gathered(_problems(error, record, document, file), file)


def _problems(
    error: ValidationError, record: type[Record], document: Node, file: str
) -> Iterator[Problem]:
    for detail in error.errors(include_url=False, include_context=True):
        if detail["type"] == "too_short" and detail["input"]:
            continue  # only because its items are refused, each with a problem of its own
        location = _given_location(document, detail["loc"])
        rule, repair = _rule_and_repair(detail, record)
        yield Problem(
            file=file,
            line=line_of(document, location),
            record=_record_id(document, location),
            field=_field(detail["loc"]),
            rule=rule,
            repair=repair,
        )


def _field(location: Sequence[str | int]) -> str:
    """The innermost name on the way; [key] is pydantic's word for the name of an answer itself."""
    names = [step for step in location if isinstance(step, str) and step != "[key]"]
    return names[-1] if names else ""


def _given_location(document: Node, location: Sequence[str | int]) -> list[str | int]:
    """The part of a location that stands in the document; short forms have no inside."""
    found: list[str | int] = []
    here: Any = document
    for step in location:
        if (isinstance(here, dict) and step in here) or (
            isinstance(here, list) and isinstance(step, int) and step < len(here)
        ):
            here = here[step]
        else:
            break
        found.append(step)
    return found


def _record_id(document: Node, location: Sequence[str | int]) -> str:
    """The id of the innermost record on the way to the location."""
    best, here = "", document
    for step in [None, *location]:
        here = here if step is None else here[step]  # type: ignore[index]
        if isinstance(here, Mapping) and isinstance(here.get("id"), str):
            best = here["id"]
    return best


def _rule_and_repair(detail: Any, record: type[Record]) -> tuple[str, str]:
    given, context = shown(detail["input"]), detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return (
                "the field is missing",
                "write it from the text; never leave a required field out",
            )
        case "extra_forbidden":
            return "no such field", did_you_mean(str(detail["loc"][-1]), _known_fields(record))
        case "enum":
            allowed = str(context.get("expected", "")).replace("'", "")
            words = allowed.replace(" or ", ", ").split(", ")
            hint = did_you_mean(str(detail["input"]), words)
            return f"{given} is not an allowed value", f"{hint} Allowed: {allowed}."
        case "value_error":
            return f"{given}: {context.get('error')}", "write it in the form the codebook gives"
        case "string_type":
            return f"{given} stands where one value is expected", "write one value"
        case "tuple_type":
            return f"{given} stands where a list is expected", "write a list: [one, two]"
        case "model_type" | "dict_type":
            return f"{given} stands where a mapping is expected", "write fields and their values"
        case "string_pattern_mismatch":
            return f"{given} has not the form {context.get('pattern')}", "correct the spelling"
        case "string_too_short":
            return "the text is empty", "write it, or leave the field out"
        case "too_short":
            return "the list is empty", "name at least one, or leave the field out"
        case "string_too_long":
            limit = context.get("max_length")
            return f"the text is longer than {limit} characters", "shorten it: our words, few"
        case _:
            return f"{given}: {detail['msg']}", "see the field's entry in data/codebook.yaml"


@cache
def _known_fields(record: type[Record]) -> set[str]:
    """Names of all fields of a record and of the records inside it."""
    schema = record.model_json_schema(by_alias=True)
    parts = [schema, *schema.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}
