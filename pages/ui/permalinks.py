"""The address says what is shown: parameters of a page read from its link and written back.

Streamlit's own binding loses parameters on Back and drops bad ones silently (measured). Here a
signature of the address is remembered for each page: where the address differs from it (a link,
Back, Forward), its checked values are loaded into the widget keys; where a widget changes, the
address is written. What a link names and the page does not know is said, with the nearest known.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st

from pages.ui import theme
from pages.ui.markup import query_address
from pages.ui.parameters import PARSERS, WRITERS, clipped, kept, nearest

Kind = Literal["choice", "choices", "date", "flag", "int", "number", "completions", "text"]
Values = dict[str, object]
Query = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a page's address, its widget's key, and what it may be.

    `options` are the ids allowed (choice, choices) or the first and last value allowed (date, int);
    `options` and `default` may be functions of the values of the parameters before this one.
    `formerly` maps old ids to new ones. A private value is read from a link, and stands in one that
    is asked for (`query`), but never goes into the address by itself; it may be None, not known.
    It stays what it is until the parameter `restarts_with` changes, then it is its default again.
    A default is left out of the address, unless `is_pinned`
    and the address is to be kept ("as of today" must not move when the link is opened next year).
    """

    key: str
    kind: Kind = "choice"
    options: Sequence | Callable[[Mapping[str, object]], Sequence] = ()
    default: object = None
    is_pinned: bool = False
    formerly: Mapping[str, str] = field(default_factory=dict)
    is_private: bool = False
    restarts_with: str = ""


@dataclass(frozen=True)
class Choices(Mapping[str, object]):
    """The values in force on a page, and what of its link was ignored."""

    page_id: str
    params: tuple[Param, ...]
    values: Values
    ignored: tuple[str, ...] = ()

    def __getitem__(self, key: str) -> object:
        return self.values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def bind(self, key: str) -> dict[str, object]:
        """The arguments that tie a widget to a parameter: `st.selectbox(..., **bind("role"))`."""
        if key not in self.values:
            raise KeyError(f"page {self.page_id} has no parameter {key!r}")
        return {
            "key": widget_key(self.page_id, key),
            "on_change": _write,
            "args": (self.page_id, self.params),
        }

    def query(self, **changed: object) -> Query:
        """The query of a link to this view, or to one that differs in `changed`.

        It has pinned and private values: call it for a link that somebody asks for.
        """
        return _query(self.params, {**self.values, **changed}, for_link=True)

    def open_query(self) -> Query:
        """The same without private values: for a link that stands there unasked."""
        params = [param for param in self.params if not param.is_private]
        return _query(params, self.values, for_link=True)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the address said when it was last read or written, and what came of it."""

    signature: Query
    values: Values
    ignored: tuple[str, ...] = ()


def sync(page_id: str, params: Sequence[Param]) -> Choices:
    """Bring address and widgets of a page together; call it before the page's widgets are made."""
    params = tuple(params)
    seen = st.session_state.get(_seen_key(page_id))
    keys = [widget_key(page_id, param.key) for param in params]
    is_lost = any(key not in st.session_state for key in keys)
    if seen is None or seen.signature != _address_query() or is_lost:
        seen = _load(page_id, params)
    else:
        seen = _keep(page_id, params, seen)
    if seen.ignored:
        theme.notice("This link asks for something that this page does not have.", *seen.ignored)
    return Choices(page_id, params, seen.values, seen.ignored)


def widget_key(page_id: str, key: str) -> str:
    """The session key of a parameter's widget; two pages never share one."""
    return f"{page_id}_{key}"


def read_query(params: Sequence[Param], query: Query) -> tuple[Values, tuple[str, ...]]:
    """Values by parameter, and a sentence for each thing that was ignored.

    >>> read_query([Param("role", options=["sworn_sro"], default="sworn_sro")], {"rol": ["x"]})
    ({'role': 'sworn_sro'}, ('Ignored “rol”: no such setting here. The nearest is “role”.',))
    """
    known = [param.key for param in params]
    ignored = [
        f"Ignored “{clipped(key)}”: no such setting here.{nearest(key, known)}"
        for key in query
        if key not in known
    ]
    values: Values = {}
    for given in params:
        param = _settled(given, values)
        texts = [param.formerly.get(text, text) for text in query.get(param.key, [])]
        value, problems = PARSERS[param.kind](param, texts) if texts else (param.default, [])
        values[param.key] = value
        ignored += [f"Ignored {problem}" for problem in problems]
    return values, tuple(ignored)


