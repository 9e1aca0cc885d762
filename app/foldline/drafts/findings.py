"""What a check finds in the brief that an import made, and what its user says of it."""

import json
from typing import Any

from foldline.drafts.report import How, Line, Report
from foldline.drafts.settling import say_what_lies_ahead
from foldline.story.brief import Brief
from foldline.story.loading import load


def add_findings(brief: dict[str, Any], report: Report) -> None:
    """Add to the report what `load` finds wrong with a brief, in place of what was found before.
    Dates that lie ahead of the brief say so from then on.
    """
    report.lines[:] = [line for line in report.lines if not line.found]
    loaded = load(json.dumps(brief))
    is_guess = any(
        line.how == "guessed" and line.what.startswith("published, from its last event")
        for line in report.lines
    )
    if loaded.brief is not None and not loaded.hiding and not is_guess:
        known = loaded.brief.last_day_known
        ahead = list(say_what_lies_ahead(brief, known, loaded.brief.date_rules))
        for date in ahead:
            report.guessed(
                "timeline", f'"expected {date}", since "{date}" lies after the brief came out'
            )
        loaded = load(json.dumps(brief)) if ahead else loaded
    for problem in loaded.problems:
        if not problem.remark or not problem.what.startswith("unknown field"):
            how: How = "remark" if problem.remark else "problem"
            report.lines.append(Line(how, problem.path_text, problem.what, found=True))


def state(brief: dict[str, Any], report: Report, fields: dict[str, str]) -> None:
    """Set fields that the user of an import states: they win over what was guessed or found, which
    the report then has.
    """
    for name, value in fields.items():
        if not value or brief.get(name) == value:
            continue
        report.lines[:] = [
            line
            for line in report.lines
            if not (line.how == "guessed" and line.what.startswith(f"{name}, "))
            and not (line.how == "remark" and line.where == name)
        ]
        before = brief.get(name)
        report.used(f"--{name}", name + (f', in place of "{before}"' if before else ""))
        brief[name] = value
    order = {name: at for at, name in enumerate(("foldline", *Brief.model_fields))}
    items = sorted(brief.items(), key=lambda item: order.get(item[0], len(order)))
    brief.clear()
    brief.update(items)
    add_findings(brief, report)
