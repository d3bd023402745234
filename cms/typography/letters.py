"""The characters that the checks speak of, as parts of classes in regular expressions."""

#: Letters of Arabic, with those that other languages of the script added; no marks and no tatweel.
ARABIC = "\u0620-\u063f\u0641-\u064a\u0671-\u06d3\u06d5\u06fa-\u06ff"
#: Marks on Arabic letters: vowels, shadda, dagger alef, Quranic signs.
MARKS = "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
TATWEEL = "\u0640"

WESTERN, ARABIC_INDIC, EASTERN = "0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"
DIGITS = f"{WESTERN}{ARABIC_INDIC}{EASTERN}"
