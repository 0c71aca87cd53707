"""Sets of sources: which are in each, a state once, and the names that stand in a link."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_model import FIRST, Frames, UnknownName, peer_sets, resolved
from policy_model.records.law import Source
from policy_model.records.vocabularies import Jurisdiction
from tests.synthetic import framed, instrument, requirement, source
from tests.visits import LAW

KINDS = {"delta": "school_district", "foxtrot": "association"}
BORDERS = {"alpha": ["bravo"], "bravo": ["alpha", "charlie"], "charlie": ["bravo"]}
SETS = peer_sets(LAW)


def speaking(id: str, authority: str = "binding", **given: object) -> Source:
    """A source with one norm of its one instrument."""
    own = {key: given.pop(key) for key in ("mechanism", "roles") if key in given}
    return source(
        id, instrument(f"{id}-code", requirement(f"{id}-x", **own), authority=authority), **given
    )


def land(id: str) -> Jurisdiction:
    fields = {"id": id, "label": id.title(), "kind": KINDS.get(id, "state")}
    return Jurisdiction.model_validate({**fields, "borders": BORDERS.get(id, [])})


def held(*sources: Source) -> Frames:
    ids = dict.fromkeys(each.jurisdiction for each in sources)
    return framed(*sources, jurisdictions=tuple(map(land, ids)))


@pytest.fixture(scope="module")
def tables() -> Frames:
    return held(
        speaking("alpha", mechanism="hiring_condition"),
        speaking("bravo", shown_first="true"),
        speaking("bravo-law", jurisdiction="bravo", supplements=["bravo"]),
        speaking("charlie", roles=["guard"]),
        speaking("charlie-model", "model", jurisdiction="charlie", mechanism="policy"),
        speaking("charlie-law", jurisdiction="charlie", supplements=["charlie-model"]),
        speaking("delta", "local_binding"),
        speaking("foxtrot", "advisory", shown_first="true"),
    )


def members(tables: Frames, name: str) -> list[str]:
    return list(peer_sets(tables)[name].sources)


def test_the_first_are_those_marked_or_all_that_stand_alone(tables):
    assert members(tables, "first") == ["bravo", "foxtrot"]
    unmarked = held(speaking("alpha"), speaking("bravo", supplements=["alpha"]))
    assert members(unmarked, "first") == ["alpha"]


def test_a_fuller_text_is_left_out_where_its_states_own_document_is_there(tables):
    everything = members(tables, "all")
    assert "bravo-law" not in everything
    assert "charlie-law" not in everything
    alone = held(
        speaking("charlie-model", "model", jurisdiction="charlie"),
        speaking("charlie-law", jurisdiction="charlie", supplements=["charlie-model"]),
    )
    assert members(alone, "all") == ["charlie-model", "charlie-law"]


def test_binding_law_of_a_class_has_neither_models_nor_districts_nor_advice(tables):
    assert members(tables, "binding:sworn") == ["alpha", "bravo", "charlie-law"]
    assert members(tables, "binding:unsworn") == ["charlie"]


def test_any_text_of_a_class_has_them(tables):
    every = ["alpha", "bravo", "charlie-model", "charlie-law", "delta", "foxtrot"]
    assert members(tables, "class:sworn") == every


def test_a_state_and_its_neighbors_begin_with_the_state(tables):
    assert members(tables, "near:bravo") == ["bravo", "alpha", "charlie"]
    assert members(tables, "near:alpha") == ["alpha", "bravo"]
    assert {"near:delta", "near:foxtrot"}.isdisjoint(peer_sets(tables))


def test_force_and_device_find_the_texts_that_have_them(tables):
    assert members(tables, "authority:model") == ["charlie-model"]
    assert members(tables, "authority:advisory") == ["foxtrot"]
    assert members(tables, "by:hiring_condition") == ["alpha"]
    assert members(tables, "by:policy") == ["charlie-model"]
    assert "by:grant" not in peer_sets(tables)


def test_names_and_sets_join_each_source_once_in_the_order_named(tables):
    assert resolved(tables, ["foxtrot", "near:alpha", "bravo"]) == ["foxtrot", "alpha", "bravo"]
    assert resolved(tables, []) == []


@pytest.mark.parametrize(
    ("name", "near"), [("near:brvo", "near:bravo"), ("alfa", "alpha"), ("frst", "first")]
)
def test_an_unknown_name_is_refused_with_the_nearest(tables, name, near):
    with pytest.raises(UnknownName, match=f"source or set of sources. Did you mean '{near}'"):
        resolved(tables, ["alpha", name])


@pytest.mark.parametrize("name", SETS)
def test_each_set_of_the_law_as_coded_is_whole_and_without_twins(name):
    chosen = list(SETS[name].sources)
    assert chosen
    assert len(set(chosen)) == len(chosen)
    assert set(chosen) <= set(LAW.sources["source_id"])
    fuller = LAW.sources.dropna(subset=["supplements"]).set_index("source_id")["supplements"]
    for each in set(chosen) & set(fuller.index) & {"ms-law", "nm-law"}:
        assert fuller[each] not in chosen, "an extract and the whole text of the same law"


def test_every_state_with_binding_law_is_once_in_the_sworn_set_and_near_itself():
    places = LAW.sources.set_index("source_id")["jurisdiction_id"]
    states = [places[each] for each in SETS["binding:sworn_sro"].sources]
    assert len(set(states)) == len(states)
    for state in states:
        assert places[SETS[f"near:{state}"].sources[0]] == state


def test_neighbors_are_mutual():
    near = {n.removeprefix("near:"): s.sources for n, s in SETS.items() if s.is_of_a_place}
    places = LAW.sources.set_index("source_id")["jurisdiction_id"]
    for state, sources in near.items():
        for other in {places[each] for each in sources} - {state}:
            assert state in {places[each] for each in near[other]}


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from([*SETS, *LAW.sources["source_id"]]), max_size=6))
def test_what_is_named_is_a_union_and_no_order_changes_it(names):
    union = {one for each in names for one in (SETS[each].sources if each in SETS else [each])}
    assert set(resolved(LAW, names)) == union
    assert set(resolved(LAW, names[::-1])) == union


def test_the_five_documents_stay_the_first():
    assert SETS[FIRST].sources == ("mn-isd196", "mn-post", "ms", "nasro", "nm")
