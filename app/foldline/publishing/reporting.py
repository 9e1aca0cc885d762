"""Where readers report an error in a brief: the address that a publisher names in foldline.toml."""

from urllib.parse import urlencode, urlsplit

from foldline.locales import Words


def report_address(report: str, title: str, address: str, slug: str, words: Words) -> str:
    """Return the link by which a page's reader reports an error; empty where the publisher names
    none.

    A mail begins with the page that it is about. A link says the page in its query: `brief` is the
    brief's slug, `page` its address, where they are known. scripts/passing.js adds the claim and
    its words to either.
    """
    if not report:
        return ""
    if report.startswith("mailto:"):
        page = words("report.page", page=address or title)
        subject = words("report.subject", title=title)
        return f"{report}?{_query({'subject': subject, 'body': page})}"
    query = _query({"brief": slug, "page": address})
    sign = ("&" if urlsplit(report).query else "?") if query else ""
    return report + sign + query


def _query(values: dict[str, str]) -> str:
    filled = {name: value for name, value in values.items() if value}
    return urlencode(filled).replace("+", "%20")
