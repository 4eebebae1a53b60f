"""Each update once: repeats of one that is being done wait for it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.claims import Claim, Claims
from bot.limits import LONGEST_WAIT, MAX_RETRIES

logger = logging.getLogger(__name__)

ACKNOWLEDGED_WITHIN = 20.0
"""Seconds that Telegram waits for one update; then it is told to send it again."""

LONGEST = 1.5 * MAX_RETRIES * LONGEST_WAIT
"""Seconds that an update may take: longer than all the pauses that one answer waits out."""

LOOK_AGAIN = 0.2
"""Seconds between two looks at what another process does."""

Work = Callable[[], Awaitable[bool]]
"""Does an update; returns False where nothing of it could be done, so that it has to come again."""


class Once:
    """Does updates, each of them once, as far as its claims are told.

    An update that takes longer than :data:`ACKNOWLEDGED_WITHIN` is not given up: nobody could tell
    what of it was sent already. It goes on, for :data:`LONGEST` at most, and its repeat, which
    Telegram sends, waits for it again.
    """

    def __init__(self, claims: Claims) -> None:
        self.claims = claims
        self._running: dict[int, asyncio.Task[bool]] = {}

    def __len__(self) -> int:
        """Return how many updates are being done here."""
        return len(self._running)

    def __contains__(self, update_id: int) -> bool:
        """Say whether an update is being done here."""
        return update_id in self._running

    async def do(self, update_id: int, work: Work) -> bool:
        """Do an update, or wait for who does it; return whether it is done now."""
        task = self._running.get(update_id)
        if task is None:
            task = asyncio.create_task(self._run(update_id, work))
            self._running[update_id] = task
            task.add_done_callback(lambda _: self._running.pop(update_id, None))
        done, _ = await asyncio.wait([task], timeout=ACKNOWLEDGED_WITHIN)
        return bool(done) and not task.cancelled() and task.result()

    async def close(self, grace: float) -> None:
        """Wait ``grace`` seconds for what is being done, then give it back to be done again."""
        if self._running:
            await asyncio.wait(self._running.values(), timeout=grace)
        late = list(self._running.values())
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, update_id: int, work: Work) -> bool:
        """Return whether an update is done: by us or, before us, by somebody else."""
        try:
            while (claim := await self.claims.claim(update_id)) is Claim.BUSY:
                await asyncio.sleep(LOOK_AGAIN)
        except OSError as error:
            logger.warning("No se pudo apuntar la actualización %s: %s", update_id, _name(error))
            return False
        return claim is Claim.DONE or await self._work(update_id, work)

    async def _work(self, update_id: int, work: Work) -> bool:
        done = False
        try:
            done = await asyncio.wait_for(work(), LONGEST)
        except TimeoutError:
            logger.warning("La actualización %s tardó demasiado", update_id)
        finally:
            await self._settle(update_id, done)
        return done

    async def _settle(self, update_id: int, done: bool) -> None:
        try:
            await (self.claims.finish if done else self.claims.release)(update_id)
        except OSError as error:
            logger.warning("No se pudo anotar la actualización %s: %s", update_id, _name(error))


def _name(error: Exception) -> str:
    return type(error).__name__
