"""Runs the examples of a document as its reader would, in a folder and a home of their own."""

from __future__ import annotations

import configparser
import contextlib
import doctest
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from documents import ROOT, Block, Example, examples_of

from models.config import cache_folder

_AGE = re.compile(
    r"방금|(\d+(년|개월|주|일|시간|분|초) ?)+(전|째)|\d+ (days?|hours?|minutes?) ago|just now"
)
#: Months of today and of all days to come; the days of the examples are before them.
_LATE = r"20(?:26(?P<mark>[-.]) ?(?:0?[6-9]|1[0-2])|(?:2[7-9]|[3-9]\d)(?P<mark_2>[-.]) ?\d+)"
_NOW = re.compile(_LATE + r"[-.] ?\d+\.?(\(.\))?([ T]\d\d:\d\d(:\d\d\+09:00)?)?")
_TOOK = re.compile(r"\b\d+\.\d초")
_PORT = re.compile(r"127\.0\.0\.1:\d+")
#: Lines that differ from run to run in no way that a reader cares for.
_SIMPLER = (
    (_AGE, "〈얼마〉"),
    (_NOW, "〈때〉"),
    (_TOOK, "〈걸린 때〉"),
    (_PORT, "127.0.0.1:〈포트〉"),
)
#: A child that reaches out beyond this machine fails as it would without a network.
_NO_NETWORK = """
import ipaddress, socket
_connect = socket.socket.connect
def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and not ipaddress.ip_address(address[0]).is_loopback:
        raise OSError(101, "no network in an example")
    return _connect(self, address)
socket.socket.connect = connect
"""


#: Ports that the documents name; free ones take their place here.
PORTS = ("8321", "8765")
_MAKE = """[ "$*" = demo ] || exit 2
cp -r "{demo}" demo && mkdir -p .venv/bin && ln -sf "{bin}/meoktong" .venv/bin/meoktong &&
: > .venv/bin/activate && cat demo/shown.txt"""


