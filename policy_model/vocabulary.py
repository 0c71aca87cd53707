"""The closed vocabularies: every word that a record, a cell or an export may use.

What each word means is said once, in `data/codebook.yaml`; a check holds both files equal.
The order inside each vocabulary is the order in which its words are shown.
"""

from enum import StrEnum


class Modality(StrEnum):
    """The force of the words: what the text does to the actor."""

    MUST = "must"
    MUST_NOT = "must_not"
    SHOULD = "should"
    SHOULD_NOT = "should_not"
    MAY = "may"
    NEED_NOT = "need_not"
    IS = "is"


class Mechanism(StrEnum):
    """The device by which a requirement bites."""

    DIRECT = "direct"
    HIRING_CONDITION = "hiring_condition"
    POLICY = "policy"
    AGREEMENT = "agreement"
    DEFINITION = "definition"
    GRANT = "grant"
    CURRICULUM = "curriculum"
    NONE = "none"


class Actor(StrEnum):
    """Who bears the requirement, grammatically."""

    OFFICER = "officer"
    CANDIDATE = "candidate"
    SCHOOL_BOARD = "school_board"
    DISTRICT = "district"
    LAW_ENFORCEMENT_AGENCY = "law_enforcement_agency"
    CHIEF = "chief"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    ACADEMY = "academy"
    STATE_AGENCY = "state_agency"
    COMPILER = "compiler"
    PROGRAM = "program"
    AGREEMENT = "agreement"
    POLICY = "policy"
    SEVERAL = "several"


class Category(StrEnum):
    """What a requirement is about, at its coarsest."""

    TRAINING = "training"
    QUALIFICATION = "qualification"
    CERTIFICATION = "certification"
    BACKGROUND = "background"
    FIREARMS = "firearms"
    DUTY = "duty"
    CONDUCT = "conduct"
    USE_OF_FORCE = "use_of_force"
    ARREST = "arrest"
    AGREEMENT = "agreement"
    DATA = "data"
    EQUIPMENT = "equipment"
    STAFFING = "staffing"
    SELECTION = "selection"
    SUPERVISION = "supervision"
    EVALUATION = "evaluation"
    RECORDS = "records"
    DEFINITION = "definition"
    APPROVAL = "approval"
    FACILITY = "facility"
    OTHER = "other"


class Authority(StrEnum):
    """How an instrument binds, strongest first."""

    BINDING = "binding"
    LOCAL_BINDING = "local_binding"
    MODEL = "model"
    ADVISORY = "advisory"
    SUMMARY = "summary"


class InstrumentKind(StrEnum):
    """What sort of document an instrument is."""

    STATUTE = "statute"
    RULE = "rule"
    MANUAL = "manual"
    REGULATION = "regulation"
    MODEL_POLICY = "model_policy"
    RECOMMENDATION = "recommendation"
    COMPILATION = "compilation"


class Extent(StrEnum):
    """How much of an instrument the copy holds."""

    WHOLE = "whole"
    PART = "part"


class CopyKind(StrEnum):
    """Whose copy of an instrument was read."""

    OFFICIAL = "official"
    MIRROR = "mirror"
    RESTATED = "restated"
    COMPILED = "compiled"


ANY_QUESTION = "any"
"""In `cut_may_answer`: every question that the source does not answer for the role."""


class Unit(StrEnum):
    """What an amount counts."""

    HOUR = "hour"
    DAY = "day"
    SESSION = "session"
    YEAR = "year"
    PERCENT = "percent"
    COUNT = "count"


class Basis(StrEnum):
    """How often an amount is owed."""

    ONCE = "once"
    PER_YEAR = "per_year"
    PER_PERIOD = "per_period"


class TopicsExtent(StrEnum):
    """Whether a list of subjects is complete."""

    OPEN = "open"
    CLOSED = "closed"


class TopicGroup(StrEnum):
    """Whether a topic is taught to the officer or regulated by the text."""

    TRAINING_SUBJECT = "training_subject"
    POLICY_SUBJECT = "policy_subject"


class Boundary(StrEnum):
    """The boundary word of a deadline; `before` excludes the day, the others include it."""

    BEFORE = "before"
    WITHIN = "within"
    BY = "by"
    ABOUT = "about"
    LATER_OF = "later_of"
    UNSTATED = "unstated"


class Phase(StrEnum):
    """When in an officer's service hours fall; never added to one another."""

    BEFORE = "before"
    WITHIN = "within"
    UNDATED = "undated"
    RECURRING = "recurring"


