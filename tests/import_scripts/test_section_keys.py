"""A section keeps its key while the text around it changes."""

from import_scripts.merging import fingerprint
from import_scripts.outline import Kind, Section
from import_scripts.section_keys import section_keys


def _written(**sections):
    return {key: {"title": fingerprint(s.title), "kind": fingerprint(s.kind.value)} for key, s in sections.items()}


def test_a_kind_that_stands_alone_is_the_key():
    assert section_keys((Section("أ", Kind.TYPES), Section("ب", Kind.IMPORTANCE))) == ("types", "importance")


def test_other_sections_go_by_kind_and_folded_title():
    sections = (Section("الخاتمة", Kind.OTHER), Section("أهميّة", Kind.TYPES), Section("اهمية", Kind.TYPES))
    assert section_keys(sections) == ("other/الخاتمه", "types/اهميه", "types/اهميه/2")


def test_a_long_title_fits_a_record():
    keys = section_keys((Section("ا" * 255, Kind.OTHER), Section("ا" * 255, Kind.OTHER)))
    assert [len(key) for key in keys] == [190, 192]


def test_a_second_section_of_a_kind_leaves_the_first_its_key():
    first, second = Section("أنواع", Kind.TYPES), Section("أنواع أخرى", Kind.TYPES)
    assert section_keys((second, first), _written(types=first)) == ("types/انواع اخري", "types")


def test_a_section_that_stands_alone_again_keeps_its_key():
    first = Section("أنواع", Kind.TYPES)
    assert section_keys((first,), _written(**{"types/x": first, "types/y": Section("ب", Kind.TYPES)})) == ("types/x",)


def test_a_new_title_takes_the_key_of_its_kind():
    assert section_keys((Section("جديد", Kind.TYPES),), _written(types=Section("قديم", Kind.TYPES))) == ("types",)
