"""How names are found while they are typed: the forms of a word, what the index holds, and what is marked."""

import pytest

from cms.arabic.beginnings import Typed, forms, indexed, part


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("تواصل", ("تواصل",)),
        ("التواصل", ("التواصل", "تواصل")),
        ("والتواصل", ("والتواصل", "التواصل", "تواصل")),
        ("بالتواصل", ("بالتواصل", "التواصل", "تواصل")),
        ("للتواصل", ("للتواصل", "التواصل", "تواصل")),
        ("وبالتواصل", ("وبالتواصل", "بالتواصل", "التواصل", "تواصل")),
        ("بتواصل", ("بتواصل", "تواصل")),
        ("ورد", ("ورد",)),
        ("ال", ("ال",)),
        ("facebook", ("facebook",)),
    ],
)
def test_a_word_has_forms_without_what_is_attached(word, wanted):
    assert forms(word) == wanted


def test_the_index_holds_each_form_of_each_word_and_those_of_the_first_apart():
    assert indexed(["شبكات التواصُل", "٢٠٢٦", "", "!"], "ar").split() == [
        "zqxarxشبكات",
        "zqxarxالتواصل",
        "zqxarxتواصل",
        "zqyaryشبكات",
        "zqxarx2026",
        "zqyary2026",
    ]


def test_what_is_looked_for_are_whole_words_and_a_beginning():
    asked = Typed(("شبكات", "التو"), ("ar",))
    assert [(each.forms, each.is_beginning) for each in asked.anywhere()] == [
        (("zqxarxشبكات",), False),
        (("zqxarxالتو", "zqxarxتو"), True),
    ]
    assert [(each.forms, each.is_beginning) for each in asked.at_the_beginning()] == [
        (("zqyaryشبكات",), False),
        (("zqxarxالتو", "zqxarxتو"), True),
    ]
    assert [(each.forms, each.is_beginning) for each in Typed(("شب",), ("ar", "pt-BR")).at_the_beginning()] == [
        (("zqyaryشب", "zqyptbryشب"), True)
    ]


@pytest.mark.parametrize(
    ("word", "typed", "is_beginning", "bounds"),
    [
        ("التواصل", "توا", True, (2, 5)),
        ("التواصل", "التوا", True, (0, 5)),
        ("تواصل", "التوا", True, (0, 3)),
        ("للتواصل", "التوا", True, (0, 7)),
        ("والتواصل", "تواصل", False, (3, 8)),
        ("التواصل", "توا", False, None),
        ("التواصل", "واصل", True, None),
    ],
)
def test_the_part_that_was_typed(word, typed, is_beginning, bounds):
    assert part(word, typed, is_beginning=is_beginning) == bounds
