"""The shape of File 7 and File 10 of the Indices of Deprivation, with invented numbers and few places."""

import io
from functools import cache

import xlsxwriter

from .fake import Answer, Question

FILE_7 = (
    "\ufeffLSOA code (2011),LSOA name (2011),Local Authority District code (2019),"
    "Local Authority District name (2019),Index of Multiple Deprivation (IMD) Score,"
    "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),"
    "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),"
    "Income Score (rate),Income Rank (where 1 is most deprived),"
    '"Education, Skills and Training Score","Education, Skills and Training Rank (where 1 is most deprived)",'
    "Income Deprivation Affecting Children Index (IDACI) Score (rate),Wider Barriers Sub-domain Score,"
    'Total population: mid 2015 (excluding prisoners),"Dependent Children aged 0-15: mid 2015 (excluding prisoners) "\r\n'
    'E01000001,Nowhere 001A,E06000032,Luton,60.1,1,1,0.4,2,50.5,1,0.5,2.1,"1,296",300\r\n'
    'E01000002,Nowhere 001B,E06000032,Luton,30.2,2,5,0.5,1,20.5,3,0.4,1.1,"2,004",400\r\n'
    "E01000003,Nowhere 001C,E06000033,Southend-on-Sea,10.3,3,10,0.1,3,30.5,2,0.1,0.1,990,100\r\n"
).encode()
SUMMARY = (
    "IMD - Average rank ", "IMD - Rank of average rank ", "IMD - Average score ", "IMD - Rank of average score ",
    "IMD - Proportion of LSOAs in most deprived 10% nationally ",
    "IMD - Rank of proportion of LSOAs in most deprived 10% nationally ",
    "IMD 2019 - Extent ", "IMD 2019 - Rank of extent ", "IMD 2019 - Local concentration ",
    "IMD 2019 - Rank of local concentration ",
)  # fmt: skip
PLACES = ("Local Authority District code (2019)", "Local Authority District name (2019)")


@cache
def file_10(score=45.15):
    """Return a workbook of summaries with an empty sheet of notes before it, as the ministry's has."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("Notes")
        sheet = book.add_worksheet("IMD")
        sheet.write_row(0, 0, [*PLACES, *SUMMARY])
        sheet.write_row(1, 0, ["E06000032", "Luton", 2.5, 1, score, 1, 0.5, 1, 0.6, 1, 2.9, 1])
        sheet.write_row(2, 0, ["E06000033", "Southend-on-Sea", 1, 2, 10.3, 2, 0, 2, 0, 2, 1, 2])
        crime = book.add_worksheet("Crime")
        crime.write_row(0, 0, [*PLACES, "Crime - Average score ", "Crime - Rank of average score "])
        crime.write_row(1, 0, ["E06000032", "Luton", 0.4, 1])
        crime.write_row(2, 0, ["E06000033", "Southend-on-Sea", 0.1, 2])
    return file.getvalue()


def revised(question: Question) -> Answer:
    """Return the same with a higher score in Luton."""
    return Answer(file_10(46.25), answer(question).kind)


def answer(question: Question) -> Answer:
    """Return an attachment, as assets.publishing.service.gov.uk serves it."""
    if question.path.endswith("File_7.csv"):
        return Answer(FILE_7)
    if question.path.endswith("File_10.xlsx"):
        return Answer(file_10(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    return Answer(b"Not found", "text/plain", 404)
