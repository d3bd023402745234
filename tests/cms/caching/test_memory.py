"""The memory that the processes of a host share."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cms.caching.memory import FIRST_SLOT, Versions
from cms.caching.tags import SLOTS, below, linked, listed, row, slot_of, slots_of, slug, translations, whole


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "versions"


def _begun(path: Path | None, position: int = 10) -> Versions:
    memory = Versions(path)
    with memory.locked():
        memory.begin(7, position)
    return memory


def test_a_mark_outdates_what_was_made_before_it_and_nothing_else():
    memory = _begun(None)
    with memory.locked():
        memory.mark([3], 11)
    assert memory.position == 11
    assert not memory.are_unchanged([1, 2, 3], 10)
    assert memory.are_unchanged([1, 2, 3], 11)
    assert memory.are_unchanged([1, 2], 10)


def test_a_memory_that_begins_knows_nothing_of_what_was_before(path):
    memory = _begun(path)
    assert (memory.epoch, memory.position) == (7, 10)
    assert memory.are_unchanged(range(SLOTS), 10)
    assert not memory.are_unchanged([0], 9)
    assert not memory.are_unchanged([SLOTS - 1], 9)


def test_marking_everything_leaves_nothing_unchanged():
    memory = _begun(None)
    with memory.locked():
        memory.mark_everything(11)
    assert min(memory.words[FIRST_SLOT:]) == memory.position == 11


def test_a_new_memory_holds_nothing_that_could_be_kept(path):
    assert Versions(path).epoch == 0


def test_processes_share_what_stands_at_one_path(path):
    memory, other = _begun(path), Versions(path)
    script = (
        "import sys, pathlib; from django.conf import settings; settings.configure();"
        "from cms.caching.memory import Versions; memory = Versions(pathlib.Path(sys.argv[1]))\n"
        "with memory.locked(): memory.mark([5], 12)"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True)
    assert memory.position == other.position == 12
    assert not memory.are_unchanged([5], 11)


def test_nobody_else_can_read_the_memory(path):
    _begun(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_others_can_write_is_refused(path):
    path.touch()
    path.chmod(0o666)
    with pytest.raises(PermissionError, match="VERSIONS_DIR"):
        Versions(path)


def test_a_link_is_not_followed(path, tmp_path):
    (tmp_path / "other").touch(mode=0o600)
    path.symlink_to(tmp_path / "other")
    with pytest.raises(OSError, match="symbolic links"):
        Versions(path)


def test_one_process_writes_at_a_time(path):
    memory = _begun(path)
    reading, writing = os.pipe()
    with memory.locked():
        if not (child := os.fork()):
            with memory.locked():
                os.write(writing, b"x")
            os._exit(0)
        os.set_blocking(reading, False)
        with pytest.raises(BlockingIOError):
            os.read(reading, 1)
    os.waitpid(child, 0)
    assert os.read(reading, 1) == b"x"
    os.close(reading)
    os.close(writing)


def test_a_memory_whose_file_was_replaced_is_opened_anew(path):
    memory = _begun(path)
    path.unlink()
    other = _begun(path, 20)
    memory.renew()
    assert memory.position == 20
    with memory.locked():
        memory.mark([5], 21)
    assert other.position == 21


def test_slots_are_the_same_for_ever():
    assert slot_of("page.1") == 69_332
    assert slots_of(["page.1", "page.1"]) == (69_332,)
    assert 0 <= slot_of("slug.page.شبكات") < SLOTS


def test_tags_are_spelled_as_agreed():
    key = "1c82028c-a22c-49a9-aded-e32dc9e62d8c"
    assert whole("wagtailcore_page") == "t.wagtailcore_page"
    assert row("page", 12) == "page.12"
    assert listed("articlepage", "ar") == "list.articlepage.ar"
    assert listed("picture") == "list.picture"
    assert slug("page", "home") == "slug.page.home"
    assert translations(key) == translations(key.replace("-", "")) == "translations.1c82028ca22c49a9adede32dc9e62d8c"
    assert below("00010001") == "below.00010001"
    assert linked("pages_sectionmention", "platform_id", 5) == "pages_sectionmention.platform_id.5"
