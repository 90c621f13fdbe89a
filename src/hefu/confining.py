"""What a process takes from itself for good before it reads a file that may be made to do harm.

Three doors are shut, each for the case that the one before it is not to be had:

- the kernel gives it a network of its own with nothing in it (Linux, where users may make namespaces);
- the kernel refuses it sockets and other programs (Linux on x86-64 and ARM: a filter of system calls, which needs no
  rights and which code of any language meets);
- Python refuses them (everywhere; foreign code does not ask Python, so on macOS and Windows this is all there is).
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

LARGEST_FILE = 1 << 30
"""Bytes of the largest file that such a process may write, if nothing else is said."""

_NEWUSER, _NEWNET = 0x10000000, 0x40000000
_NO_NEW_PRIVS, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _JUMP_EQUAL, _JUMP_FROM, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _MACHINE = 0, 4
"""Where a system call's number and machine stand in what a filter is shown."""
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | 13
_FOREIGN = 0x40000000
"""From here on calls of x86-64 are those of another ABI."""
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 49, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 200, 221, 281, 117, 425)),
}
"""The code of a machine; its numbers of socket, connect, bind, execve, execveat, ptrace, io_uring_setup."""

_REFUSED = ("socket.", "subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.startfile")
_HARMLESS = ("socket.gethostname",)


def confine(*, memory: int, largest: int = LARGEST_FILE, seconds: int | None = None) -> None:
    """Shuts the doors and limits what this process may take, as far as the system lets it.

    memory: megabytes of address space.  largest: bytes of a file that it writes.  seconds: of the processor.
    """
    sys.addaudithook(_refuse)
    if sys.platform.startswith("linux"):
        _leave_network()
        _filter_calls()
    _limit(memory * 1_000_000, largest, seconds)


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED) and event not in _HARMLESS:
        raise PermissionError("what reads a file uses neither the network nor other programs")


def _leave_network() -> None:
    user, group = os.getuid(), os.getgid()
    if ctypes.CDLL(None).unshare(_NEWUSER | _NEWNET) == 0:
        with suppress(OSError):  # the process would be called nobody otherwise
            Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")


def _filter_calls() -> bool:
    """Has the kernel refuse sockets and other programs; whether it does. Goes for all threads made from now on."""
    program = _program(platform.machine())
    if not program:
        return False

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    call = ctypes.CDLL(None).prctl
    call.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)
    found = Program(len(program) // 8, program)
    shut = call(_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and call(_SECCOMP, _FILTER, ctypes.addressof(found), 0, 0) == 0
    return bool(shut)


def _program(machine: str) -> bytes:
    """The filter, as the kernel's packet filter wants it; nothing for a machine whose calls are not known."""
    if machine not in _CALLS:
        return b""
    code, calls = _CALLS[machine]
    refused = [(_JUMP_EQUAL, number) for number in calls]
    if machine == "x86_64":
        refused.append((_JUMP_FROM, _FOREIGN))
    last = len(refused)
    steps = [(_LOAD, 0, 0, _MACHINE), (_JUMP_EQUAL, 0, last + 2, code), (_LOAD, 0, 0, _NUMBER)]
    steps += [(jump, last - place, 0, number) for place, (jump, number) in enumerate(refused)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _DENY)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _limit(memory: int, largest: int, seconds: int | None) -> None:
    if sys.platform == "win32":
        return
    import resource

    wanted = [(resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, largest), (resource.RLIMIT_CORE, 0)]
    if seconds is not None:
        wanted.append((resource.RLIMIT_CPU, seconds))
    for what, value in wanted:
        _, hard = resource.getrlimit(what)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with suppress(ValueError, OSError):  # macOS knows no limit of address space
            resource.setrlimit(what, (value, hard))