class Reader:
    """Somebody who types the examples of one document, one after another."""

    def __init__(self, home: Path, demo: Path, language: str = "ko") -> None:
        self.folder = home / "meoktong"
        self._bin = home / "bin"
        for folder in (self.folder, self._bin):
            folder.mkdir(parents=True)
        self._ports = {port: str(_free_port()) for port in PORTS}
        self._python: dict[str, Any] = {}
        self._shim("meoktong", f'exec "{sys.executable}" -W ignore -m detector.cli "$@"')
        self._shim("python", f'exec "{sys.executable}" "$@"')
        # The one demo of this run of the tests stands for what `make demo` makes.
        self._shim("make", _MAKE.format(demo=demo, bin=self._bin))
        (self._bin / "sitecustomize.py").write_text(_NO_NETWORK, encoding="utf-8")
        kept = {key: value for key, value in os.environ.items() if not key.startswith("MEOKTONG_")}
        self.environment = kept | {
            "HOME": str(home), "MEOKTONG_CACHE": str(cache_folder()), "MEOKTONG_LANG": language,
            "PATH": f"{self._bin}:{os.environ['PATH']}", "PYTHONPATH": f"{self._bin}:{ROOT}",
            "COLUMNS": "80", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "TERM": "dumb",
        }  # fmt: skip
        self.environment.pop("XDG_DATA_HOME", None)

    def _shim(self, name: str, does: str) -> None:
        file = self._bin / name
        file.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        file.chmod(0o755)

    def read(self, block: Block) -> None:
        """Do what a block says. Fails the test where it does otherwise."""
        if block.file is not None:
            path = self.folder / block.file.replace("~", self.environment["HOME"])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self._with_ports(block.text), encoding="utf-8")
        check = {"json": _json, "toml": tomllib.loads, "ini": _ini}.get(block.language)
        if check is not None:
            check(block.text)
        elif block.file is None and block.language == "python":
            self._interactive(block)
        elif block.file is None:
            self._session(block)

    def _with_ports(self, text: str) -> str:
        for port, free in self._ports.items():
            text = text.replace(port, free)
        return text

    def _interactive(self, block: Block) -> None:
        """Type a session of Python, which goes on from block to block."""
        test = doctest.DocTestParser().get_doctest(
            block.text, self._python, block.place, str(block.document), block.line
        )
        assert test.examples, f"{block.place}: no >>> in a block of Python"
        said: list[str] = []
        test.globs = self._python  # as it is, so that names last
        with contextlib.chdir(self.folder):
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
            failed = runner.run(test, out=said.append, clear_globs=False).failed
        if failed:
            pytest.fail("".join(said), pytrace=False)

    def _session(self, block: Block) -> None:
        running: list[subprocess.Popen[bytes]] = []
        try:
            for example in examples_of(block):
                command = example.typed.partition(" #")[0].strip()
                if command.startswith("export "):
                    self._export(command)
                elif command.startswith("cd "):
                    self.folder = (self.folder / command[3:]).resolve()
                elif command.endswith(" &") or command.startswith("meoktong serve"):
                    running.append(self._start(block, command.removesuffix(" &")))
                else:
                    self._type(block, example)
        finally:
            for process in running:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(timeout=30)

    def _export(self, command: str) -> None:
        for pair in shlex.split(command)[1:]:
            name, _, value = pair.partition("=")
            self.environment[name] = value.replace("$PWD", str(self.folder))

    def _start(self, block: Block, command: str) -> subprocess.Popen[bytes]:
        """Start what stays running, and return once it listens on one of the ports."""
        port = self._ports["8321" if command.startswith("meoktong serve") else "8765"]
        if command.startswith("meoktong serve"):
            command = f"{command} --port {port}"
        process = subprocess.Popen(
            ["bash", "-c", f"exec {command}"], cwd=self.folder, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        for _ in range(600):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", int(port))) == 0:
                    return process
            assert process.poll() is None, f"{block.place}: {command} ended by itself"
            time.sleep(0.1)
        raise AssertionError(f"{block.place}: {command} does not listen")

    def shown_by(self, typed: str) -> tuple[int, str]:
        """Return the status of a command line and all that it shows."""
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", self._with_ports(typed)],
            cwd=self.folder, env=self.environment, check=False, timeout=300,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return done.returncode, done.stdout.decode("utf-8-sig", "replace").replace("\r\n", "\n")

    def _type(self, block: Block, example: Example) -> None:
        status, shown = self.shown_by(example.typed)
        told = f"{block.place}: $ {example.typed}\n{shown}"
        if status:
            pytest.fail(f"status {status}, {told}", pytrace=False)
        if example.shown is not None and not matches(example.shown, shown.split("\n")):
            pytest.fail("\n".join(["the document shows otherwise than", told]), pytrace=False)


def matches(said: Sequence[str], shown: Sequence[str]) -> bool:
    """Return whether lines are as a document says; `...` there stands for whatever is left out."""
    pattern = "".join(map(_pattern, _without_blank_ends(said)))
    lines = "".join(f"{line}\n" for line in _without_blank_ends(shown))
    return re.fullmatch(pattern, lines) is not None


def _pattern(line: str) -> str:
    if line == "...":
        return r"(?:.*\n)*?"
    return ".*".join(map(re.escape, line.split("..."))) + r"\n"


def _without_blank_ends(lines: Sequence[str]) -> list[str]:
    return "\n".join(map(_simple, lines)).strip("\n").split("\n")


def _simple(line: str) -> str:
    for form, instead in _SIMPLER:
        line = form.sub(instead, line)
    return line.rstrip()


def _json(text: str) -> None:
    try:
        json.loads(text)
    except json.JSONDecodeError:
        for line in text.strip().split("\n"):
            json.loads(line)


def _ini(text: str) -> None:
    class Parser(configparser.RawConfigParser):
        """systemd lets a key stand twice, and minds its case."""

        def optionxform(self, optionstr: str) -> str:
            return optionstr

    Parser(strict=False).read_string(text)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
