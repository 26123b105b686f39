"""What the server does not do, as a status and one line."""

from __future__ import annotations

from fazhi.errors import FazhiError


class RefusedError(FazhiError):
    """A request that is not answered: its HTTP status, one line why, and further headers."""

    def __init__(
        self, status: int, message: str, *, retry: int | None = None, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        if retry is not None:
            self.headers["Retry-After"] = str(retry)
