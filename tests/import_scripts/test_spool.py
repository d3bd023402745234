"""Values of a long run, in memory and beyond it."""

import pytest

from import_scripts import spool
from import_scripts.spool import Spool


@pytest.mark.parametrize("size", [10, 1_000_000])
def test_values_come_back_in_their_order_as_often_as_asked(monkeypatch, size):
    monkeypatch.setattr(spool, "IN_MEMORY", size)
    kept: Spool[tuple[str, int]] = Spool(list, tuple)
    assert list(kept) == []
    kept.add(("أ\nب", 1), ("\udcff", 2))
    assert list(kept) == list(kept) == [("أ\nب", 1), ("\udcff", 2)]
    kept.add(("ج", 3))
    assert [number for _, number in kept] == [1, 2, 3]
    assert kept._file._rolled is (size == 10)
