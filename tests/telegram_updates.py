"""How the test server hands out updates: long polling or a webhook, never both."""

import asyncio
import re
import ssl
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.telegram_checks import Request
from tests.telegram_methods import OPT_IN_UPDATES, UPDATE_TYPES
from tests.telegram_wire import RefusalError

Update = dict[str, Any]

OTHER_POLL = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
HOOKED = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
    "webhook first"
)
# Seconds between the attempts to deliver one update to the webhook.
PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)
WEBHOOK_TIMEOUT = 15.0


@dataclass(frozen=True)
class Delivery:
    """One attempt to post an update; ``status`` 0 where nobody answered; ``at`` monotonic."""

    update_id: int
    status: int
    at: float


@dataclass(frozen=True)
class Webhook:
    """What setWebhook asked for."""

    url: str = ""
    secret: str | None = None
    connections: int = 40


class Updates:
    """The queue of updates. All but ``add`` runs in the server's event loop, so needs no lock."""

    def __init__(self) -> None:
        self.queue: list[Update] = []
        self.webhook = Webhook()
        self.deliveries: list[Delivery] = []
        self.undelivered: list[Update] = []
        self.closing = False
        self._allowed = UPDATE_TYPES - OPT_IN_UPDATES
        self._next_id = 1000
        self._poll = 0
        self._changed = asyncio.Condition()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._posts: set[asyncio.Task[None]] = set()

    def add(self, update: Update) -> int:
        """Queues an update; safe from any thread. Returns its id."""
        update.setdefault("update_id", self._next_id)
        self._next_id = max(self._next_id, update["update_id"]) + 1
        if self._loop is None:
            self.queue.append(update)
        else:
            self._loop.call_soon_threadsafe(self._enqueue, update)
        return int(update["update_id"])

    def _enqueue(self, update: Update) -> None:
        self.queue.append(update)
        self._start(self.wake())

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Binds the queue to the loop that serves, and starts the webhook's sender."""
        self._loop, self._changed, self.closing = loop, asyncio.Condition(), False
        self._start(self._send_forever())

    def detach(self) -> None:
        """Forgets the loop; updates are kept for the next one."""
        self._loop = None

    async def wake(self) -> None:
        """Lets those who wait look again."""
        async with self._changed:
            self._changed.notify_all()

    async def close(self) -> None:
        """Ends long polls and deliveries."""
        self.closing = True
        await self.wake()
        for task in self._posts - {asyncio.current_task()}:
            task.cancel()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        # Without a reference the loop might lose the task.
        self._posts.add(task)
        task.add_done_callback(self._posts.discard)

    async def poll(self, request: Request) -> list[Update]:
        """Answers getUpdates."""
        limit, timeout = request.params.get("limit", 100), request.params.get("timeout", 0)
        if not 1 <= limit <= 100 or timeout < 0:
            raise RefusalError("limit must be 1-100 and timeout not negative")
        self._allow(request)
        self._poll += 1
        mine, deadline = self._poll, time.monotonic() + timeout
        self._confirm(request.get("offset") or 0)
        async with self._changed:
            self._changed.notify_all()
            while True:
                self._check_conflict(mine)
                batch = self._due()[:limit]
                left = deadline - time.monotonic()
                if batch or left <= 0 or self.closing:
                    return batch
                await self._wait(left)

    async def _wait(self, seconds: float | None = None) -> None:
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return

    def _check_conflict(self, mine: int) -> None:
        if self.webhook.url:
            raise RefusalError(HOOKED, 409, violation=False)
        if mine != self._poll:
            raise RefusalError(OTHER_POLL, 409, violation=False)

    def _confirm(self, offset: int) -> None:
        """Forgets the updates before ``offset``; a negative one keeps that many of the last."""
        if offset < 0:
            self.queue = self.queue[offset:]
        else:
            self.queue = [update for update in self.queue if update["update_id"] >= offset]

    def _due(self) -> list[Update]:
        self.queue = [u for u in self.queue if self._allowed & u.keys()]
        return list(self.queue)

    def _allow(self, request: Request) -> None:
        names = request.get("allowed_updates")
        if names is None:
            return
        if unknown := set(names) - UPDATE_TYPES:
            raise RefusalError(f"unknown allowed_updates {sorted(unknown)}")
        self._allowed = frozenset(names) or UPDATE_TYPES - OPT_IN_UPDATES

    async def set_webhook(self, request: Request) -> bool:
        """Answers setWebhook; an empty url removes the webhook."""
        url, secret = request.params["url"], request.get("secret_token")
        if url and not _is_loopback(url):
            raise RefusalError("bad webhook: this test server posts to loopback addresses only")
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise RefusalError("secret token contains unallowed characters or has a wrong length")
        connections = request.params.get("max_connections", 40)
        if not 1 <= connections <= 100:
            raise RefusalError("max_connections must be 1-100")
        self._allow(request)
        await self._change(Webhook(url, secret, connections), request)
        return True

    async def delete_webhook(self, request: Request) -> bool:
        """Answers deleteWebhook."""
        await self._change(Webhook(), request)
        return True

    async def _change(self, webhook: Webhook, request: Request) -> None:
        if request.get("drop_pending_updates"):
            self.queue.clear()
        self.webhook = webhook
        await self.wake()

    def webhook_info(self) -> dict[str, Any]:
        """Answers getWebhookInfo."""
        return {
            "url": self.webhook.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.queue),
            "max_connections": self.webhook.connections,
        }

    async def _send_forever(self) -> None:
        busy: set[asyncio.Task[None]] = set()
        # An empty context: reading the system's certificates takes longer than most tests.
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        async with httpx.AsyncClient(
            trust_env=False, timeout=WEBHOOK_TIMEOUT, verify=tls
        ) as client:
            while not self.closing:
                async with self._changed:
                    while not (self.webhook.url and self._due()):
                        await self._changed.wait()
                if len(busy) >= self.webhook.connections:
                    await asyncio.wait(busy, return_when=asyncio.FIRST_COMPLETED)
                task = asyncio.create_task(self._deliver(client, self.queue.pop(0)))
                busy.add(task)
                self._posts.add(task)
                task.add_done_callback(busy.discard)
                task.add_done_callback(self._posts.discard)

    async def _deliver(self, client: httpx.AsyncClient, update: Update) -> None:
        for pause in (0.0, *PAUSES):
            await asyncio.sleep(pause)
            if not self.webhook.url:
                # The bot left its webhook meanwhile: it may poll for what it has not got.
                self.queue = sorted([*self.queue, update], key=lambda u: int(u["update_id"]))
                return
            if await self._post(client, update):
                return
        self.undelivered.append(update)

    async def _post(self, client: httpx.AsyncClient, update: Update) -> bool:
        hook = self.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            answer = await client.post(hook.url, json=update, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL):
            status = 0
        else:
            status = answer.status_code
        self.deliveries.append(Delivery(update["update_id"], status, time.monotonic()))
        return 200 <= status < 300


def _is_loopback(url: str) -> bool:
    parts = urlsplit(url)
    hosts = ("127.0.0.1", "localhost", "::1")
    return parts.scheme in ("http", "https") and parts.hostname in hosts
