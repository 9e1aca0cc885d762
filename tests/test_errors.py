import doctest
import importlib
import pkgutil

import pytest

import foldline
from foldline import errors
from foldline.errors import (
    BriefError,
    FoldlineError,
    ImportRefused,
    NotFound,
    NotKept,
    PublishError,
    RuntimeUnavailable,
    WhenError,
)
from tests.made import ROOT

BROWSER_ONLY = "foldline.reading."


def modules() -> list[str]:
    found = (module.name for module in pkgutil.walk_packages(foldline.__path__, "foldline."))
    return [
        "foldline",
        *(
            name
            for name in found
            if not name.startswith(BROWSER_ONLY) and name != "foldline.__main__"
        ),
    ]


def test_the_public_api():
    assert foldline.__all__ == [
        "Brief",
        "BriefError",
        "FoldlineError",
        "ImportRefused",
        "Limits",
        "Loaded",
        "NotFound",
        "Problem",
        "PublishError",
        "RuntimeUnavailable",
        "__version__",
        "check",
        "export_brief",
        "import_brief",
        "load",
        "pack",
        "publish",
        "render",
    ]
    found = {}
    exec("from foldline import *", found)
    assert set(found) - {"__builtins__"} == set(foldline.__all__)


def test_each_name_of_the_public_api_is_documented():
    page = (ROOT / "docs" / "reference" / "python.md").read_text("utf-8")
    assert [name for name in foldline.__all__ if f"`{name}" not in page] == []


def test_the_examples_of_the_page_about_python_run():
    found = doctest.testfile(str(ROOT / "docs" / "reference" / "python.md"), module_relative=False)
    assert found.failed == 0 and found.attempted > 8


def test_an_import_of_several_stories_is_refused():
    kite = (ROOT / "tests" / "importers" / "fixtures" / "kite-old.json").read_bytes()
    with pytest.raises(ImportRefused, match="stories in the text"):
        foldline.import_brief(kite)


def test_what_comes_through_the_front_door_says_what_it_is():
    assert all(getattr(foldline, name).__doc__ for name in foldline.__all__)


def test_one_tree():
    assert {
        name: thing.__bases__ for name, thing in vars(errors).items() if isinstance(thing, type)
    } == {
        "FoldlineError": (Exception,),
        "BriefError": (FoldlineError,),
        "WhenError": (FoldlineError, ValueError),
        "ImportRefused": (FoldlineError,),
        "NotFound": (FoldlineError,),
        "NotKept": (FoldlineError,),
        "RuntimeUnavailable": (FoldlineError,),
        "PublishError": (FoldlineError,),
    }


@pytest.mark.parametrize(
    "error",
    [
        FoldlineError,
        BriefError,
        WhenError,
        ImportRefused,
        NotFound,
        NotKept,
        RuntimeUnavailable,
        PublishError,
    ],
)
def test_an_error_is_its_sentence(error):
    assert str(error("there is no 31 February")) == "there is no 31 February"
    assert error.__doc__


def test_a_brief_error_carries_its_problems():
    assert BriefError("2 problems").problems == []
    assert BriefError("2 problems", ["a", "b"]).problems == ["a", "b"]


@pytest.mark.parametrize("name", modules())
def test_docstrings_that_run(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_front_door_has_docstrings_that_run():
    assert doctest.testmod(foldline).attempted >= 4
