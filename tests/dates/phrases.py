"""Phrases as they stand in newspapers, chronologies and reports, and the days they mean, worked out
by hand.

A block for each day of publication. A row: the phrase | first day [time] | last day [time] | marks:
~ approximate, ? uncertain, > said to lie ahead. One date alone is first and last; an empty field is
an open end.
"""

WITHOUT_PUBLICATION = """
5 February 2026 | 2026-02-05
February 5, 2026 | 2026-02-05
Thursday, February 5, 2026 | 2026-02-05
Thursday 5th February 2026 | 2026-02-05
on Thurs., Feb. 5, 2026 | 2026-02-05
the 5th of February, 2026 | 2026-02-05
2026-02-05 | 2026-02-05
2026/02/05 | 2026-02-05
25/12/2021 | 2021-12-25
12/25/2021 | 2021-12-25
5 February 2026 (Thursday) | 2026-02-05
FEBRUARY 5 2026 | 2026-02-05
2026-W06 | 2026-02-02 | 2026-02-08
2026-W06-4 | 2026-02-05
5-Feb-2026 | 2026-02-05
Feb-05-2026 | 2026-02-05
the fifth of May 2021 | 2021-05-05
May the twenty-first, 2021 | 2021-05-21
the first Friday of May 2025 | 2025-05-02
the last Friday of May 2025 | 2025-05-30
May-2025 | 2025-05-01 | 2025-05-31
2021: January | 2021-01-01 | 2021-01-31
the year 2000 | 2000-01-01 | 2000-12-31
throughout 2021 | 2021-01-01 | 2021-12-31
week of Friday, March 7, 2025 | 2025-03-03 | 2025-03-09
week 12 of 2025 | 2025-03-17 | 2025-03-23
week of March 5, 2025 | 2025-03-03 | 2025-03-09
the week beginning 3 March 2025 | 2025-03-03 | 2025-03-09
February 2022 | 2022-02-01 | 2022-02-28
Feb. 2024 | 2024-02-01 | 2024-02-29
in May of 2021 | 2021-05-01 | 2021-05-31
2011-12 | 2011-12-01 | 2011-12-31
2021 | 2021-01-01 | 2021-12-31
in 2021 | 2021-01-01 | 2021-12-31
Late 2021 | 2021-09-01 | 2021-12-31
early 2021 | 2021-01-01 | 2021-04-30
mid-2021 | 2021-05-01 | 2021-08-31
the end of 2027 | 2027-09-01 | 2027-12-31
beginning of 2020 | 2020-01-01 | 2020-04-30
early February 2026 | 2026-02-01 | 2026-02-10
mid-January 2026 | 2026-01-11 | 2026-01-20
late February 2024 | 2024-02-21 | 2024-02-29
late in March 2021 | 2021-03-21 | 2021-03-31
at the start of May 2021 | 2021-05-01 | 2021-05-10
first half of May 2021 | 2021-05-01 | 2021-05-15
the second half of May 2021 | 2021-05-16 | 2021-05-31
the first half of 2021 | 2021-01-01 | 2021-06-30
H2 2024 | 2024-07-01 | 2024-12-31
1H 2024 | 2024-01-01 | 2024-06-30
Q3 2025 | 2025-07-01 | 2025-09-30
4Q 2021 | 2021-10-01 | 2021-12-31
the third quarter of 2025 | 2025-07-01 | 2025-09-30
Q3/2025 | 2025-07-01 | 2025-09-30
2025-Q3 | 2025-07-01 | 2025-09-30
H1/2024 | 2024-01-01 | 2024-06-30
the 1st quarter of 2025 | 2025-01-01 | 2025-03-31
third-quarter 2025 | 2025-07-01 | 2025-09-30
spring 2021 | 2021-03-01 | 2021-05-31
the fall of 2020 | 2020-09-01 | 2020-11-30
winter 2021 | 2021-12-01 | 2022-02-28
winter 2021–22 | 2021-12-01 | 2022-02-28
winter 2021/2022 | 2021-12-01 | 2022-02-28
the winter of 2019/20 | 2019-12-01 | 2020-02-29
late summer 2021 | 2021-08-01 | 2021-08-31
early winter 2021 | 2021-12-01 | 2021-12-31
late winter 2021 | 2022-02-01 | 2022-02-28
the 1990s | 1990-01-01 | 1999-12-31
1990's | 1990-01-01 | 1999-12-31
the early 1990s | 1990-01-01 | 1993-12-31
mid-1990s | 1994-01-01 | 1996-12-31
late 1990s | 1997-01-01 | 1999-12-31
the 2000s | 2000-01-01 | 2009-12-31
the 1800s | 1800-01-01 | 1899-12-31
the early 1900s | 1900-01-01 | 1933-12-31
the 19th century | 1801-01-01 | 1900-12-31
late nineteenth century | 1867-01-01 | 1900-12-31
mid-20th century | 1934-01-01 | 1966-12-31
the first half of the 1990s | 1990-01-01 | 1994-12-31
the second half of the 1800s | 1850-01-01 | 1899-12-31
the first half of the 20th century | 1901-01-01 | 1950-12-31
the last quarter of the 19th century | 1876-01-01 | 1900-12-31
the fifth century | 0401-01-01 | 0500-12-31
the 5th century BC | -0499-01-01 | -0400-12-31
44 BC | -0043-01-01 | -0043-12-31
44 B.C. | -0043-01-01 | -0043-12-31
A.D. 79 | 0079-01-01 | 0079-12-31
15 March 44 BC | -0043-03-15
AD 79 | 0079-01-01 | 0079-12-31
24 August AD 79 | 0079-08-24
0476 | 0476-01-01 | 0476-12-31
14–16 March 2025 | 2025-03-14 | 2025-03-16
March 14–16, 2025 | 2025-03-14 | 2025-03-16
Jan. 3-5, 2026 | 2026-01-03 | 2026-01-05
28 February – 3 March 2025 | 2025-02-28 | 2025-03-03
Feb. 28 to March 3, 2025 | 2025-02-28 | 2025-03-03
28 December 2024 – 3 January | 2024-12-28 | 2025-01-03
Sat., Dec. 28 – Fri., Jan. 3, 2025 | 2024-12-28 | 2025-01-03
27 December 2023 – 29 February | 2023-12-27 | 2024-02-29
30 December 2024 – 2 January 2025 | 2024-12-30 | 2025-01-02
Sunday, March 1 – Tuesday, March 3, 2026 | 2026-03-01 | 2026-03-03
from 2026-02-05 to 2026-02-09 | 2026-02-05 | 2026-02-09
between 9 and 12 May 2021 | 2021-05-09 | 2021-05-12
14 and 16 March 2025 | 2025-03-14 | 2025-03-16
May–June 2021 | 2021-05-01 | 2021-06-30
from May to June 2021 | 2021-05-01 | 2021-06-30
between May 2020 and June 2021 | 2020-05-01 | 2021-06-30
December–January 2025 | 2024-12-01 | 2025-01-31
late December 2024 to early January | 2024-12-21 | 2025-01-10
autumn 2024 to spring | 2024-09-01 | 2025-05-31
winter to spring 2024 | 2023-12-01 | 2024-05-31
Q4 – Q1 2025 | 2024-10-01 | 2025-03-31
Q4 2023 – Q1 | 2023-10-01 | 2024-03-31
2024-Q4 – 2025-Q1 | 2024-10-01 | 2025-03-31
March 2021 to 2022 | 2021-03-01 | 2022-12-31
April to early July 2021 | 2021-04-01 | 2021-07-10
mid- to late March 2022 | 2022-03-11 | 2022-03-31
mid-to-late 2021 | 2021-05-01 | 2021-12-31
late 2021 to early 2022 | 2021-09-01 | 2022-04-30
spring–summer 2021 | 2021-03-01 | 2021-08-31
Q1–Q2 2021 | 2021-01-01 | 2021-06-30
2019–2021 | 2019-01-01 | 2021-12-31
1914–18 | 1914-01-01 | 1918-12-31
1999–00 | 1999-01-01 | 2000-12-31
1980s–90s | 1980-01-01 | 1999-12-31
the 18th and 19th centuries | 1701-01-01 | 1900-12-31
44 BC – AD 14 | -0043-01-01 | 0014-12-31
500–400 BC | -0499-01-01 | -0399-12-31
1899–'02 | 1899-01-01 | 1902-12-31
2014–present | 2014-01-01 |
2014– | 2014-01-01 |
1998 to date | 1998-01-01 |
since 2021 | 2021-01-01 |
since late 2021 | 2021-09-01 |
from 2020 | 2020-01-01 |
2020 onwards | 2020-01-01 |
from 2020 onwards | 2020-01-01 |
since 2019 (ongoing) | 2019-01-01 |
after the start of 2020 | 2020-01-01 |
on or after 5 May 2021 | 2021-05-05 |
starting in May 2021 | 2021-05-01 |
no earlier than 5 May 2026 | 2026-05-05 |
after 5 February 2026 | 2026-02-06 |
after 2020 | 2021-01-01 |
post-2014 | 2015-01-01 |
before 2014 | | 2013-12-31
pre-1989 | | 1988-12-31
before May 5, 2021 | | 2021-05-04
by 2019 | | 2019-12-31
by the end of 2027 | | 2027-12-31
before the end of 2020 | | 2020-12-31
on or before 5 May 2021 | | 2021-05-05
until May 2021 | | 2021-05-31
up to 2005 | | 2005-12-31
no later than 5 May 2026 | | 2026-05-05
2003 or earlier | | 2003-12-31
around 2014 | 2014-01-01 | 2014-12-31 | ~
c. 1984 | 1984-01-01 | 1984-12-31 | ~
circa the 1890s | 1890-01-01 | 1899-12-31 | ~
~1990 | 1990-01-01 | 1990-12-31 | ~
roughly mid-May 2021 | 2021-05-11 | 2021-05-20 | ~
on or about 5 May 2021 | 2021-05-05 | 2021-05-05 | ~
1961 or so | 1961-01-01 | 1961-12-31 | ~
sometime around May 2021 | 2021-05-01 | 2021-05-31 | ~
possibly 2019 | 2019-01-01 | 2019-12-31 | ?
1984? | 1984-01-01 | 1984-12-31 | ?
probably about 1500 | 1500-01-01 | 1500-12-31 | ~?
expected June 2026 | 2026-06-01 | 2026-06-30 | >
June 2026 (expected) | 2026-06-01 | 2026-06-30 | >
scheduled for 14 March 2027 | 2027-03-14 | 2027-03-14 | >
due by 2030 | | 2030-12-31 | >
expected by June 2026 | | 2026-06-30 | >
Expected: June 2026 | 2026-06-01 | 2026-06-30 | >
June 2026 – expected | 2026-06-01 | 2026-06-30 | >
slated for 2027 | 2027-01-01 | 2027-12-31 | >
planned for Q4 2026 | 2026-10-01 | 2026-12-31 | >
Christmas 2021 | 2021-12-25
Christmas Eve 2021 | 2021-12-24
New Year’s Day 2026 | 2026-01-01
the Fourth of July, 2025 | 2025-07-04
St. Patrick's Day 2025 | 2025-03-17
Halloween 2024 | 2024-10-31
5 February 2026, 21:30 GMT | 2026-02-05 21:30Z
February 5, 2026, 9:30 p.m. EST | 2026-02-05 21:30-05:00
July 5, 2025, at 9 p.m. ET | 2025-07-05 21:00-04:00
9 a.m. on 5 Feb 2026 | 2026-02-05 09:00
5 February 2026 at 21:30 UTC+4 | 2026-02-05 21:30+04:00
5 February 2026, 09:05 (CET) | 2026-02-05 09:05+01:00
2026-02-05T21:30Z | 2026-02-05 21:30Z
2026-02-05 21:30:15 -03:30 | 2026-02-05 21:30-03:30
2026-02-05T21:30:15.250Z | 2026-02-05 21:30Z
5 February 2026, 2130 GMT | 2026-02-05 21:30Z
9:07:53 p.m. EST on 13 April 1970 | 1970-04-13 21:07-05:00
at noon on 5 May 2025 | 2025-05-05 12:00
12 a.m., 5 May 2025 | 2025-05-05 00:00
3pm local time, 5 May 2025 | 2025-05-05 15:00
9–11 a.m., 5 May 2025 | 2025-05-05 09:00 | 2025-05-05 11:00
from 9am to 11am on 5 May 2025 | 2025-05-05 09:00 | 2025-05-05 11:00
11–2 p.m., 5 May 2025 | 2025-05-05 11:00 | 2025-05-05 14:00
5 May 2025, 9:00–11:30 | 2025-05-05 09:00 | 2025-05-05 11:30
noon to 2 p.m. on 5 May 2025 | 2025-05-05 12:00 | 2025-05-05 14:00
5 May 2025, 10 p.m. to 2 a.m. | 2025-05-05 22:00 | 2025-05-06 02:00
5 May 2025, 22:00 – 6 May 2025, 02:00 | 2025-05-05 22:00 | 2025-05-06 02:00
between 9 p.m. on 5 May and 3 a.m. CET on 6 May 2025 | 2025-05-05 21:00+01:00 | 2025-05-06 03:00+01:00
after 9pm on 5 May 2025 | 2025-05-05 21:00 |
by 5 p.m. on 5 May 2025 | | 2025-05-05 17:00
the morning of 5 May 2025 | 2025-05-05
the early hours of 5 May 2025 | 2025-05-05
midnight on 5 May 2025 | 2025-05-05
before dawn on February 24, 2022 | 2022-02-24
February 24, 2022, before dawn | 2022-02-24
after midnight on 5 May 2025 | 2025-05-05
"""  # noqa: E501

