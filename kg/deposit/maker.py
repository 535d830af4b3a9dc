"""Parts of deposits made in processes of their own, while those who want them wait, but not for ever."""

import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from threading import Lock
from typing import Final

from kg.deposit.folder import PARTS, Deposit, Part, deposit_of
from kg.errors import ChanyuanError
from kg.model import Version
from kg.versions import Versions

_RETRY: Final = 10


class NotYetMade(ChanyuanError):
    """A file is still being made from the version that is served; come again in `retry_after` seconds."""

    retry_after = _RETRY


class NotMade(ChanyuanError):
    """A file could not be made from the version that is served."""


class Maker:
    """Makes parts, of each sort one after the other, in processes that may take so many megabytes."""

    def __init__(self, versions: Versions, *, memory: int = 2048) -> None:
        self._versions = versions
        self._memory = memory
        # Who asks for counts does not wait for the dumps of a version before.
        self._turns = {part: ThreadPoolExecutor(1, thread_name_prefix=f"deposit-{part}") for part in PARTS}
        self._wanted: dict[str, Future[None]] = {}
        self._lock = Lock()

    def made(self, version: Version, part: Part, *, patience: float) -> Deposit:
        """The deposit of a version once it has a part; NotYetMade when that takes longer."""
        deposit = deposit_of(self._versions, version)
        if not deposit.has(part):
            try:
                self._job(deposit, part).result(patience)
            except NotInTime as error:
                raise NotYetMade(
                    f"The {part} of version {version.number} are being made; come again in {_RETRY} seconds."
                ) from error
        return deposit

    def _job(self, deposit: Deposit, part: Part) -> Future[None]:
        with self._lock:
            self._wanted = {path: job for path, job in self._wanted.items() if not job.done()}
            path = str(deposit.path(part))
            if path not in self._wanted:
                self._wanted[path] = self._turns[part].submit(self._make, deposit.version.number, part)
            return self._wanted[path]

    def _make(self, number: int, part: Part) -> None:
        asked = (self._versions.folder, number, part, self._memory)
        program = [sys.executable, "-m", "kg.deposit", *map(str, asked)]
        process = subprocess.run(program, stdout=subprocess.DEVNULL, check=False)
        if process.returncode:
            raise NotMade(
                f"The {part} of version {number} could not be made (exit code {process.returncode}); the log "
                f"of the service says why. It may take {self._memory} MB of memory, as KG_WRITE_MEMORY says."
            )
