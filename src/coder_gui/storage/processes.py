"""Whether a process of this computer is still the one that it was."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path


def started(process: int) -> str | None:
    """A stamp of when a process began; empty where the system does not tell, None when it is gone.

    Numbers of processes are given out again, so that the number alone proves nothing.
    """
    if process <= 0:
        return None
    if sys.platform == "win32":
        return _started_on_windows(process)
    if sys.platform == "linux":
        return _started_on_linux(process)
    return _started_on_posix(process)


def host() -> str:
    """This computer's name as people call it, without the domain."""
    # Not through the socket module: this program has no network.
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename.partition(".")[0]


def machine() -> str:
    """A stamp that differs between computers of the same name; empty where there is none.

    It is hashed, because it stands in a file that others may read.
    """
    found = _machine_id()
    return hashlib.sha256(f"Interview Coder {found}".encode()).hexdigest()[:16] if found else ""


def _machine_id() -> str:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography"
            ) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        try:
            return path.read_text("ascii").strip()
        except (OSError, ValueError):
            continue
    return ""


def _started_on_linux(process: int) -> str | None:
    try:
        stat = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except (FileNotFoundError, ProcessLookupError):
        return _started_on_posix(process) if not Path("/proc/self").exists() else None
    except OSError:
        return ""
    # The program's name stands in brackets and may hold anything, spaces and brackets too.
    state, *rest = stat.rpartition(")")[2].split()
    if state in "ZX":
        return None
    # In another container the same number is another process.
    space = _process_space()
    return f"{boot} {space} {rest[18]}"


def _process_space() -> str:
    try:
        return str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return ""


def _started_on_posix(process: int) -> str | None:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return None
    except PermissionError:
        return ""
    try:
        said = subprocess.run(
            ["ps", "-o", "lstart=", "-p", str(process)],
            env={**os.environ, "LC_ALL": "C"},
            capture_output=True,
            timeout=5,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout.decode("ascii", "replace").strip()


def _started_on_windows(process: int) -> str | None:
    if sys.platform != "win32":
        return ""
    import ctypes
    from ctypes import wintypes

    query, denied, running = 0x1000, 5, 259
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = wintypes.HANDLE
    kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    kernel.GetExitCodeProcess.argtypes = (wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD))
    kernel.GetProcessTimes.argtypes = (wintypes.HANDLE, *[ctypes.POINTER(wintypes.FILETIME)] * 4)
    handle = kernel.OpenProcess(query, False, process)
    if not handle:
        return "" if ctypes.get_last_error() == denied else None
    try:
        code = wintypes.DWORD()
        if kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != running:
            return None
        times = [wintypes.FILETIME() for _ in range(4)]
        if not kernel.GetProcessTimes(handle, *[ctypes.byref(each) for each in times]):
            return ""
        return str((times[0].dwHighDateTime << 32) + times[0].dwLowDateTime)
    finally:
        kernel.CloseHandle(handle)
