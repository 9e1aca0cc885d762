"""Tell in which direction a language is written."""

# Unicode CLDR 46, characterOrder "right-to-left"; in other scripts than their own these languages
# go from the left.
_RTL_LANGUAGES = set("ar arc ckb dv fa he ks mzn nqo ps rhg sd syr ug ur yi".split())
_RTL_SCRIPTS = {"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"}


def direction_of(tag: str) -> str:
    """Return "rtl" where a language, or the script in its BCP 47 tag, is written from right to
    left; else "ltr".

    >>> direction_of("ar"), direction_of("az-Arab-IR"), direction_of("ks-Latn")
    ('rtl', 'rtl', 'ltr')
    """
    language, *more = tag.lower().split("-")
    script = next((part for part in more if len(part) == 4), "")
    return "rtl" if script in _RTL_SCRIPTS or (not script and language in _RTL_LANGUAGES) else "ltr"
