"""The examples of the EDTF specification (Library of Congress, 4 February 2019,
https://www.loc.gov/standards/datetime/), each with the bounds its words ask for.

A row: the expression; the first and the last day, empty for an open end; the marks ~ and ?; what the specification says of
it. The rows were worked out by hand from those words, not from any program. Where the words leave bounds open, the last
column says which rule of docs/reference/dates.md is taken.
"""

LEVEL_0 = [
    ("1985-04-12", "1985-04-12", "1985-04-12", "", "Date, 1: the calendar date 1985 April 12th"),
    ("1985-04", "1985-04-01", "1985-04-30", "", "Date, 2: the calendar month 1985 April"),
    ("1985", "1985-01-01", "1985-12-31", "", "Date, 3: the calendar year 1985"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12", "", "Date and Time, 1: at 23:20:30 local time"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12", "", "Date and Time, 2: UTC time"),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12", "", "Date and Time, 3: 4 hours behind UTC"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12", "", "Date and Time, 4: 4 hours and 30 minutes ahead of UTC"),
    ("1964/2008", "1964-01-01", "2008-12-31", "", "Time Interval, 1: sometime in 1964 to sometime in 2008"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31", "", "Time Interval, 2: sometime in June 2004 to sometime in August of 2006"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08", "", "Time Interval, 3"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28", "", "Time Interval, 4: ending sometime in February 2005"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31", "", "Time Interval, 5: ending sometime in 2005"),
    ("2005/2006-02", "2005-01-01", "2006-02-28", "", "Time Interval, 6: sometime in 2005 to sometime in February 2006"),
]
LEVEL_1 = [
    ("Y170000002", "+170000002-01-01", "+170000002-12-31", "", "Letter-prefixed calendar year, 1: the year 170000002"),
    ("Y-170000002", "-170000002-01-01", "-170000002-12-31", "", "Letter-prefixed calendar year, 2: the year -170000002"),
    ("2001-21", "2001-03-01", "2001-05-31", "", "Seasons: Spring, 2001 (meteorological, northern: our rule)"),
    ("1984?", "1984-01-01", "1984-12-31", "?", "Qualification, 1: year uncertain"),
    ("2004-06~", "2004-06-01", "2004-06-30", "~", "Qualification, 2: year-month approximate"),
    ("2004-06-11%", "2004-06-11", "2004-06-11", "~?", "Qualification, 3: entire date uncertain and approximate"),
    ("201X", "2010-01-01", "2019-12-31", "", "Unspecified digit(s), 1: one unspecified digit of the year"),
    ("20XX", "2000-01-01", "2099-12-31", "", "Unspecified digit(s), 2: two"),
    ("2004-XX", "2004-01-01", "2004-12-31", "", "Unspecified digit(s), 3: year specified, month unspecified"),
    ("1985-04-XX", "1985-04-01", "1985-04-30", "", "Unspecified digit(s), 4: day unspecified"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31", "", "Unspecified digit(s), 5: day and month unspecified"),
    ("1985-04-12/..", "1985-04-12", "", "", "Extended Interval, 1: starting at 1985 April 12th, end open"),
    ("1985-04/..", "1985-04-01", "", "", "Extended Interval, 2: end open"),
    ("1985/..", "1985-01-01", "", "", "Extended Interval, 3: end open"),
    ("../1985-04-12", "", "1985-04-12", "", "Extended Interval, 4: open start"),
    ("../1985-04", "", "1985-04-30", "", "Extended Interval, 5: open start, ending 1985 April"),
    ("../1985", "", "1985-12-31", "", "Extended Interval, 6: open start"),
    ("1985-04-12/", "1985-04-12", "", "", "Extended Interval, 7: end unknown"),
    ("1985-04/", "1985-04-01", "", "", "Extended Interval, 8: end unknown"),
    ("1985/", "1985-01-01", "", "", "Extended Interval, 9: end unknown"),
    ("/1985-04-12", "", "1985-04-12", "", "Extended Interval, 10: unknown start"),
    ("/1985-04", "", "1985-04-30", "", "Extended Interval, 11: unknown start"),
    ("/1985", "", "1985-12-31", "", "Extended Interval, 12: unknown start"),
    ("-1985", "-1985-01-01", "-1985-12-31", "", "Negative calendar year"),
]
LEVEL_2 = [
    ("Y-17E7", "-170000000-01-01", "-170000000-12-31", "", "Exponential year: -17*10 to the seventh power"),
    ("1950S2", "1900-01-01", "1999-12-31", "", "Significant digits, 1: some year between 1900 and 1999, estimated to be 1950"),
    ("Y171010000S3", "+171000000-01-01", "+171999999-12-31", "", "Significant digits, 2: between 171000000 and 171999999"),
    ("Y3388E2S3", "+338000-01-01", "+338999-12-31", "", "Significant digits, 3: some year between 338000 and 338999"),
    ("2001-34", "2001-04-01", "2001-06-30", "", "Sub-year groupings: second quarter of 2001"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31", "", "One of a set, 1: one of the years 1667, 1668, 1670, 1671, 1672"),
    ("[..1760-12-03]", "", "1760-12-03", "", "One of a set, 2: December 3, 1760; or some earlier date"),
    ("[1760-12..]", "1760-12-01", "", "", "One of a set, 3: December 1760, or some later month"),
    ("[1760-01,1760-02,1760-12..]", "1760-01-01", "", "", "One of a set, 4: January or February or December 1760 or later"),
    ("[1667,1760-12]", "1667-01-01", "1760-12-31", "", "One of a set, 5: either the year 1667 or the month December of 1760"),
    ("[..1984]", "", "1984-12-31", "", "One of a set, 6: the year 1984 or an earlier year"),
    ("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31", "", "All Members, 7: all of the years"),
    ("{1960,1961-12}", "1960-01-01", "1961-12-31", "", "All Members, 8: the year 1960 and the month December of 1961"),
    ("{..1984}", "", "1984-12-31", "", "All Members, 9: the year 1984 and all earlier years"),
    ("2004-06~-11", "2004-06-11", "2004-06-11", "~", "Group Qualification, 2: year and month approximate"),
    ("2004?-06-11", "2004-06-11", "2004-06-11", "?", "Group Qualification, 3: year uncertain"),
    ("?2004-06-~11", "2004-06-11", "2004-06-11", "~?", "Individual Component, 4: year uncertain, day approximate"),
    ("2004-%06-11", "2004-06-11", "2004-06-11", "~?", "Individual Component, 5: month uncertain and approximate"),
    ("156X-12-25", "1560-12-25", "1569-12-25", "", "Unspecified Digit, 1: December 25 sometime during the 1560s"),
    ("15XX-12-25", "1500-12-25", "1599-12-25", "", "Unspecified Digit, 2: December 25 sometime during the 1500s"),
    ("XXXX-12-XX", "0000-12-01", "9999-12-31", "", "Unspecified Digit, 3: some day in December in some year (of four digits)"),
    ("1XXX-XX", "1000-01-01", "1999-12-31", "", "Unspecified Digit, 4: some month during the 1000s"),
    ("1XXX-12", "1000-12-01", "1999-12-31", "", "Unspecified Digit, 5: some December during the 1000s"),
    ("1984-1X", "1984-10-01", "1984-12-31", "", "Unspecified Digit, 6: October, November, or December 1984"),
    ("2004-06-~01/2004-06-~20", "2004-06-01", "2004-06-20", "~", "Interval, 1: beginning approximately the first, ending the 20th"),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03", "", "Interval, 2: beginning on an unspecified day in June 2004"),
]
EXAMPLES = LEVEL_0 + LEVEL_1 + LEVEL_2

GROUPINGS = [  # "Sub-year groupings" lists the codes; their months are our rule, 21-24 by the brief's hemisphere
    (21, "03-01", "05-31"), (22, "06-01", "08-31"), (23, "09-01", "11-30"), (25, "03-01", "05-31"), (26, "06-01", "08-31"),
    (27, "09-01", "11-30"), (29, "09-01", "11-30"), (31, "03-01", "05-31"), (32, "06-01", "08-31"), (33, "01-01", "03-31"),
    (34, "04-01", "06-30"), (35, "07-01", "09-30"), (36, "10-01", "12-31"), (37, "01-01", "04-30"), (38, "05-01", "08-31"),
    (39, "09-01", "12-31"), (40, "01-01", "06-30"), (41, "07-01", "12-31"),
]

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
    ("[1667,..1670]", None, None, "", "double-dot for \"on or before\" is at the beginning alone"),
    ("2021-04-12T10:00Z/2021-04-12T11:30Z", "2021-04-12", "2021-04-12", "", "ISO 8601-1; EDTF keeps time out of intervals"),
]

NOT_EDTF = ["", "..", "/", "../..", "late", "2021-1", "2021-001", "20210412", "2021-04-12 10:00", "-0000", "Y1985", "Y0", "+2021", "2021~~",
            "2021-04-12T10", "2021-04-12T", "2021/2022/2023", "[]", "{}", "[2021", "[2021, 2022]", "2021-21-05", "2021-33-XX", "Y12345-06",
            "20X1S2", "1950S0", "٢٠٢١", "2021\n", "[2021]..", "1,2"]

IMPOSSIBLE = [
    ("2021-02-31", "there is no 31 February 2021; that month has 28 days"),
    ("1900-02-29", "there is no 29 February 1900; that month has 28 days"),
    ("-0001-02-29", "there is no 29 February -0001; that month has 28 days"),
    ("2021-13", "there is no month 13"), ("2021-00", "there is no month 0"), ("2021-42", "there is no month 42"),
    ("2021-2X", "there is no month 2X"), ("2021-02-3X", "there is no day that fits 2021-02-3X"),
    ("XXXX-04-31", "there is no day that fits XXXX-04-31"), ("20X1-02-29", "there is no day that fits 20X1-02-29"),
    ("2021/2020", "it ends (2020-12-31) before it starts (2021-01-01)"),
    ("2004-06-12/2004-06-11", "it ends (2004-06-11) before it starts (2004-06-12)"),
    ("{1672..1670}", "it ends (1670-12-31) before it starts (1672-01-01)"),
    ("2021-04-12T24:00:00", "there is no such moment; hours go to 23, minutes and seconds to 59"),
    ("2021-04-12T10:00:00+24", "there is no such moment; hours go to 23, minutes and seconds to 59"),
    ("2021-04-12T10:00:00Z/2021-04-12T09:00:00Z", "it ends (09:00Z) before it starts (10:00Z)"),
    ("Y17E12", "the year is too far away; years have at most 12 digits"),
    ("Y9999999999999", "the year is too far away; years have at most 12 digits"),
    ("Y1E99", "the year is too far away; years have at most 12 digits"),
]

PYTHON_EDTF_IS_WRONG = {
    # the expression: what python-edtf 5.0.2 says by lower_strict and upper_strict, and why the specification says otherwise
    "1985-04-12/": ("1985-04-12 1995-04-12", "an unknown end is taken for ten years"),
    "1985-04/": ("1985-04-01 1995-04-01", "the same"),
    "1985/": ("1985-01-01 1995-01-01", "the same"),
    "/1985-04-12": ("1975-04-12 1985-04-12", "an unknown start is taken for ten years"),
    "/1985-04": ("1975-04-30 1985-04-30", "the same"),
    "/1985": ("1975-12-31 1985-12-31", "the same"),
    "1950S2": ("1950-01-01 1950-12-31", "\"some year between 1900 and 1999\""),
    "Y171010000S3": ("171010000-01-01 171010000-12-31", "\"some year between 171000000 and 171999999\""),
    "Y3388E2S3": ("338800-01-01 338800-12-31", "\"some year between 338000 and 338999\""),
    "1984-1X": ("AttributeError", "\"October, November, or December 1984\"; it prints to stdout and raises"),
    "1985-X2": ("AttributeError", "February or December; it prints to stdout and raises"),
    "2023-02-2X": ("ValueError", "20 to 28 February"),
    "200X-02-29": ("2000-02-29 2009-02-29", "2009 has no 29 February"),
    "2021-24": ("2021-12-01 2021-12-31", "a winter of one month"),
    "2023-28": ("2023-12-01 2023-12-31", "the same"),
    "2021-30": ("2021-12-01 2021-12-31", "a southern summer of one month"),
    "Y-3388E2S3": ("-338800-01-01 -338800-12-31", "significant digits, as above"),
    "2021-04-12T10:00Z/2021-04-12T11:30Z": ("EDTFParseException", "ISO 8601-1 allows it, EDTF does not: here it is right, and we read more"),
}
PYTHON_EDTF_ACCEPTS = {
    # what can't be true, and what python-edtf says of it
    "1900-02-29": "1900-02-29 1900-02-29", "2021/2020": "2021-01-01 2020-12-31", "-0001-02-29": "-1-02-29 -1-02-29",
    "2004-06-12/2004-06-11": "2004-06-12 2004-06-11", "XXXX-04-31": "0-04-31 9999-04-31", "20X1-02-29": "2001-02-29 2091-02-29",
    "{1672..1670}": "1672-01-01 1670-12-31", "2021-04-12T24:00:00": "2021-04-12 2021-04-12",
}
