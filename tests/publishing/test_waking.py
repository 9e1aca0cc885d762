import os
import random
import sys
from importlib.util import module_from_spec, spec_from_file_location

from foldline.publishing.snapshot import MAKER

spec = spec_from_file_location("waking", MAKER / "in_pyodide" / "waking.py")
spec.loader.exec_module(waking := module_from_spec(spec))


def test_what_was_set_for_the_saving_is_taken_back(monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", "0")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    waking.wake()
    assert not {"PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE"} & set(os.environ)
    assert sys.dont_write_bytecode is False


def test_random_is_another_each_time():
    random.seed(0)
    saved, found = random.getstate(), set()
    for _ in range(3):
        random.setstate(saved)
        waking.wake()
        found.add(random.getrandbits(64))
    assert len(found) == 3
