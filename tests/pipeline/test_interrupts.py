"""An interrupt waits while books are kept and comes when work is done; no second one waits."""

import signal
import threading
from collections.abc import Iterator

import pytest

from redact.pipeline.interrupts import held, let_through


@pytest.fixture(autouse=True)
def usual_handler() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def test_an_interrupt_waits_for_the_end_of_the_block() -> None:
    done = []

    def keep_books() -> None:
        with held():
            interrupt()
            done.append("books")

    with pytest.raises(KeyboardInterrupt):
        keep_books()

    assert done == ["books"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_interrupt_that_waits_comes_before_the_work_begins() -> None:
    done = []

    def work() -> None:
        with let_through():
            done.append("work")

    with held():
        interrupt()
        with pytest.raises(KeyboardInterrupt):
            work()
        done.append("books")

    assert done == ["books"]


def test_an_interrupt_meets_the_work_at_once_and_the_books_after_it_never() -> None:
    done = []

    def work() -> None:
        with let_through():
            interrupt()
            done.append("work")

    def whole() -> None:
        with held():
            with pytest.raises(KeyboardInterrupt):
                work()
            interrupt()
            done.append("books")

    with pytest.raises(KeyboardInterrupt):
        whole()

    assert done == ["books"]


def test_a_second_interrupt_does_not_wait() -> None:
    done = []

    def keep_books() -> None:
        with held():
            interrupt()
            done.append("first")
            interrupt()
            done.append("second")

    with pytest.raises(KeyboardInterrupt):
        keep_books()

    assert done == ["first"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_books_inside_of_the_work_hold_an_interrupt_too() -> None:
    done = []

    def work() -> None:
        with let_through():
            with held():
                interrupt()
                done.append("books")
            done.append("work")

    with held(), pytest.raises(KeyboardInterrupt):
        work()

    assert done == ["books"]


def test_a_thread_and_another_handler_are_left_alone() -> None:
    seen = []

    def elsewhere() -> None:
        with held(), let_through():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    elsewhere()

    assert seen == [signal.default_int_handler, signal.SIG_IGN]
