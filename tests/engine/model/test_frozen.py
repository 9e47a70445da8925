"""A mapping that results share (engine/model/frozen.py) is read as any dict, and refuses every change."""

import copy
import json
import pickle
from typing import Any

import pytest
from pydantic import BaseModel

from wijktoets.engine.model.frozen import Frozen, FrozenDict

CHANGES = {
    "__delitem__": ("a",),
    "__ior__": ({"b": 2},),
    "__setitem__": ("a", 2),
    "clear": (),
    "pop": ("a",),
    "popitem": (),
    "setdefault": ("b", 2),
    "update": ({"b": 2},),
}
READS = {
    *("__class_getitem__", "__contains__", "__doc__", "__eq__", "__ge__", "__getattribute__", "__getitem__", "__gt__"),
    *("__hash__", "__init__", "__iter__", "__le__", "__len__", "__lt__", "__ne__", "__new__", "__or__", "__repr__"),
    *("__reversed__", "__ror__", "__sizeof__", "copy", "fromkeys", "get", "items", "keys", "values"),
}


class Holder(BaseModel):
    """A value with such a mapping."""

    held: Frozen[str, tuple[str, ...]]


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_refused(name: str) -> None:
    frozen: Any = FrozenDict(a=1)
    with pytest.raises(TypeError, match="shared"):
        getattr(frozen, name)(*CHANGES[name])
    assert frozen == {"a": 1}


def test_a_dict_has_no_other_way_to_be_changed() -> None:
    """A method that a later Python adds is looked at before it is trusted."""
    assert set(vars(dict)) - READS == set(CHANGES)


def test_a_copy_is_as_frozen_and_a_dict_of_it_is_not() -> None:
    frozen = FrozenDict(a=(1,))
    for made in (copy.copy(frozen), copy.deepcopy(frozen), pickle.loads(pickle.dumps(frozen))):
        assert type(made) is FrozenDict and made == frozen
    assert dict(frozen) | {"b": (2,)} == {"a": (1,), "b": (2,)}


def test_a_model_freezes_what_it_is_given_and_shares_what_is_frozen() -> None:
    given = {"a": ["x", "y"]}
    made = Holder.model_validate({"held": given})
    given["a"].append("z")
    assert made.held == {"a": ("x", "y")} and type(made.held) is FrozenDict
    assert Holder(held=made.held).held is made.held


def test_json_is_that_of_a_dict() -> None:
    made = Holder(held={"a": ("x",)})
    assert json.loads(made.model_dump_json()) == made.model_dump(mode="json") == {"held": {"a": ["x"]}}
    assert Holder.model_validate_json(made.model_dump_json()) == made