PUBLISHED_ON_FRIDAY_2026_02_06 = """
yesterday | 2026-02-05
today | 2026-02-06
tonight | 2026-02-06
late yesterday | 2026-02-05
early this morning | 2026-02-06
tomorrow | 2026-02-07 | 2026-02-07 | >
the day before yesterday | 2026-02-04
last night | 2026-02-05
Thursday | 2026-02-05
on Friday | 2026-02-06
Monday afternoon | 2026-02-02
early Thursday | 2026-02-05
last Friday | 2026-01-30
this past Tuesday | 2026-02-03
last Friday, 30 January | 2026-01-30
this Saturday | 2026-02-07 | 2026-02-07 | >
next Friday | 2026-02-13 | 2026-02-13 | >
expected on Friday | 2026-02-06 | 2026-02-06 | >
expected Monday | 2026-02-09 | 2026-02-09 | >
Thursday, 9 p.m. GMT | 2026-02-05 21:00Z
this week | 2026-02-02 | 2026-02-08
earlier this week | 2026-02-02 | 2026-02-06
later this week | 2026-02-06 | 2026-02-08 | >
last week | 2026-01-26 | 2026-02-01
Tuesday of last week | 2026-01-27
late last week | 2026-01-26 | 2026-02-01
next week | 2026-02-09 | 2026-02-15 | >
over the weekend | 2026-01-31 | 2026-02-01
this weekend | 2026-02-07 | 2026-02-08 | >
earlier this month | 2026-02-01 | 2026-02-06
last month | 2026-01-01 | 2026-01-31
late last month | 2026-01-21 | 2026-01-31
early next month | 2026-03-01 | 2026-03-10 | >
the 5th of last month | 2026-01-05
earlier this year | 2026-01-01 | 2026-02-06
later this year | 2026-02-06 | 2026-12-31 | >
last year | 2025-01-01 | 2025-12-31
late last year | 2025-09-01 | 2025-12-31
May last year | 2025-05-01 | 2025-05-31
last quarter | 2025-10-01 | 2025-12-31
the last quarter of 2024 | 2024-10-01 | 2024-12-31
last decade | 2010-01-01 | 2019-12-31
this century | 2001-01-01 | 2100-12-31
3 days ago | 2026-02-03
two weeks ago | 2026-01-19 | 2026-01-25
a month ago | 2026-01-01 | 2026-01-31
some five years ago | 2021-01-01 | 2021-12-31 | ~
about five years ago | 2021-01-01 | 2021-12-31 | ~
in three weeks | 2026-02-23 | 2026-03-01 | >
last July | 2025-07-01 | 2025-07-31
last January | 2026-01-01 | 2026-01-31
last summer | 2025-06-01 | 2025-08-31
this winter | 2025-12-01 | 2026-02-28
early this winter | 2025-12-01 | 2025-12-31
next summer | 2026-06-01 | 2026-08-31 | >
last Christmas | 2025-12-25
last 29 February | 2024-02-29
5 February | 2026-02-05
Thursday, Feb. 5 | 2026-02-05
29 February | 2024-02-29
December 30 | 2025-12-30
Christmas Eve | 2025-12-24
August | 2025-08-01 | 2025-08-31
expected in August | 2026-08-01 | 2026-08-31 | >
by August, expected | | 2026-08-31 | >
early February | 2026-02-01 | 2026-02-10
the end of January | 2026-01-21 | 2026-01-31
autumn | 2025-09-01 | 2025-11-30
Q4 | 2025-10-01 | 2025-12-31
28 December – 3 January | 2025-12-28 | 2026-01-03
Sunday, 28 December – Saturday, 3 January | 2025-12-28 | 2026-01-03
Monday, 9 p.m. – Tuesday, 3 a.m. | 2026-02-02 21:00 | 2026-02-03 03:00
2–4 February | 2026-02-02 | 2026-02-04
by Friday | | 2026-02-06
since Monday | 2026-02-02 |
since May | 2025-05-01 |
since last summer | 2025-06-01 |
before last week | | 2026-01-25
May '68 | 1968-05-01 | 1968-05-31
the summer of '69 | 1969-06-01 | 1969-08-31
Feb. 5, '26 | 2026-02-05
the '90s | 1990-01-01 | 1999-12-31
the late nineties | 1997-01-01 | 1999-12-31
the '30s | 1930-01-01 | 1939-12-31
"""

NOT_READ = """
one foggy morning
shortly before the war
the day after
some time later
5 Febuary 2026
05/02/2026
21
800
12345
2026-2-5
Q5 2021
three weeks
the following day
the turn of the century
midweek
the next day
the previous year
the last week
over a decade ago
the fifth Friday of April 2025
May 68
summer 2023–24
March 2023 and 2024
–2019
5 May 2021 –
10–2 a.m., 5 May 2025
5 May 2021 GMT
winter 2021–25
May June 2021
5 May 6 May 2021
Tuesday–Wednesday, 4 February 2026
2019–2020–2021
before 2019–2021
from – to
13 p.m., 5 May 2025
9-1 am, 5 May 2025
25:00, 5 May 2025
9 p.m., May 2025
early morning 2021
week 12 of May
the 40th of last decade
15th
"""