def view_address(choices: Choices, query: Query | None = None) -> str:
    """The full address where the browser has told it, else one relative to the app's."""
    page = st.context.url or ""
    is_web = urlsplit(page).scheme in ("http", "https")
    return query_address(page if is_web else choices.page_id, query or choices.query())


def write(choices: Choices) -> None:
    """Take over what a part of several widgets has put under its parameter's key."""
    _write(choices.page_id, choices.params)


def hold(choices: Choices, keys: Iterable[str]) -> None:
    """Keep the values of these parameters while their widgets are not made.

    With a widget goes what it held, and what its key held before the widget would come back.
    """
    for key in keys:
        st.session_state[widget_key(choices.page_id, key)] = choices[key]


def _load(page_id: str, params: tuple[Param, ...]) -> _Seen:
    query = _address_query()
    values, ignored = read_query(params, query)
    values |= _still_private(page_id, params, query, values)
    return _remember(page_id, _Seen(query, values, ignored))


def _still_private(page_id: str, params: tuple[Param, ...], query: Query, values: Values) -> Values:
    """What the visitor entered before, where the address says nothing of it."""
    seen = st.session_state.get(_seen_key(page_id))
    private = [param for param in params if param.is_private]
    if seen is None or any(param.key in query for param in private):
        return {}
    return {
        param.key: seen.values[param.key]
        for param in private
        if seen.values[param.restarts_with] == values[param.restarts_with]
    }


def _keep(page_id: str, params: tuple[Param, ...], seen: _Seen) -> _Seen:
    """The widgets' values; the address is rewritten only if an option has gone meanwhile."""
    values = _widget_values(page_id, params, seen)
    if values != seen.values:
        return _publish(page_id, params, values)
    return seen


def _write(page_id: str, params: tuple[Param, ...]) -> None:
    """Called by Streamlit when a widget changed: put the new values into the address."""
    seen = st.session_state.get(_seen_key(page_id), _Seen({}, {}))
    _publish(page_id, params, _widget_values(page_id, params, seen))


def _publish(page_id: str, params: tuple[Param, ...], values: Values) -> _Seen:
    query = _query(params, values, for_link=False)
    st.query_params.from_dict(query)
    return _remember(page_id, _Seen(_address_query(), values))


def _remember(page_id: str, seen: _Seen) -> _Seen:
    for key, value in seen.values.items():
        if st.session_state.get(widget_key(page_id, key), _MISSING) != value:
            st.session_state[widget_key(page_id, key)] = value
    st.session_state[_seen_key(page_id)] = seen
    return seen


_MISSING = object()


def _widget_values(page_id: str, params: Sequence[Param], seen: _Seen) -> Values:
    """What the widgets hold, each value checked against the options that the others leave it."""
    values: Values = {}
    for given in params:
        param = _settled(given, values)
        last = seen.values.get(param.key, param.default)
        held = st.session_state.get(widget_key(page_id, param.key), last)
        restart = param.restarts_with
        is_over = restart and values[restart] != seen.values.get(restart, values[restart])
        values[param.key] = param.default if is_over else kept(param, held)
    return values


def _settled(param: Param, values: Mapping[str, object]) -> Param:
    if not callable(param.options) and not callable(param.default):
        return param
    options = param.options(values) if callable(param.options) else param.options
    default = param.default(values) if callable(param.default) else param.default
    return replace(param, options=options, default=default)


def _query(params: Sequence[Param], values: Values, *, for_link: bool) -> Query:
    query: Query = {}
    shown = (param for param in params if for_link or not param.is_private)
    for param in (_settled(param, values) for param in shown):
        value = values[param.key]
        is_default = kept(param, value) == kept(param, param.default)
        if value is not None and (not is_default or (for_link and param.is_pinned)):
            query[param.key] = WRITERS[param.kind](value)
    return query


def _address_query() -> Query:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def _seen_key(page_id: str) -> str:
    return f"link_of_{page_id}"
