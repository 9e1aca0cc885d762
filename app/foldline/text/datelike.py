"""Whether words look like a date, in any of many languages and without their brief.

Reading a date is the work of `foldline.dates`, in the language of the brief. An import does not
know that language yet; it only has to know that "5. Februar 2026" begins an event and no list.
"""

import re

_MONTHS = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
januar jänner februar feber märz mai juni juli oktober dezember mär okt dez
janvier février mars avril juin juillet août septembre octobre novembre décembre janv févr avr juil
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
ene abr ago dic
janeiro fevereiro março maio junho julho setembro outubro novembro dezembro fev out
gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug ott
januari februari maart mei augustus mrt
augusti marts maj december juuli
tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta
lokakuuta marraskuuta joulukuuta
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
styczeń luty marzec kwiecień czerwiec lipiec sierpień wrzesień październik listopad grudzień
ledna února března dubna května června července srpna září října listopadu prosince
januára februára apríla mája júna júla augusta septembra októbra novembra decembra
január február március április május június július augusztus szeptember október
ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie
siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna studenoga prosinca
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου
νοεμβρίου δεκεμβρίου
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
जनवरी फ़रवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
"""
_BESIDE = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo segunda terça quarta quinta sexta feira
lunedì martedì mercoledì giovedì venerdì sabato domenica
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
early mid late about around circa ca before after by since until till to through and of the on in at
from between spring summer autumn fall winter quarter half week weekend month year day night
morning noon afternoon evening end beginning middle st nd rd th
anfang mitte ende bis und am im vom den der ab seit gegen vor nach herbst sommer frühjahr frühling
uhr des de del du le la les el au er début fin mi vers à en y e do da dos a i al il lo
van tot op den på til till och og och w r roku v z na к до от г года с по
expected planned scheduled am pm a.m p.m gmt utc cet cest est edt pst pdt bst bc ad bce ce
"""
_MONTH = frozenset(_MONTHS.split())
_KNOWN = _MONTH | frozenset(_BESIDE.split())

_WITH_MARKS = re.compile(
    r"(?:\d{4}\s?[年년](?:\s?\d{1,2}\s?[月월](?:\s?\d{1,2}\s?[日일号])?)?"
    r"|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일号]"
    r"|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?"
    r"|\d{1,2}\.\s?\d{1,2}\.)",
    re.A,
)
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’.][^\W\d_]+)*", re.U)
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
LONGEST = 70
"""Characters of the words for a date."""

_HEAD = re.compile(r"(?P<number>\d{1,4})[.)](?P<rest>\s+\S.*)", re.S)
_MONTH_FIRST = re.compile(
    r"\s+(?:(?:[-–/]|bis|und|and|til|til og med|do|a)\s*\d{1,2}\.?\s+)?(?P<word>[^\W\d_]+)"
)
_DAY_SPAN = re.compile(r"\s*(?:[-–/+]|bis|und)\s*\d{1,2}\.")
_NUMBERS_FOLLOW = re.compile(r"\s+\d{1,2}\.\s*(?:\d{2,4}\b|[:–—-])")
_OF_A_DATE = re.compile(r"\s+(?:Quartal|Halbjahr|Hälfte|Woche|Januarhälfte|KW)\b")


def looks_like_date(text: str) -> bool:
    """Return whether words look like a date in any language: a month with a number, a date in
    figures, a year, and nothing that is no part of one.

    >>> looks_like_date("6 février 2026"), looks_like_date("2026年2月5日")
    (True, True)
    >>> looks_like_date("5 ferries in February"), looks_like_date("Anna May")
    (False, False)
    """
    text = text.strip(" :.,;()[]")
    if not text or len(text) > LONGEST or not re.search(r"\d", text):
        return False
    rest = _WITH_MARKS.sub(" ", text)
    marked = rest != text
    tokens = [token.casefold() for token in _TOKEN.findall(rest)]
    words = [token for token in tokens if not token.isdigit()]
    if any(word not in _KNOWN and word.rstrip(".") not in _KNOWN for word in words):
        return False
    if any(len(token) > 4 for token in tokens if token.isdigit()):
        return False
    return bool(marked or any(word in _MONTH for word in words) or _YEAR.search(rest))


def number_is_of_date(line: str) -> bool:
    """Return whether the number that a line begins with, "5." or "1960.", is part of a date and
    numbers no item of a list.

    >>> number_is_of_date("5. Februar 2026: rain"), number_is_of_date("5. Fares rose in May")
    (True, False)
    >>> number_is_of_date("1960. That was the year")
    True
    """
    match = _HEAD.match(line.strip())
    if match is None:
        return False
    if len(match["number"]) == 4:
        return True
    rest = match["rest"]
    if _DAY_SPAN.match(rest) or _NUMBERS_FOLLOW.match(rest) or _OF_A_DATE.match(rest):
        return True
    first = _MONTH_FIRST.match(rest)
    word = first["word"].casefold() if first else ""
    if word not in _MONTH:
        return False
    # "1. May said no" is of a person: a month stands in small letters there, or before a year, a
    # mark, or the end
    after = rest[first.end() :] if first else ""
    return word not in _ALSO_WORDS or bool(re.match(r"\.?,?\s*(?:[12]\d{3}\b|[:–—-]|$)", after))


_ALSO_WORDS = frozenset("may march mars mart august april june mai jan sun mar mei maj".split())


_NUMBERED = re.compile(r"\s*(?P<number>\d{1,2})[.)]\s+(?P<text>\S.*)")


def numbered_lines(lines: list[str]) -> set[int]:
    """Return which lines (by their places, from 0) begin with a number of a list: one of a row that
    counts from 1, and of no date. A number alone is part of its sentence.

    >>> sorted(numbered_lines(["1. It came.", "2. It left.", "5. Februar: rain", "9. Symphony"]))
    [0, 1]
    """
    found: set[int] = set()
    row: list[int] = []
    for at, line in enumerate(lines):
        match = _NUMBERED.fullmatch(line)
        if match is None or number_is_of_date(line):
            continue
        if row and int(match["number"]) == len(row) + 1:
            row.append(at)
            found.update(row)
        else:
            row = [at] if int(match["number"]) == 1 else []
    return found


def latest_year(text: str) -> int | None:
    """Return the last year that is named in words for a date; None where none is.

    >>> latest_year("Spätsommer 2027 bis 2028")
    2028
    """
    return max(map(int, _YEAR.findall(text)), default=None)