class CellState(StrEnum):
    """What a cell of the comparison can say; silence is never zero, no or blank."""

    ANSWERED = "answered"
    UNQUANTIFIED = "unquantified"
    SILENT = "silent"
    NOT_IN_EXTRACT = "not_in_extract"
    NOT_CODED = "not_coded"
    NOT_APPLICABLE = "not_applicable"


class MapStanding(StrEnum):
    """What a jurisdiction's binding law says on a question, the strongest first; or why none."""

    REQUIRED = "required"
    PROHIBITED = "prohibited"
    RECOMMENDED = "recommended"
    PERMITTED = "permitted"
    DESCRIBED = "described"
    SILENT = "silent"
    READ_IN_PART = "read_in_part"
    CANNOT_ARISE = "cannot_arise"
    NOT_READ = "not_read"


class TopicState(StrEnum):
    """What a cell of the crosswalk of topics can say."""

    NAMED = "named"
    NOT_NAMED = "not_named"
    NOT_NAMED_IN_PART = "not_named_in_part"
    NOT_CODED = "not_coded"


class Standing(StrEnum):
    """Whether something is law on the as-of date."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    CANNOT_TELL = "cannot_tell"


class AnswerType(StrEnum):
    """What kind of thing answers a question."""

    MECHANISM = "mechanism"
    TEXT = "text"
    YES_NO = "yes_no"
    DURATION = "duration"
    LIST = "list"
    HOURS = "hours"
    DEADLINE = "deadline"
    WHO = "who"
    NUMBER = "number"


class Combine(StrEnum):
    """What a cell with several answers shows: each, their sum per phase, or that there is one."""

    LIST = "list"
    SUM = "sum"
    ANY = "any"


class FactType(StrEnum):
    """What kind of value a fact about an officer has."""

    ROLE = "role"
    DATE = "date"
    NUMBER = "number"
    BOOLEAN = "boolean"
    COURSES = "courses"


class Status(StrEnum):
    """What the officer check finds of one requirement; the place here is its code on columns."""

    MET = "met"
    MET_LATE = "met_late"
    PENDING = "pending"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Manner(StrEnum):
    """How a finding speaks of a requirement: an unheeded recommendation is no violation, and a
    duty that binds a board is no breach of the officer's."""

    DUTY = "duty"
    DUTY_OF_OTHERS = "duty_of_others"
    DEFINITION = "definition"
    RECOMMENDATION = "recommendation"


FindingWords = StrEnum(
    "FindingWords", [f"{manner}_{status}" for manner in Manner for status in Status]
)
"""What the screen says of each status in each manner; the words stand in the codebook."""


class WorkList(StrEnum):
    """What a roster's finding asks somebody to do, most pressing first."""

    OVERDUE = "overdue"
    NOT_SHOWN = "not_shown"
    NOT_FITTING = "not_fitting"
    IN_A_MONTH = "in_a_month"
    IN_TWO_MONTHS = "in_two_months"
    IN_THREE_MONTHS = "in_three_months"
    IN_SIX_MONTHS = "in_six_months"
    TO_ASK = "to_ask"
    ADVISED = "advised"


class JurisdictionKind(StrEnum):
    """What sort of body makes the law or the advice."""

    STATE = "state"
    FEDERAL_DISTRICT = "federal_district"
    SCHOOL_DISTRICT = "school_district"
    ASSOCIATION = "association"


LIST_SEPARATOR = " | "
"""Joins the items of a list in one CSV cell; refused inside an item."""

CLOSED_VOCABULARIES: dict[str, type[StrEnum]] = {
    "modality": Modality,
    "mechanism": Mechanism,
    "actor": Actor,
    "category": Category,
    "authority": Authority,
    "kind": InstrumentKind,
    "extent": Extent,
    "copy_kind": CopyKind,
    "unit": Unit,
    "basis": Basis,
    "topics_extent": TopicsExtent,
    "group": TopicGroup,
    "deadline_boundary": Boundary,
    "phase": Phase,
    "state": CellState,
    "topic_state": TopicState,
    "map_standing": MapStanding,
    "standing_kind": Standing,
    "answer_type": AnswerType,
    "combine": Combine,
    "type": FactType,
    "jurisdiction_kind": JurisdictionKind,
    "status": Status,
    "manner": Manner,
    "finding_words": FindingWords,
    "work_list": WorkList,
}
"""Codebook field id -> the words allowed in it."""


def order_of(vocabulary: type[StrEnum]) -> dict[str, int]:
    """Rank of each word in its vocabulary, strongest or first shown = 0.

    >>> order_of(Extent)
    {'whole': 0, 'part': 1}
    """
    return {str(word): rank for rank, word in enumerate(vocabulary)}
