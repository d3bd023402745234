"""Results are kept for short texts, a number of them, and for no long one."""

from cms.remembering import remembered


def test_results_for_short_texts_alone_are_kept():
    worked = []

    @remembered(2, longest=3)
    def length(text, base=0):
        """How long a text is."""
        worked.append(text)
        return base + len(text)

    assert [length("abc"), length("abc"), length("abc", 1)] == [3, 3, 4]
    assert [length("abcd"), length("abcd", base=1)] == [4, 5]
    assert worked == ["abc", "abc", "abcd", "abcd"]
    assert (length.__doc__, length.cache_info().currsize) == ("How long a text is.", 2)
    length.cache_clear()
    assert length.cache_info().currsize == 0
