"""Published tests for trend, and Fingertips figures with the recent trend shown beside them."""

# Rosner B. Fundamentals of biostatistics: breast cancer by age at first birth in five groups (data of
# MacMahon and others, 1970), chi-square test for trend in proportions: cases, women, and the numerator A
# of the statistic as printed.
BREAST_CANCER = (320, 1206, 1011, 463, 220)
WOMEN = (1742, 5638, 3904, 1555, 626)
BREAST_CANCER_NUMERATOR = 567.16

# Fleiss JL. Statistical methods for rates and proportions, 2nd ed. 1981, p. 139: smokers among lung
# cancer patients in four studies, as printed by R's prop.trend.test, to four decimals.
SMOKERS = (83, 90, 129, 70)
PATIENTS = (86, 93, 136, 82)
SMOKERS_CHI_SQUARE = 8.2249

# Infected among thirty animals at each of three doses, influentialpoints.com, "Chi square test for
# trend": the statistic with the variance over N - 1, which is (N - 1)/N of Cochran's and Armitage's.
INFECTED, EACH, INFECTED_CHI_SQUARE = (5, 14, 18), 30, 11.51

# Department of Health and Social Care, Fingertips (https://fingertips.phe.org.uk), Open Government
# Licence v3.0, years 2020 to 2024; each with the recent trend that the site showed, as recorded in the
# tests of FingertipsNext (https://github.com/dhsc-govuk/FingertipsNext).
# 241 Diabetes: QOF prevalence, England: increasing.
DIABETES = (3455176, 3491868, 3625401, 3774801, 3938080)
DIABETES_OF = (48783947, 49122259, 49956777, 50649129, 51441896)
# 30309 MMR for one dose at 2 years, Yorkshire and the Humber: decreasing and getting worse.
VACCINATED = (57274, 55865, 53681, 51767, 53185)
VACCINATED_OF = (61834, 60511, 59074, 57508, 59028)
VACCINATED_LIMITS = (
    (92.6254, 92.3221, 90.8708, 90.017, 90.1013),
    (92.4168, 92.1072, 90.6358, 89.7694, 89.8578),
    (92.8288, 92.5315, 91.1004, 90.2594, 90.3396),
)
# 41203 Preventable sight loss from diabetic eye disease, England, crude rate: increasing and getting worse.
EYES = (
    (2.935, 1.93028, 2.7567, 2.8701, 3.0121),
    (2.7841, 1.8085, 2.6113, 2.7225, 2.8616),
    (3.0919, 2.058, 2.9082, 3.0237, 3.1683),
)
