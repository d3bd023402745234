"""One computes, the others wait."""

from threading import Event, Thread
from time import monotonic

from cms.caching.flights import Flights


def test_first_computes_and_others_do_not():
    flights = Flights()
    assert flights.begin("a")
    assert not flights.begin("a")
    assert flights.begin("b")
    flights.end("a")
    assert flights.begin("a")


def test_those_who_wait_go_on_when_the_first_is_done():
    flights, waiting, outcomes = Flights(), Event(), []
    flights.begin("a")

    def wait():
        waiting.set()
        outcomes.append(flights.wait("a", monotonic() + 30))

    threads = [Thread(target=wait) for _ in range(5)]
    for thread in threads:
        thread.start()
    waiting.wait()
    flights.end("a")
    for thread in threads:
        thread.join(10)
    assert outcomes == [True] * 5


def test_nobody_waits_for_ever():
    flights = Flights()
    flights.begin("a")
    assert not flights.wait("a", monotonic() + 0.01)
    assert not flights.wait("a", monotonic() - 1)
