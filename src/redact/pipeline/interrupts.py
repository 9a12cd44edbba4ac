"""Ctrl-C may meet the work, and is to wait while a library keeps its books on it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Noted:
    """Handles an interrupt by noting it; a second one does not wait."""

    came = False

    def __call__(self, *_: object) -> None:
        if self.came:
            raise KeyboardInterrupt
        self.came = True


@contextmanager
def held() -> Iterator[None]:
    """Let an interrupt wait until the block ends, or until a block inside lets it through.

    Raises:
        KeyboardInterrupt: one came that was not let through, or a second one.
    """
    before = signal.getsignal(signal.SIGINT)
    main = threading.current_thread() is threading.main_thread()
    if not main or before is not signal.default_int_handler:
        yield
        return
    noted = _Noted()
    signal.signal(signal.SIGINT, noted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if noted.came:
        raise KeyboardInterrupt


@contextmanager
def let_through() -> Iterator[None]:
    """Let interrupts come in a block inside of one that holds them, also one that waits already.

    Raises:
        KeyboardInterrupt: one came before or comes now.
    """
    before = signal.getsignal(signal.SIGINT)
    if not isinstance(before, _Noted):
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        if before.came:
            before.came = False
            raise KeyboardInterrupt
        yield
    finally:
        signal.signal(signal.SIGINT, before)
