"""Typography: what is found, where, and what is suggested."""

import pytest

from cms.typography import Finding, Kind, check, punctuation


def found(text: str, language: str = "ar") -> list[tuple[str, str, str | None]]:
    return [(finding.kind.value, finding.excerpt, finding.suggestion) for finding in check(text, language)]


def test_a_finding_tells_kind_place_excerpt_and_suggestion():
    assert check("ذهبت الي السوق", "ar") == [Finding(Kind.HAMZA, 5, 8, "الي", "إلى")]


@pytest.mark.parametrize(
    ("text", "excerpt", "suggestion"),
    [
        ("الصور, والقصص", "الصور,", "الصور،"),
        ("الصور; والقصص", "الصور;", "الصور؛"),
        ("ما هي الشبكات?", "الشبكات?", "الشبكات؟"),
        ("أحقًّا??", "أحقًّا??", "أحقًّا؟؟"),
        ("أهذا صحيح?!", "صحيح?!", "صحيح؟!"),
        ("منصة Facebook, ومنصة أخرى", "Facebook,", "Facebook،"),
        ("منصة أخرى, Facebook", "أخرى,", "أخرى،"),
        ("زر www.example.org, ثم عد", "www.example.org,", "www.example.org،"),
        ("في عام 2026, بدأ", "2026,", "2026،"),
        ("هل بدأ عام 2026?", "2026?", "2026؟"),
        ("قال «نعم», ثم مضى", "«نعم»,", "«نعم»،"),
        ("وسم #رمضان, كلمة", "#رمضان,", "#رمضان،"),
        ("في 2010, 2020, وبعدها", "2020,", "2020،"),
    ],
)
def test_latin_signs_in_arabic(text, excerpt, suggestion):
    assert found(text) == [("foreign_punctuation", excerpt, suggestion)]


@pytest.mark.parametrize(
    ("text", "excerpt", "suggestion"),
    [
        ("pictures، and stories", "pictures،", "pictures,"),
        ("pictures؛ and stories", "pictures؛", "pictures;"),
        ("What is it؟", "it؟", "it?"),
    ],
)
def test_arabic_signs_in_english(text, excerpt, suggestion):
    assert found(text, "en") == [("foreign_punctuation", excerpt, suggestion)]


@pytest.mark.parametrize(
    ("text", "excerpt", "suggestion"),
    [
        ("كلمة  كلمة", "كلمة  كلمة", "كلمة كلمة"),
        ("كلمة.   كلمة", "كلمة.   كلمة", "كلمة. كلمة"),
        ("كلمة\xa0 كلمة", "كلمة\xa0 كلمة", "كلمة كلمة"),
        ("one \t two", "one \t two", "one two"),
    ],
)
def test_double_spaces(text, excerpt, suggestion):
    assert found(text) == [("double_space", excerpt, suggestion)]


@pytest.mark.parametrize(
    ("text", "excerpt", "suggestion"),
    [
        ("كلمة ، كلمة", "كلمة ،", "كلمة،"),
        ("كلمة  ، كلمة", "كلمة  ،", "كلمة،"),
        ("مَدٌّ ، كلمة", "مَدٌّ ،", "مَدٌّ،"),
        ("ما هذا ؟", "هذا ؟", "هذا؟"),
        ("انتهى .", "انتهى .", "انتهى."),
        ("مثال :", "مثال :", "مثال:"),
        ("كلمة ( كلمة)", "( كلمة)", "(كلمة)"),
        ("«كلمة »", "«كلمة »", "«كلمة»"),
        ("منصة Facebook ، كلمة", "Facebook ،", "Facebook،"),
        ("عام 2026 ، كلمة", "2026 ،", "2026،"),
        ("a word !", "word !", "word!"),
        ("a word , a word", "word ,", "word,"),
    ],
)
def test_spaces_before_a_sign(text, excerpt, suggestion):
    assert found(text, "en" if text.isascii() else "ar") == [("space_before", excerpt, suggestion)]


@pytest.mark.parametrize(
    ("text", "excerpt", "suggestion"),
    [
        ("الصور،والقصص", "الصور،والقصص", "الصور، والقصص"),
        ("أحقًّا؟نعم", "أحقًّا؟نعم", "أحقًّا؟ نعم"),
        ("الصور،(كلها)", "الصور،(كلها)", "الصور، (كلها)"),
        ("منصات،Facebook", "منصات،Facebook", "منصات، Facebook"),
        ("انتهى.وبدأ", "انتهى.وبدأ", "انتهى. وبدأ"),
        ("قالوا:نعم", "قالوا:نعم", "قالوا: نعم"),
        ("عام 2026،وفيه", "2026،وفيه", "2026، وفيه"),
        ("pictures,stories", "pictures,stories", "pictures, stories"),
        ("It works.Then it", "works.Then", "works. Then"),
        ("Why?Because it", "Why?Because", "Why? Because"),
    ],
)
def test_spaces_that_are_missing_after_a_sign(text, excerpt, suggestion):
    assert found(text, "en" if text.isascii() else "ar") == [("space_missing", excerpt, suggestion)]


