"""What is held of each jurisdiction, and where nothing is."""

from policy_model import frames, holdings, load_dataset
from policy_model.records.vocabularies import Jurisdiction
from tests.synthetic import framed, instrument, requirement, source

LAW = frames(load_dataset())


def land(id: str) -> Jurisdiction:
    return Jurisdiction.model_validate({"id": id, "label": id.title(), "kind": "state"})


def test_a_row_a_text_in_the_order_of_the_jurisdictions_and_one_where_none_was_read() -> None:
    texts = [
        instrument("b-code", requirement("b-1"), requirement("b-2"), copy_kind="mirror"),
        instrument("b-rule", requirement("b-3"), extent="part", extent_note="The end."),
    ]
    fuller = source("alpha", requirement("a-1"), jurisdiction="bravo")
    lands = (land("zulu"), land("bravo"))
    rows = holdings(framed(source("bravo", *texts), fuller, jurisdictions=lands))
    said = ["jurisdiction_id", "is_read", "instrument_id", "extent", "copy_kind"]
    assert rows[said].astype(object).where(rows[said].notna(), None).values.tolist() == [
        ["zulu", False, None, None, None],
        ["bravo", True, "b-code", "whole", "mirror"],
        ["bravo", True, "b-rule", "part", "official"],
        ["bravo", True, "alpha-code", "whole", "official"],
    ]
    assert rows["entries"].fillna(0).tolist() == [0, 2, 1, 1]


def test_every_jurisdiction_and_every_text_is_there_once() -> None:
    rows = holdings(LAW)
    assert rows["jurisdiction_id"].drop_duplicates().tolist() == (
        LAW.jurisdictions["jurisdiction_id"].tolist()
    )
    read = rows[rows["is_read"]]
    assert sorted(read["instrument_id"]) == sorted(LAW.instruments["instrument_id"])
    assert read["entries"].sum() == len(LAW.requirements)


def test_what_was_read_has_an_extent_a_kind_of_copy_and_a_day() -> None:
    read = holdings(LAW).query("is_read")
    assert read[["extent", "copy_kind", "checked_on", "text_file"]].notna().all(axis=None)
