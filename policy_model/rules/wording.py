"""What the screen says of a finding: by modality and mechanism, in the codebook's words.

A recommendation that is not followed never looks like a violation, and a duty that binds a board
never reads as a breach of the officer's.
"""

from policy_model.records.law import Requirement
from policy_model.records.vocabularies import Codebook
from policy_model.rules.once import once_for_each
from policy_model.vocabulary import Actor, FindingWords, Manner, Mechanism, Modality, Status

_OF_OTHERS = {
    Mechanism.HIRING_CONDITION,
    Mechanism.POLICY,
    Mechanism.AGREEMENT,
    Mechanism.GRANT,
    Mechanism.CURRICULUM,
}
_OTHER_ACTORS = {
    Actor.SCHOOL_BOARD,
    Actor.DISTRICT,
    Actor.LAW_ENFORCEMENT_AGENCY,
    Actor.CHIEF,
    Actor.SUPERVISOR,
    Actor.ADMINISTRATOR,
    Actor.ACADEMY,
    Actor.STATE_AGENCY,
    Actor.AGREEMENT,
    Actor.POLICY,
}
_ADVICE = {Modality.SHOULD, Modality.SHOULD_NOT, Modality.MAY}
_PLURAL = {Actor.SEVERAL: "that of several"}


def manner_of(requirement: Requirement) -> Manner:
    """How findings speak of a requirement."""
    if requirement.mechanism is Mechanism.DEFINITION:
        return Manner.DEFINITION
    if requirement.modality in _ADVICE:
        return Manner.RECOMMENDATION
    is_of_others = requirement.mechanism in _OF_OTHERS or requirement.actor in _OTHER_ACTORS
    return Manner.DUTY_OF_OTHERS if is_of_others else Manner.DUTY


def finding_words(requirement: Requirement, status: Status | str, codebook: Codebook) -> str:
    """The words on screen for a status of a requirement.

    >>> from policy_model import load_dataset
    >>> data = load_dataset()
    >>> laws = [r for s in data.sources for i in s.instruments for p in i.provisions
    ...         for r in p.requirements]
    >>> board = next(r for r in laws if r.id == "nm-ssp-special-needs-16-hours")
    >>> finding_words(board, "unmet", data.codebook)
    "Not shown: the duty is the school board's"
    """
    return _said(codebook)[f"{manner_of(requirement)}_{Status(status)}", requirement.actor]


@once_for_each
def _said(codebook: Codebook) -> dict[tuple[str, str], str]:
    """What is said for each manner and status, and each actor."""
    labels = {(f.id, value.id): value.label for f in codebook.fields for value in f.values}
    owners = {actor: _owner(actor, labels["actor", actor]) for actor in Actor}
    return {
        (word, actor): labels["finding_words", word].replace("{actor}", owner)
        for word in FindingWords
        for actor, owner in owners.items()
    }


def _owner(actor: Actor, label: str) -> str:
    return _PLURAL.get(actor, f"the {label[0].lower()}{label[1:]}'s")
