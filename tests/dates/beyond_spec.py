"""EDTF expressions beside those of the specification: more that are read, those that are none,
those that can't be true, and where python-edtf 5.0.2 says otherwise.

The rows of BEYOND are as in `spec.py`.
"""

BEYOND = [
    ("2021-24", "2021-12-01", "2022-02-28", "", "a winter bears the year it begins in"),
    ("2023-28", "2023-12-01", "2024-02-29", "", "so does a northern one that is named as such"),
    ("2021-30", "2021-12-01", "2022-02-28", "", "and a southern summer"),
    ("-0044-03-15", "-0044-03-15", "-0044-03-15", "", "negative years have months and days too"),
    ("0000", "0000-01-01", "0000-12-31", "", "ISO 8601 has a year 0"),
    ("-1XXX", "-1999-01-01", "-1000-12-31", "", "the greatest number is the first year before 0"),
    ("2023-02-2X", "2023-02-20", "2023-02-28", "", "an X stands for any digit that makes a date"),
    ("2024-02-XX", "2024-02-01", "2024-02-29", "", "which February has, in a leap year"),
    ("1985-X2", "1985-02-01", "1985-12-31", "", "February or December"),
    ("2021-XX-31", "2021-01-31", "2021-12-31", "", "some month that has a 31st"),
    ("200X-02-29", "2000-02-29", "2008-02-29", "", "some leap year"),
    ("199X?", "1990-01-01", "1999-12-31", "?", "an unspecified digit with a mark"),
    ("2001-21~/2003", "2001-03-01", "2003-12-31", "~", "a season begins an interval"),
    ("Y-3388E2S3", "-338999-01-01", "-338000-12-31", "", "significant digits of a year before 0"),
    ("[1667,..1670]", None, None, "", 'double-dot for "on or before" is at the beginning alone'),
    (
        "2021-04-12T10:00Z/2021-04-12T11:30Z",
        "2021-04-12",
        "2021-04-12",
        "",
        "ISO 8601-1; EDTF keeps time out of intervals",
    ),
]

NOT_EDTF = [
    "",
    "..",
    "/",
    "../..",
    "late",
    "2021-1",
    "2021-001",
    "20210412",
    "2021-04-12 10:00",
    "-0000",
    "Y1985",
    "Y0",
    "+2021",
    "2021~~",
    "2021-04-12T10",
    "2021-04-12T",
    "2021/2022/2023",
    "[]",
    "{}",
    "[2021",
    "[2021, 2022]",
    "2021-21-05",
    "2021-33-XX",
    "Y12345-06",
    "20X1S2",
    "1950S0",
    "٢٠٢١",
    "2021\n",
    "[2021]..",
    "1,2",
]

IMPOSSIBLE = [
    ("2021-02-31", "there is no 31 February 2021; that month has 28 days"),
    ("1900-02-29", "there is no 29 February 1900; that month has 28 days"),
    ("-0001-02-29", "there is no 29 February -0001; that month has 28 days"),
    ("2021-13", "there is no month 13"),
    ("2021-00", "there is no month 0"),
    ("2021-42", "there is no month 42"),
    ("2021-2X", "there is no month 2X"),
    ("2021-02-3X", "there is no day that fits 2021-02-3X"),
    ("XXXX-04-31", "there is no day that fits XXXX-04-31"),
    ("20X1-02-29", "there is no day that fits 20X1-02-29"),
    ("2021/2020", "it ends (2020-12-31) before it starts (2021-01-01)"),
    ("2004-06-12/2004-06-11", "it ends (2004-06-11) before it starts (2004-06-12)"),
    ("{1672..1670}", "it ends (1670-12-31) before it starts (1672-01-01)"),
    ("2021-04-12T24:00:00", "there is no such moment; hours go to 23, minutes and seconds to 59"),
    (
        "2021-04-12T10:00:00+24",
        "there is no such moment; hours go to 23, minutes and seconds to 59",
    ),
    ("2021-04-12T10:00:00Z/2021-04-12T09:00:00Z", "it ends (09:00Z) before it starts (10:00Z)"),
    ("Y17E12", "the year is too far away; years have at most 12 digits"),
    ("Y9999999999999", "the year is too far away; years have at most 12 digits"),
    ("Y1E99", "the year is too far away; years have at most 12 digits"),
]

PYTHON_EDTF_IS_WRONG = {
    # the expression: what python-edtf 5.0.2 says by lower_strict and upper_strict, and why the
    # specification says otherwise
    "1985-04-12/": ("1985-04-12 1995-04-12", "an unknown end is taken for ten years"),
    "1985-04/": ("1985-04-01 1995-04-01", "the same"),
    "1985/": ("1985-01-01 1995-01-01", "the same"),
    "/1985-04-12": ("1975-04-12 1985-04-12", "an unknown start is taken for ten years"),
    "/1985-04": ("1975-04-30 1985-04-30", "the same"),
    "/1985": ("1975-12-31 1985-12-31", "the same"),
    "1950S2": ("1950-01-01 1950-12-31", '"some year between 1900 and 1999"'),
    "Y171010000S3": (
        "171010000-01-01 171010000-12-31",
        '"some year between 171000000 and 171999999"',
    ),
    "Y3388E2S3": ("338800-01-01 338800-12-31", '"some year between 338000 and 338999"'),
    "1984-1X": (
        "AttributeError",
        '"October, November, or December 1984"; it prints to stdout and raises',
    ),
    "1985-X2": ("AttributeError", "February or December; it prints to stdout and raises"),
    "2023-02-2X": ("ValueError", "20 to 28 February"),
    "200X-02-29": ("2000-02-29 2009-02-29", "2009 has no 29 February"),
    "2021-24": ("2021-12-01 2021-12-31", "a winter of one month"),
    "2023-28": ("2023-12-01 2023-12-31", "the same"),
    "2021-30": ("2021-12-01 2021-12-31", "a southern summer of one month"),
    "Y-3388E2S3": ("-338800-01-01 -338800-12-31", "significant digits, as above"),
    "2021-04-12T10:00Z/2021-04-12T11:30Z": (
        "EDTFParseException",
        "ISO 8601-1 allows it, EDTF does not: here it is right, and we read more",
    ),
}
PYTHON_EDTF_ACCEPTS = {
    # what can't be true, and what python-edtf says of it
    "1900-02-29": "1900-02-29 1900-02-29",
    "2021/2020": "2021-01-01 2020-12-31",
    "-0001-02-29": "-1-02-29 -1-02-29",
    "2004-06-12/2004-06-11": "2004-06-12 2004-06-11",
    "XXXX-04-31": "0-04-31 9999-04-31",
    "20X1-02-29": "2001-02-29 2091-02-29",
    "{1672..1670}": "1672-01-01 1670-12-31",
    "2021-04-12T24:00:00": "2021-04-12 2021-04-12",
}
