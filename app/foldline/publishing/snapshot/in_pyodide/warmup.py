"""Import and run once everything that a page will need, inside Pyodide, before the snapshot is
made.

A module that is not imported here is not in the heap. It can be imported only after the page has
put the files back.
"""

# What PyScript's own Python package imports when it starts.
import asyncio  # noqa: F401
import base64  # noqa: F401
import collections  # noqa: F401

# What foldline.reading imports; most of it can't be imported itself, since it asks for a page.
import difflib  # noqa: F401
import functools  # noqa: F401
import html  # noqa: F401
import inspect  # noqa: F401
import io  # noqa: F401
import json  # noqa: F401
import traceback
import urllib.parse  # noqa: F401
from pathlib import Path

# What libraries import inside of functions, most of them only where something is wrong: a page has
# no files then. tests/publishing/test_snapshot_holds.py compares this list with the libraries'
# sources.
import annotationlib  # noqa: F401
import jinja2.debug  # noqa: F401
import justhtml.serializer.markdown  # noqa: F401
import pydantic._internal._dataclasses  # noqa: F401
import pydantic._internal._serializers  # noqa: F401
import pydantic.dataclasses  # noqa: F401
import pydantic.root_model  # noqa: F401
import pydantic.type_adapter  # noqa: F401
import pyodide.ffi  # noqa: F401

import foldline
from foldline.dates import calendars, feasts, zones  # noqa: F401
from foldline.dates.made import feast_days, zone_names_en, zone_rules  # noqa: F401
from foldline.html import packing, render
from foldline.reading import addresses, page_content, page_settings, tasks  # noqa: F401  (those that import no page)
from foldline.reading.local import briefs, commands, parts, state  # noqa: F401
from foldline.reading.search import words  # noqa: F401
from foldline.reading.worker import answers, protocol
from foldline.story.loading import dump
from foldline.text import prose

text = Path("/tmp/warm.json").read_text("utf-8")
loaded = foldline.load(text)
if loaded.errors:
    raise SystemExit("\n".join(problem.sentence("warm.json") for problem in loaded.errors))
brief = loaded.brief
assert brief is not None
foldline.render(brief)
render.render_fragment(render.brief_part(brief), "a {}")
render.proofs_part(brief)[0].html()
render.snippet("inline", "", "", "title")
render.embed_panel_part("").html()
render.changes_part([], "").html()
dump(brief)
render.shelf_part([render.ShelfEntry("slug", "title", "dek", "2026-01-02", "href")]).html()
packed = packing.Packed("warm", text, brief)
packing.packed_document([packed, packed], packing.Shell("", "", "", "", "", "", [("name", "text")]))
broken = foldline.load('{"foldline": 1, "title": 5, "titel": 1, "sections": [{"kind": "nothing"}]}')
render.alert_part(
    "heading", [problem.sentence("a.json") for problem in broken.errors], advice="advice"
).html()
for codec in ("punycode", "utf-8-sig", "utf-16-le"):  # a codec is looked for when it is first asked
    "ü".encode(codec)
own = briefs.own_brief("warm.json", briefs.Content(text))
parts.own_brief_part(own).html()
parts.own_shelf_part([own], parts.Report()).html()
parts.list_part([own]).html()
answers.answer_json(protocol.encode_request(protocol.ReadFacts("warm.json")), text.encode())
answers.answer_json(protocol.encode_request(protocol.DrawOwnBrief(own, True)))
for wrong in ("nothing_of_this_name", "import nothing_of_this_name", "(0).nothing_of_this_name"):
    try:
        exec(wrong)
    except Exception:
        traceback.format_exc()  # which imports what it needs to name what may have been meant
render.compile_templates()
for remembered in (prose.prose_html, prose.shown_prose, prose.plain_text, render.section_styles):
    remembered.cache_clear()
del text, loaded, brief, packed, broken, own
