"""A real Chromium on the demo's data; skipped, with the reason, where there is none."""

from __future__ import annotations

import importlib.util
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
Open = Callable[..., Any]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that `meoktong demo` makes."""
    from click.testing import CliRunner

    from detector.cli.commands import meoktong

    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEOKTONG_DATA", str(folder / "data"))
        done = CliRunner().invoke(meoktong, ["demo", "--folder", str(folder)])
    assert done.exit_code == 0, done.output
    return folder / "demo.db"


@pytest.fixture(scope="session")
def site(demo: Path) -> Iterator[str]:
    """The address of the page on the demo's data."""
    import uvicorn

    from detector.page.app import create_app
    from detector.page.settings import PageSettings
    from models.database import open_database

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    database = open_database(f"sqlite:///{demo}")
    app = create_app(database, PageSettings(takes_claims=True))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    running.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    running.join(10)
    database.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser here: none of {', '.join(CHROMIUM)} is installed")
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("no browser here: playwright is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, site: str) -> Iterator[Open]:
    """Return a page at an address, in a window of its own."""
    contexts = []

    def opened(path: str, *, width: int = 1200, **how: Any) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale="ko-KR", **how
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(site + path)
        return page

    yield opened
    for context in contexts:
        context.close()