@pytest.mark.parametrize(
    ("text", "excerpt", "suggestion"),
    [
        ("اللغة العـــربية", "العـــربية", "العربية"),
        ("جمـيل جدًا", "جمـيل", "جميل"),
        ("مُحَـمَّد", "مُحَـمَّد", "مُحَمَّد"),
        ("عن بـفيسبوك", "بـفيسبوك", "بفيسبوك"),
    ],
)
def test_tatweel(text, excerpt, suggestion):
    assert found(text) == [("tatweel", excerpt, suggestion)]


@pytest.mark.parametrize(
    ("text", "excerpt", "suggestion"),
    [
        ("بين 2010 و2020 ثم ٢٠٢٦", "٢٠٢٦", "2026"),
        ("بين ٢٠١٠ و٢٠٢٠ ثم 2026", "2026", "٢٠٢٦"),
        ("في 2010 ثم ٢٠٢٠", "٢٠٢٠", "2020"),
        ("في ٢٠١٠ و٢٠٢٠، 2.9 مليار", "2.9", "٢٫٩"),
        ("في ٢٠١٠ و٢٠٢٠، 1,000,000.5", "1,000,000.5", "١٬٠٠٠٬٠٠٠٫٥"),
        ("في 2010 و2020، ١٬٠٠٠٫٥", "١٬٠٠٠٫٥", "1,000.5"),
        ("في ٢٠١٠ ثم ۲۰۲۰", "۲۰۲۰", "٢٠٢٠"),
        ("في ٢٠١٠ و12/5/2026 و٣", "و12/5/2026", "و١٢/٥/٢٠٢٦"),
        ("في ٢٠١٠ و20٢٦", "و20٢٦", "و٢٠٢٦"),
    ],
)
def test_mixed_digits(text, excerpt, suggestion):
    assert found(text) == [("mixed_digits", excerpt, suggestion)]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("ذهب الي السوق", "إلى"),
        ("ذهب الى السوق", "إلى"),
        ("والى السوق", "وإلى"),
        ("هذا او ذاك", "أو"),
        ("ظن انه ذهب", "أنه"),
        ("انه ذهب", "إنه"),
        ("قال انه ذهب", "إنه"),
        ("ذهب. انه هنا", "إنه"),
        ("يعرف ان هذا", "أن"),
        ("ان هذا", "إن"),
        ("قال ان هذا", "إن"),
        ("سنعود ان شاء الله", "إن"),
        ("فانه ذهب", "فإنه"),
        ("لانها هنا", "لأنها"),
        ("هذا ايضًا", "أيضًا"),
        ("هذا ايضاً", "أيضاً"),
        ("اذا جاء", "إذا"),
        ("من الاعمال", "الأعمال"),
        ("في الاعلام", "الإعلام"),
        ("عبر الانترنت", "الإنترنت"),
        ("بالالكتروني", "بالإلكتروني"),
        ("للاطفال", "للأطفال"),
        ("وباكثر من", "وبأكثر"),
        ("هو الاول", "الأول"),
        ("مرة اخرى", "أخرى"),
        ("الان", "الآن"),
        ("في امريكا", "أمريكا"),
    ],
)
def test_missing_hamzas(text, suggestion):
    assert [(kind, right) for kind, _excerpt, right in found(text)] == [("hamza", suggestion)]


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("فتح (القوس ولم يغلقه", "(القوس"),
        ("أغلق القوس) ولم يفتحه", "القوس)"),
        ("قال «نعم ومضى", "«نعم"),
        ("قال نعم» ومضى", "نعم»"),
        ("قال “نعم ومضى", "“نعم"),
        ('قال "نعم ومضى', '"نعم'),
        ("قال ﴿كذا", "﴿كذا"),
        ("((مرتان)", "((مرتان)"),
    ],
)
def test_unbalanced_pairs_have_no_suggestion(text, excerpt):
    assert found(text) == [("unbalanced", excerpt, None)]


def test_findings_come_in_the_order_of_their_places():
    kinds = [kind for kind, _excerpt, _suggestion in found("ذهب الي  السوق , ثم عاد")]
    assert kinds == ["hamza", "double_space", "foreign_punctuation", "space_before"]


class _Counting(str):
    """A text that counts the characters that are copied out of it."""

    copied = 0

    def __getitem__(self, place):
        found = super().__getitem__(place)
        self.copied += len(found)
        return found


@pytest.mark.parametrize(
    ("text", "check_signs"), [("ب," * 2_000, punctuation.latin), ("a؟" * 2_000, punctuation.arabic)]
)
def test_of_a_long_text_only_the_words_at_a_sign_are_copied(text, check_signs):
    counting = _Counting(text)
    assert len(list(check_signs(counting, text))) == 2_000
    assert counting.copied < 200 * len(text)
