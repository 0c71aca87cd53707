"""The address of a page: what it says is shown, what it cannot say is named, nothing is lost."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.permalinks import Choices, Param, read_query
from policy_model import Completion

DAY = date(2026, 11, 21)
PARAMS = [
    Param("role", options=["sworn_sro", "school_police"], default="sworn_sro"),
    Param("sources", "choices", options=["nm", "ms", "nasro"], default=["nm", "ms"]),
    Param("as_of", "date", options=(date(2000, 1, 1), date(2040, 12, 31)), default=DAY,
          is_pinned=True),
    Param("differences", "flag", default=False),
    Param("years", "int", options=(1, 20), default=5),
    Param("find", "text", default=""),
]  # fmt: skip
DEFAULTS = {
    "role": "sworn_sro", "sources": ["nm", "ms"], "as_of": DAY, "differences": False, "years": 5,
    "find": "",
}  # fmt: skip


def read(**query):
    values, ignored = read_query(PARAMS, query)
    return {key: value for key, value in values.items() if value != DEFAULTS[key]}, ignored


def test_an_empty_address_gives_the_defaults():
    assert read_query(PARAMS, {}) == (DEFAULTS, ())


def test_every_kind_is_read():
    values, ignored = read(
        role=["school_police"], sources=["nasro", "nm"], as_of=["2024-02-29"], differences=["1"],
        years=["12"], find=["29-7-14"],
    )  # fmt: skip
    assert ignored == ()
    assert values == {
        "role": "school_police", "sources": ["nasro", "nm"], "as_of": date(2024, 2, 29),
        "differences": True, "years": 12, "find": "29-7-14",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"rolle": ["x"]}, "Ignored “rolle”: no such setting here. The nearest is “role”."),
        ({"zzz": ["x"]}, "Ignored “zzz”: no such setting here."),
        ({"jurisdictions": ["nm"]}, "Ignored “jurisdictions”: no such setting here."),
        ({"role": ["swon_sro"]}, "“role=swon_sro”: not known here. The nearest is “sworn_sro”."),
        ({"as_of": ["2026-02-30"]}, "a date is written 2026-11-21."),
        ({"as_of": ["20261121"]}, "a date is written 2026-11-21."),
        ({"as_of": ["1850-01-01"]}, "between 2000-01-01 and 2040-12-31"),
        ({"differences": ["yes"]}, "1 or 0 is expected"),
        ({"years": ["400"]}, "between 1 and 20"),
        ({"years": ["1e3"]}, "a whole number is expected"),
        ({"years": ["٣"]}, "a whole number is expected"),
        ({"find": ["x" * 201]}, "only its first 200 characters"),
    ],
)
def test_what_is_not_known_is_said_and_the_default_holds(query, said):
    values, ignored = read(**query)
    assert len(ignored) == 1
    assert said in ignored[0]
    assert set(values) <= {"find", "years"}


def test_no_word_is_called_near_that_is_far():
    assert "nearest" not in read(jurisdictions=["nm"], state=["ms"])[1][0]


def test_good_items_of_a_list_are_kept_and_bad_ones_named():
    values, ignored = read(sources=["nasro", "nx", "nasro"])
    assert values == {"sources": ["nasro"]}
    assert len(ignored) == 1
    assert "sources=nx" in ignored[0]


def test_nothing_chosen_is_a_choice_of_its_own():
    assert read(sources=[""]) == ({"sources": []}, ())


def test_a_stranger_s_text_is_shown_short_and_without_control_characters():
    _, ignored = read(**{"x\n" + "y" * 500: ["1"]})
    assert len(ignored[0]) < 120
    assert "\n" not in ignored[0]


def test_an_old_id_still_leads_to_its_successor():
    param = Param("req", options=["new-id"], default="", formerly={"old-id": "new-id"})
    assert read_query([param], {"req": ["old-id"]}) == ({"req": "new-id"}, ())


def test_options_may_depend_on_what_was_chosen_before():
    params = [
        Param("role", options=["a", "b"], default="a"),
        Param("column", options=lambda chosen: [chosen["role"] + "1"],
              default=lambda chosen: chosen["role"] + "1"),
    ]  # fmt: skip
    assert read_query(params, {"role": ["b"]})[0] == {"role": "b", "column": "b1"}
    assert read_query(params, {"role": ["b"], "column": ["a1"]})[1] != ()


def test_a_link_leaves_defaults_out_but_pins_the_day():
    choices = Choices("compare", tuple(PARAMS), dict(DEFAULTS))
    assert choices.query() == {"as_of": ["2026-11-21"]}
    assert choices.query(role="school_police", sources=[]) == {
        "role": ["school_police"], "sources": [""], "as_of": ["2026-11-21"],
    }  # fmt: skip


PRIVATE = (
    Param("example", options=["", "one"], default="one"),
    Param("born_on", "date", options=(date(1900, 1, 1), date(2100, 12, 31)), is_private=True,
          default=lambda chosen: DAY if chosen["example"] else None, restarts_with="example"),
    Param("age", "number", options=(16.0, 100.0), is_private=True, restarts_with="example"),
    Param("courses", "completions", options=("nasro_basic",), is_private=True,
          restarts_with="example"),
)  # fmt: skip


def test_a_private_value_stands_in_a_link_that_is_asked_for_and_may_be_not_known():
    values = {"example": "one", "born_on": None, "age": 41.5, "courses": ()}
    link = Choices("officer", PRIVATE, values).query(example="")
    assert link == {"example": [""], "age": ["41.5"], "courses": [""]}
    assert read_query(PRIVATE, link) == ({**values, "example": ""}, ())


@pytest.mark.parametrize(
    "done",
    [
        (Completion("nasro_basic", date(2024, 6, 14), 40.0),),
        (Completion("nasro_basic"), Completion("nasro_basic", None, 7.5)),
    ],
)
def test_completions_go_into_a_link_and_come_back(done):
    values = {"example": "", "born_on": None, "age": None, "courses": done}
    link = Choices("officer", PRIVATE, values).query()
    assert read_query(PRIVATE, link) == (values, ())


@pytest.mark.parametrize(
    "text",
    ["nasro_basic", "nasro~2024-06-14~40", "nasro_basic~2024-6-14~40", "nasro_basic~1899-12-31~",
     "nasro_basic~20240614~", "nasro_basic~~-1", "nasro_basic~~1e9", "nasro_basic~~40~", "~~"],
)  # fmt: skip
def test_a_completion_that_cannot_be_read_is_named(text):
    values, ignored = read_query(PRIVATE, {"courses": [text]})
    assert values["courses"] == ()
    assert len(ignored) == 1
    assert "a completion is written course~2024-06-14~40." in ignored[0]


def test_a_line_without_a_course_is_left_out_of_a_link():
    values = {"example": "", "born_on": None, "age": None, "courses": (Completion(""),)}
    assert Choices("officer", PRIVATE, values).query()["courses"] == [""]


def test_endless_completions_are_cut_off_and_named():
    values, ignored = read_query(PRIVATE, {"courses": ["nasro_basic~~"] * 101})
    assert len(values["courses"]) == 100
    assert ignored == ("Ignored all completions after the first 100.",)


def page():
    import streamlit as st

    from pages.ui.permalinks import Param, sync

    choices = sync(
        "demo",
        [
            Param("role", options=["a", "b"], default="a"),
            Param("many", "choices", options=["x", "y", "z"], default=["x"]),
            Param("on", "flag", default=False),
        ],
    )
    st.selectbox("Role", ["a", "b"], **choices.bind("role"))
    st.multiselect("Many", ["x", "y", "z"], **choices.bind("many"))
    st.toggle("On", **choices.bind("on"))
    st.text(repr(dict(choices)))


def opened(**query) -> AppTest:
    at = AppTest.from_function(page, default_timeout=30)
    for key, value in query.items():
        at.query_params[key] = value
    return at.run()


def shown(at: AppTest) -> str:
    assert not at.exception
    return at.text[0].value


def test_a_link_sets_the_widgets():
    at = opened(role="b", many=["z", "y"], on="1")
    assert shown(at) == "{'role': 'b', 'many': ['z', 'y'], 'on': True}"
    assert at.selectbox[0].value == "b"
    assert at.multiselect[0].value == ["z", "y"]
    assert not at.get("html")


def test_a_widget_writes_the_address_and_the_default_leaves_it():
    at = opened()
    at.selectbox[0].select("b").run()
    assert dict(at.query_params) == {"role": "b"}
    at.toggle[0].set_value(True).run()
    assert dict(at.query_params) == {"role": "b", "on": "1"}
    at.selectbox[0].select("a").run()
    assert dict(at.query_params) == {"on": "1"}
    assert shown(at) == "{'role': 'a', 'many': ['x'], 'on': True}"


def test_back_is_an_address_that_differs_from_the_one_last_seen():
    at = opened(role="b")
    at.toggle[0].set_value(True).run()
    at.query_params.clear()
    at.query_params["role"] = "b"
    assert shown(at.run()) == "{'role': 'b', 'many': ['x'], 'on': False}"


def test_what_was_ignored_is_shown_until_the_address_changes():
    at = opened(role="c", nope="1")
    notice = at.get("html")[0].proto.body
    assert "role=c" in notice
    assert "nope" in notice
    assert at.run().get("html")
    assert not at.toggle[0].set_value(True).run().get("html")
    assert dict(at.query_params) == {"on": "1"}


def test_a_hostile_address_is_shown_as_text():
    at = opened(**{"<script>alert(1)</script>": "1"})
    assert "<script" not in at.get("html")[0].proto.body


def private_page():
    import datetime

    import streamlit as st

    from pages.ui.permalinks import Param, sync

    born = {"one": datetime.date(1991, 5, 2), "two": datetime.date(1960, 1, 1)}
    bounds = (datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
    choices = sync(
        "person",
        [
            Param("example", options=["", "one", "two"], default="one"),
            Param("on", "flag", default=False),
            Param("born_on", "date", options=bounds, is_private=True, restarts_with="example",
                  default=lambda chosen: born.get(chosen["example"])),
        ],
    )  # fmt: skip
    st.selectbox("Example", ["", "one", "two"], **choices.bind("example"))
    st.toggle("On", **choices.bind("on"))
    st.date_input("Born", value=None, min_value=bounds[0], **choices.bind("born_on"))
    st.text(str(choices["born_on"]))


class TestWhatIsPrivate:
    """Entered values: in the session, never by themselves in the address."""

    @pytest.fixture
    def at(self) -> AppTest:
        at = AppTest.from_function(private_page, default_timeout=30).run()
        at.date_input[0].set_value(DAY)
        return at.run()

    def test_they_stay_out_of_the_address(self, at):
        assert shown(at) == "2026-11-21"
        assert dict(at.query_params) == {}

    def test_they_outlive_another_change_and_back(self, at):
        at.toggle[0].set_value(True).run()
        assert dict(at.query_params) == {"on": "1"}
        assert shown(at) == "2026-11-21"
        at.query_params.clear()
        assert shown(at.run()) == "2026-11-21"

    def test_an_emptied_one_is_not_known_and_not_the_example_s_again(self, at):
        at.date_input[0].set_value(None)
        assert shown(at.run()) == "None"
        at.toggle[0].set_value(True)
        assert shown(at.run()) == "None"

    def test_another_example_starts_over(self, at):
        at.selectbox[0].select("two")
        assert shown(at.run()) == "1960-01-01"

    def test_so_does_an_address_that_names_another_example(self, at):
        at.query_params["example"] = "two"
        assert shown(at.run()) == "1960-01-01"

    def test_an_address_that_names_one_sets_them_all(self, at):
        at.query_params["born_on"] = "1980-01-02"
        assert shown(at.run()) == "1980-01-02"
