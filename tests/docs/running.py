"""Runs the examples of a document as its reader would, in a folder and a home of their own."""

from __future__ import annotations

import configparser
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from documents import ROOT, Block, Example, examples_of

_AGE = re.compile(r"(\d+(년|개월|주|일|시간|분|초) ?)+(전|째)|\d+ (days?|hours?|minutes?) ago")
_NOW = re.compile(r"20(2[6-9]|[3-9]\d)\. \d+\. \d+\.(\(.\))?( \d\d:\d\d)?|20(2[6-9]|[3-9]\d)-\d\d-\d\dT[\d:+]+")
_TOOK = re.compile(r"\b\d+\.\d초")
_PORT = re.compile(r"127\.0\.0\.1:\d+")
#: Lines that differ from run to run in no way that a reader cares for.
_SIMPLER = ((_AGE, "〈얼마〉"), (_NOW, "〈때〉"), (_TOOK, "〈걸린 때〉"), (_PORT, "127.0.0.1:〈포트〉"))
#: A child that reaches out beyond this machine fails as it would without a network.
_NO_NETWORK = '''
import ipaddress, socket
_connect = socket.socket.connect
def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and not ipaddress.ip_address(address[0]).is_loopback:
        raise OSError(101, "no network in an example")
    return _connect(self, address)
socket.socket.connect = connect
'''


class Reader:
    """Somebody who types the examples of one document, one after another."""

    def __init__(self, home: Path, demo: Path) -> None:
        self.folder = home / "meoktong"
        self._bin = home / "bin"
        for folder in (self.folder, self._bin):
            folder.mkdir(parents=True)
        port = _free_port()
        self._port = str(port)
        self._shim("meoktong", f'exec "{sys.executable}" -W ignore -m detector.cli "$@"')
        self._shim("python", f'exec "{sys.executable}" "$@"')
        # The one demo of this run of the tests stands for what `make demo` makes.
        self._shim("make", f'[ "$*" = demo ] && cp -r "{demo}" demo && cat demo/shown.txt')
        (self._bin / "sitecustomize.py").write_text(_NO_NETWORK, encoding="utf-8")
        kept = {key: value for key, value in os.environ.items() if not key.startswith("MEOKTONG_")}
        kept.pop("VIRTUAL_ENV", None)
        cache = os.environ.get("MEOKTONG_CACHE") or os.path.expanduser("~/.cache/meoktong")
        self.environment = kept | {
            "HOME": str(home), "XDG_DATA_HOME": str(home / "share"), "MEOKTONG_CACHE": cache,
            "PATH": f"{self._bin}:{os.environ['PATH']}", "PYTHONPATH": f"{self._bin}:{ROOT}",
            "COLUMNS": "80", "LC_ALL": "ko_KR.UTF-8", "NO_COLOR": "1", "TERM": "dumb",
        }  # fmt: skip

    def _shim(self, name: str, does: str) -> None:
        file = self._bin / name
        file.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        file.chmod(0o755)

    def read(self, block: Block) -> None:
        """Do what a block says. Fails the test where it does otherwise."""
        if block.file is not None:
            path = self.folder / os.path.expandvars(block.file.replace("~", str(self.folder.parent)))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        check = {"json": _json, "toml": tomllib.loads, "ini": _ini}.get(block.language)
        if check is not None:
            check(block.text)
        elif block.language == "python":
            self._type(block, Example(f"python - <<'END'\n{block.text}END", None))
        elif block.file is None:
            self._session(block)

    def _session(self, block: Block) -> None:
        background: list[subprocess.Popen[bytes]] = []
        try:
            for example in examples_of(block):
                if example.typed.startswith("export "):
                    self._export(example.typed)
                elif example.typed.startswith("cd "):
                    self.folder = (self.folder / example.typed[3:].strip()).resolve()
                elif example.typed.endswith(" &"):
                    background.append(self._start(example.typed[:-2]))
                else:
                    self._type(block, example)
        finally:
            for process in background:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(timeout=30)

    def _export(self, typed: str) -> None:
        for pair in shlex.split(typed)[1:]:
            name, _, value = pair.partition("=")
            self.environment[name] = value

    def _start(self, typed: str) -> subprocess.Popen[bytes]:
        """Start what stays running; the page on a port that is free here."""
        if typed.startswith("meoktong serve"):
            typed = f"{typed} --port {self._port}"
        return subprocess.Popen(
            ["bash", "-c", f"exec {typed}"], cwd=self.folder, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    def _type(self, block: Block, example: Example) -> None:
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", example.typed.replace("8321", self._port)],
            cwd=self.folder, env=self.environment, check=False, timeout=120,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        shown = done.stdout.decode("utf-8", "replace")
        told = f"{block.place}: $ {example.typed}\n{shown}"
        if done.returncode:
            pytest.fail(f"status {done.returncode}, {told}", pytrace=False)
        if example.shown is not None and not matches(example.shown, shown.split("\n")):
            pytest.fail("\n".join(["the document shows otherwise than", told]), pytrace=False)


def matches(said: tuple[str, ...], shown: list[str]) -> bool:
    """Return whether lines are as a document says; `...` there stands for whatever is left out."""
    wanted = "\n".join(_simple(line) for line in said).strip()
    pattern = re.escape(wanted).replace(re.escape("\n...\n"), r"\n(?:.*\n)*?")
    pattern = re.sub(rf"^{re.escape('...')}\\?\n", r"(?:.*\\n)*?", pattern)
    pattern = re.sub(rf"\\?\n{re.escape('...')}$", r"(?:\\n.*)*", pattern)
    pattern = pattern.replace(re.escape("..."), ".*")
    return re.fullmatch(pattern, "\n".join(map(_simple, shown)).strip()) is not None


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
