"""What fuzzing found: of each fault the shortest text that showed it, beside the target it was
found by. Tried again by every run of the tests; `python tests/fuzz.py` shows new ones in this form.
"""

KEPT: list[tuple[str, str]] = [
    # A problem was told in two lines, or in as many characters as the file had
    (
        "loading",
        '{"foldline": 1, "title": "Rain", "dek": "r", "published": "2026-01-02", "sections": [], "a\\nb.json:1:1: title": 1}',
    ),
    (
        "loading",
        '{"foldline": 1, "title": "Rain", "dek": "r", "published": "2026-01-02", "sections": [], "\\t": {}}',
    ),
    (
        "loading",
        '{"foldline": 1, "title": "Rain", "dek": "r", "published": "2026-01-02", "sections": [], "sources": [{"id": "a", "name": "A", "url": "h%s:"}]}'
        % ("9" * 20_000),
    ),
    (
        "loading",
        '{"foldline": 1, "title": "Rain", "dek": "r", "published": "2026-01-02", "sections": [{"kind": "prose", "heading": "h", "note": "n", "sources": ["%s"]}]}'
        % ("9" * 20_000),
    ),
    # The evening before 1 a.m. was minute -180 of the day
    ("dates", "9–1am 5 May"),
    # Readings that ended in an exception: of a year 0 before a short one, of a weekday beside what
    # is no day of a month
    ("dates", "0000'26"),
    ("dates", "May the twenty-first Friday"),
    # An expression was made that EDTF has no form for: a time in a year before 0
    ("dates", "9 p.m., 5 February 44 BC"),
    # A host of nothing that is seen led elsewhere once it was written in letters of a URL
    ("links", "http:\u200b/п"),
    # A price of hundreds of digits ended in an exception
    (
        "importing markets",
        '{"ticker": "R", "title": "W?", "last_price_dollars": 1%s}' % ("0" * 400),
    ),
    # Words that an import dropped without telling: a long currency, what is no link, prices beside
    # the closing one, a date that can't be read, the words of a picture that can't be shown
    (
        "importing markets",
        '{"question": "?", "outcomeType": "BINARY", "probability": 0.7, "volume": 9, "token": "a currency of many words"}',
    ),
    (
        "importing markets",
        '{"question": "?", "outcomeType": "BINARY", "probability": 0.7, "url": "nowhere"}',
    ),
    (
        "importing markets",
        '{"ticker": "R", "title": "W?", "last_price_dollars": "0.5", "candlesticks": [{"end_period_ts": 28, "price": {"close": 9, "mean": "xx"}}]}',
    ),
    (
        "importing kite",
        '{"stories": [{"title": "w", "quote": "I", "quote_source_url": "nowhere"}]}',
    ),
    (
        "importing kite",
        '{"stories": [{"title": "w", "articles": [{"title": "t", "link": "https://example.org/", "date": "one morning"}]}]}',
    ),
    (
        "importing timelinejs",
        '{"title": {"media": {"url": "http:///.jpg", "alt": "A quill"}}, "events": [{"start_date": {"year": 1904}, "text": {"headline": "h"}}]}',
    ),
    (
        "importing json-feed",
        '{"":1,"":"","":{},"":"","items":[{"content_html":"<ul>h","":[{"":""}],"":"","":"","":""}]}',
    ),
    (
        "importing ghost",
        '{"db":[{"":{"":"é"},"data":{"posts":[{"":"","":"","":"","":"","":""}],"":[{"":"","":""}]}}]}',
    ),
    (
        "importing json-feed",
        '{"items": [{"content_text": "."}], "title": "' + "x" * 1_000 + '"}',
    ),
]
