"""The codebook defines exactly the words that the code allows."""

from collections.abc import Iterator

from policy_model.checks.material import Material
from policy_model.errors import Problem
from policy_model.vocabulary import CLOSED_VOCABULARIES


def problems(material: Material) -> Iterator[Problem]:
    """A closed vocabulary without its field, a value on one side only."""
    fields = {field.id: field for field in material.dataset.codebook.fields}
    places = {place.record_id: place for place in material.vocabulary("codebook.yaml", "fields")}
    whole = material.file_place("codebook.yaml")
    for name, vocabulary in CLOSED_VOCABULARIES.items():
        if name not in fields:
            rule = f"the field {name} is not defined"
            yield whole.problem("fields", rule, "define it and its values")
            continue
        defined = [value.id for value in fields[name].values]
        allowed = [str(word) for word in vocabulary]
        for word in sorted(set(defined) ^ set(allowed)):
            where = "the codebook only" if word in defined else "the code only"
            under = (defined.index(word),) if word in defined else ()
            repair = "define it in both, or in neither"
            yield places[name].problem("values", f"{word} stands in {where}", repair, under=under)
