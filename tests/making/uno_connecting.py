"""A running LibreOffice as its own Python reaches it: its desktop, and commands as a person gives them in a menu."""

import time
from typing import Any

import uno  # type: ignore[import-not-found]  # belongs to LibreOffice's own Python
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

_WAIT_SECONDS = 600


class Office:
    """What listens at `where`, such as `socket,host=127.0.0.1,port=2002`, once it is there."""

    def __init__(self, where: str) -> None:
        context = _connected(where)
        self.desktop: Any = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self._dispatcher = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", context
        )

    def do(self, document: Any, command: str, *arguments: Any) -> None:
        """Give a command to a document's window."""
        self._dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{command}", "", 0, arguments)


def at_port(port: str) -> Office:
    """The one that listens at a port of this machine."""
    return Office(f"socket,host=127.0.0.1,port={port}")


def _connected(where: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:{where};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
