"""The language of a text, by its commonest words, where they leave no doubt."""

import re
from collections import Counter

_WORDS = {
    "en": "the of and to in is that for it was on with as his they be at have from this had by not",
    "de": "der die das und ist nicht ein eine zu den mit sich auf für von dem des im auch wird hat",
    "fr": "le la les des est et une dans que qui pour pas sur au avec plus par ce il sont ont du",
    "es": "el la los las que y en un una por con para del se no su más al como ha lo pero este",
    "pt": "o a os as que e em um uma por com para do da não se no na mais como foi ao dos das",
    "it": "il la gli che e di un una per con non del della è si nel alla sono da dei più anche ha",
    "nl": "de het een en van is dat op te niet zijn voor met die aan er ook naar maar bij wordt",
    "sv": "och att det som en på är av för med den till inte har de ett om var men så från vid",
    "da": "og at det som en på er af for med den til ikke har de et om var men så fra ved han",
    "no": "og at det som en på er av for med den til ikke har de et om var men så fra ved han også",
    "fi": "ja on ei että se oli joka hän mutta ovat myös kun niin kuin sen tai jos mukaan",
    "pl": "i w nie na z się do to że jest o jak po za od przez są dla jego był ale które",
    "cs": "a v se na je že to s z do o i k ve pro za by ale jako po jsou které od byl jeho",
    "hu": "a az és hogy nem is egy ez azt van volt de meg csak már mint még lesz szerint",
    "ro": "și în de la a cu pe nu o că este un din care pentru mai sunt au fost prin",
    "tr": "ve bir bu da de için ile olarak çok daha en olan gibi kadar sonra ise ancak dedi",
    "ru": "и в не на что с по как это он из за от для но был его она они также было к о",
    "uk": "і в не на що з як це до та за від для але був його вона вони також було у про",
    "el": "και το να του η της με για που την από τα στο είναι τον θα των οι στην",
    "id": "yang dan di ini itu dengan untuk dari dalam tidak akan pada juga ke bisa ada oleh",
}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
LEAST = 12
"""Common words of a language that a text must have."""


def guess_language(text: str) -> str:
    """Return the language that a text is in, as a BCP 47 tag; empty where its words leave a doubt.

    >>> guess_language("Rain.")
    ''
    """
    text = text[:20_000]
    letters = len(re.findall(r"[^\W\d_]", text))
    for language, script in _SCRIPTS:
        found = len(script.findall(text))
        # Japanese has Chinese signs between its own
        if letters >= 20 and found > (0.15 if language == "ja" else 0.4) * letters:
            return language
    counted = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
    scores = sorted(
        ((sum(counted[word] for word in words), language) for language, words in _SETS.items()),
        reverse=True,
    )
    (most, language), (second, _) = scores[:2]
    share = most / max(1, sum(counted.values()))
    return language if most >= LEAST and most >= 1.15 * second and share >= 0.12 else ""
