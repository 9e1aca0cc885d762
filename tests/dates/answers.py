"""What is answered to the tables of dates: the same lines in CPython and in Pyodide, JSON in and
JSON out.
"""

import json

from foldline.dates.rules import DateRules
from foldline.dates.when import Day, in_order, read_when
from foldline.errors import WhenError


def answers(asked: str) -> str:
    """Of each [words, edtf or null, day of publication or null]: [first, last, marks], or the
    sentence that says what can't be true; and the order of all that can."""
    results, whens = [], []
    for words, edtf, published in json.loads(asked):
        try:
            when = read_when(words, edtf, DateRules(published and Day(*published)))
        except WhenError as error:
            results.append(str(error))
        else:
            whens.append(when)
            ends = [
                f"{day or ''} {clock.isoformat() if clock else ''}".strip()
                for day, clock in ((when.earliest, when.first), (when.latest, when.last))
            ]
            results.append(
                [*ends, "~" * when.approximate + "?" * when.uncertain + ">" * when.expected]
            )
    return json.dumps([results, in_order(whens)])
