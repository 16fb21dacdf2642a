"""Google's refusals: the status, the words and the details of each error answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from .wire import Message

__all__ = [
    "ApiError",
    "anonymous",
    "api_disabled",
    "bad_fields",
    "bad_key",
    "file_not_found",
    "forbidden_file",
    "invalid",
    "key_writes",
    "narrow_scope",
    "no_permission",
    "not_emulated",
    "not_found",
    "over_quota",
    "quoted",
    "too_large",
    "unauthenticated",
    "unavailable",
    "within",
    "wrong_kind_of_file",
]

PROJECT = "123456789012"
EXPECTED = (
    "Expected OAuth 2 access token, login cookie or other valid authentication credential. "
    "See https://developers.google.com/identity/sign-in/web/devconsole-project."
)
SCOPE_HELP = "Request had insufficient authentication scopes."
STATUS_WORDS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    408: "DEADLINE_EXCEEDED",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    502: "UNAVAILABLE",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


class ApiError(Exception):
    """An answer that is an error: its HTTP status and the body that goes with it."""

    def __init__(
        self,
        code: int,
        message: str,
        *,
        status: str | None = None,
        details: list[Message] | None = None,
        errors: list[Message] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.details = details
        self.errors = errors

    def body(self) -> Message:
        """The JSON that tells of it."""
        error: Message = {"code": self.code, "message": self.message}
        if self.errors:
            error["errors"] = self.errors
        if self.status:
            error["status"] = self.status
        if self.details:
            error["details"] = self.details
        return {"error": error}


def invalid(message: str) -> ApiError:
    """400: the request makes no sense for this spreadsheet."""
    return ApiError(400, message, status="INVALID_ARGUMENT")


@contextmanager
def within(place: str) -> Iterator[None]:
    """Say of what is refused in the block which part of the request it is about."""
    try:
        yield
    except ApiError as error:
        if error.status != "INVALID_ARGUMENT":
            raise
        raise invalid(f"Invalid {place}: {error.message}") from error


def bad_fields(violations: Iterable[tuple[str, str]], *, message: str = "") -> ApiError:
    """400: fields that have no place or the wrong type, each with its path and what is wrong."""
    told = [({"field": field} if field else {}) | {"description": text} for field, text in violations]
    words = message or "\n".join(item["description"] for item in told)
    details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": told}]
    return ApiError(400, words, status="INVALID_ARGUMENT", details=details)


def wrong_kind_of_file() -> ApiError:
    """400: an Excel file in Drive, which the Sheets API does not open."""
    return ApiError(400, "This operation is not supported for this document", status="FAILED_PRECONDITION")


def too_large(limit: int) -> ApiError:
    """400: more bytes than Google takes in one request."""
    return invalid(f"Request payload size exceeds the limit: {limit} bytes.")


def unauthenticated() -> ApiError:
    """401: no token, or one that has expired or was revoked."""
    return ApiError(
        401,
        "Request had invalid authentication credentials. " + EXPECTED,
        status="UNAUTHENTICATED",
    )


def anonymous() -> ApiError:
    """401: neither a token nor an API key came with the request."""
    return ApiError(
        401, "Request is missing required authentication credential. " + EXPECTED, status="UNAUTHENTICATED"
    )


def key_writes(service: str) -> ApiError:
    """401: an API key says nothing of who calls, and who changes something must be somebody."""
    return ApiError(
        401,
        "API keys are not supported by this API. Expected OAuth2 access token or other authentication "
        "credentials that assert a principal. See https://cloud.google.com/docs/authentication",
        status="UNAUTHENTICATED",
        details=[_error_info("CREDENTIALS_MISSING", {"service": f"{service}.googleapis.com"})],
    )


def bad_key() -> ApiError:
    """400: an API key that the project does not have."""
    return ApiError(
        400,
        "API key not valid. Please pass a valid API key.",
        status="INVALID_ARGUMENT",
        details=[_error_info("API_KEY_INVALID", {"service": "sheets.googleapis.com"})],
    )


def no_permission() -> ApiError:
    """403: the spreadsheet exists and is not shared with the caller, or only for reading."""
    return ApiError(403, "The caller does not have permission", status="PERMISSION_DENIED")


def narrow_scope(service: str) -> ApiError:
    """403: the token was asked for with scopes that do not hold this call."""
    detail = _error_info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", {"service": f"{service}.googleapis.com"})
    return ApiError(403, SCOPE_HELP, status="PERMISSION_DENIED", details=[detail])


def api_disabled(service: str) -> ApiError:
    """403: the project of the credentials never switched this API on."""
    host = f"{service}.googleapis.com"
    name = {"sheets": "Google Sheets API", "drive": "Google Drive API"}[service]
    url = f"https://console.developers.google.com/apis/api/{host}/overview?project={PROJECT}"
    link = {"description": "Google developers console API activation", "url": url}
    return ApiError(
        403,
        f"{name} has not been used in project {PROJECT} before or it is disabled. Enable it by visiting "
        f"{url} then retry. If you enabled this API recently, wait a few minutes for the action to "
        "propagate to our systems and retry.",
        status="PERMISSION_DENIED",
        details=[
            {"@type": "type.googleapis.com/google.rpc.Help", "links": [link]},
            _error_info("SERVICE_DISABLED", {"service": host, "consumer": f"projects/{PROJECT}"}),
        ],
    )


def not_found() -> ApiError:
    """404: no such spreadsheet."""
    return ApiError(404, "Requested entity was not found.", status="NOT_FOUND")


def file_not_found(file_id: str) -> ApiError:
    """404 in Drive's words: no such file, or none that the caller may see."""
    words = f"File not found: {file_id}."
    error = {
        "message": words,
        "domain": "global",
        "reason": "notFound",
        "location": "fileId",
        "locationType": "parameter",
    }
    return ApiError(404, words, errors=[error])


def forbidden_file() -> ApiError:
    """403 in Drive's words: the caller may see the file and not do this with it."""
    words = "The user does not have sufficient permissions for this file."
    error = {"message": words, "domain": "global", "reason": "insufficientFilePermissions"}
    return ApiError(403, words, errors=[error])


def over_quota(kind: str) -> ApiError:
    """429: the calls of one user in one minute are used up; `kind` is read or write."""
    name = kind.capitalize()
    info = _error_info(
        "RATE_LIMIT_EXCEEDED",
        {
            "quota_limit": f"{name}RequestsPerMinutePerUser",
            "quota_metric": f"sheets.googleapis.com/{kind}_requests",
            "service": "sheets.googleapis.com",
            "consumer": f"projects/{PROJECT}",
        },
    )
    return ApiError(
        429,
        f"Quota exceeded for quota metric '{name} requests' and limit '{name} requests per minute per user' "
        f"of service 'sheets.googleapis.com' for consumer 'project_number:{PROJECT}'.",
        status="RESOURCE_EXHAUSTED",
        details=[info],
    )


def not_emulated(what: str) -> ApiError:
    """501: Google does this, the emulator does not; no test should mistake it for an answer of Google's."""
    return ApiError(501, f"emulator: {what} is not emulated", status="UNIMPLEMENTED")


def unavailable(code: int) -> ApiError:
    """An error of the server's own, in the words that it has for this status."""
    words = {500: "Internal error encountered.", 503: "The service is currently unavailable."}
    return ApiError(
        code, words.get(code, f"answered with {code} as told"), status=STATUS_WORDS.get(code, "UNKNOWN")
    )


def _error_info(reason: str, metadata: dict[str, str]) -> Message:
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": metadata,
    }


def quoted(value: object) -> str:
    """A value as an error names it."""
    return f'"{value}"' if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
