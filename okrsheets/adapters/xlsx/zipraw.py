"""The zip container as raw spans: members are read within bounds and copied byte for byte."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.tuples import NamedTuple

__all__ = [
    "LARGEST_MEMBER",
    "Archive",
    "Member",
    "member_key",
    "parse_archive",
    "read_member",
    "unpacked_pieces",
    "without_sizes",
]

LARGEST_MEMBER = 1 << 30
_SUSPICIOUS_SIZE = 1 << 26
_SUSPICIOUS_RATIO = 400
_PIECE = 1 << 18
_LARGEST_PIECE = 1 << 21
_SATURATED = 0xFFFFFFFF
_ZIP64_EXTRA = 0x0001
_GROWTH_HINT_EXTRA = 0xA220  # Office pads local headers with it; it speaks of the packed size


class Member(NamedTuple):
    """One file of the archive; `start` to `span_end` is all that belongs to it, padding too."""

    name: str
    entry: bytes
    name_bytes: bytes
    local_extra: bytes
    start: int
    data_start: int
    data_end: int
    span_end: int
    flags: int
    method: int
    crc: int
    size: int


class Archive(NamedTuple):
    """A parsed zip file; `members` are in the order of the directory.

    `shift` is the length of what stands before the archive; `zip64` its 64-bit end record, if any;
    `trailing` is what stands behind its end.
    """

    data: bytes
    members: tuple[Member, ...]
    by_key: Mapping[str, Member]
    directory_start: int
    shift: int
    zip64: bytes | None
    comment: bytes
    trailing: bytes

    @property
    def has_duplicates(self) -> bool:
        """Whether two files have the same name, letter case aside; folders hold nothing."""
        return len(self.by_key) < len(self.members) and any(
            times > 1 and not key.endswith("/")
            for key, times in Counter(member_key(member.name) for member in self.members).items()
        )


class _Directory(NamedTuple):
    start: int
    end: int
    member_count: int
    shift: int
    zip64: bytes | None
    comment: bytes
    trailing: bytes


class _Entry(NamedTuple):
    record: bytes
    name_bytes: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def member_key(name: str) -> str:
    """A member's name as Excel compares it: any slash, any letter case.

    >>> member_key("/XL\\\\Workbook.xml")
    'xl/workbook.xml'
    """
    return name.replace("\\", "/").lstrip("/").lower()


def parse_archive(data: bytes) -> Archive:
    """The archive's members and their spans; raises `FaultError` where the bytes contradict themselves."""
    try:
        directory = _find_directory(data)
        entries = _directory_entries(data, directory)
        members = _located(data, entries, directory.start)
    except (struct.error, UnicodeDecodeError) as error:
        raise FaultError("damaged-zip", str(error)) from error
    return Archive(
        data=data,
        members=members,
        by_key={member_key(member.name): member for member in members},
        directory_start=directory.start,
        shift=directory.shift,
        zip64=directory.zip64,
        comment=directory.comment,
        trailing=directory.trailing,
    )


def read_member(archive: Archive, name: str) -> bytes | None:
    """A member's content, or None if there is none of that name."""
    member = archive.by_key.get(member_key(name))
    if member is None:
        return None
    if member.flags & 1:
        raise FaultError("encrypted", member.name)
    packed = memoryview(archive.data)[member.data_start : member.data_end]
    suspicious = member.size > _SUSPICIOUS_SIZE and member.size > _SUSPICIOUS_RATIO * len(packed)
    if member.size > LARGEST_MEMBER or suspicious:
        raise FaultError("too-large", member.name)
    content = _unpacked(member, packed)
    if len(content) != member.size or zlib.crc32(content) != member.crc:
        raise FaultError("damaged-zip", member.name)
    return content


def unpacked_pieces(archive: Archive, name: str) -> Iterator[bytes]:
    """A member's content in pieces, so that it need not be held whole; none if it is not there."""
    member = archive.by_key.get(member_key(name))
    if member is None:
        return
    if member.flags & 1 or member.method not in (0, zlib.DEFLATED):
        raise FaultError("damaged-zip", member.name)
    packed = memoryview(archive.data)[member.data_start : member.data_end]
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    left = LARGEST_MEMBER
    for start in range(0, len(packed), _PIECE):
        piece: bytes | memoryview = packed[start : start + _PIECE]
        while piece:
            if member.method == 0:
                yield bytes(piece)
                break
            try:
                content = unpacker.decompress(piece, _LARGEST_PIECE)
            except zlib.error as error:
                raise FaultError("damaged-zip", member.name) from error
            left -= len(content)
            if left < 0:
                raise FaultError("too-large", member.name)
            yield content
            piece = unpacker.unconsumed_tail


def without_sizes(extra: bytes) -> bytes:
    """An extra field without the blocks that speak of the sizes a rewritten member no longer has."""
    kept = b""
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        if kind not in (_ZIP64_EXTRA, _GROWTH_HINT_EXTRA):
            kept += extra[position : position + 4 + length]
        position += 4 + length
    return kept


def _unpacked(member: Member, packed: memoryview) -> bytes:
    if member.method == 0:
        return bytes(packed)
    if member.method != zlib.DEFLATED:
        raise FaultError("damaged-zip", f"{member.name}: packing method {member.method}")
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.size + 1)
    except zlib.error as error:
        raise FaultError("damaged-zip", member.name) from error


def _find_directory(data: bytes) -> _Directory:
    end_record = data.rfind(b"PK\5\6", max(0, len(data) - 65557))
    if end_record < 0:
        raise FaultError("damaged-zip", "no directory")
    count, size, offset, comment_length = struct.unpack_from("<HIIH", data, end_record + 10)
    end, zip64 = end_record, None
    if data[max(0, end_record - 20) : max(0, end_record - 16)] == b"PK\6\7":
        end, zip64 = _zip64_record(data, end_record - 20)
        count, size, offset = struct.unpack_from("<QQQ", zip64, 32)
    start = end - size
    shift = start - offset
    if start < 0 or shift < 0:
        raise FaultError("damaged-zip", "directory out of bounds")
    comment_end = end_record + 22 + comment_length
    return _Directory(
        start=start,
        end=end,
        member_count=count,
        shift=shift,
        zip64=zip64,
        comment=data[end_record + 22 : comment_end],
        trailing=data[comment_end:],
    )


def _zip64_record(data: bytes, locator: int) -> tuple[int, bytes]:
    (position,) = struct.unpack_from("<Q", data, locator + 8)
    if data[position : position + 4] != b"PK\6\6":
        position = data.rfind(b"PK\6\6", 0, locator)
    if position < 0:
        raise FaultError("damaged-zip", "no 64-bit directory")
    (length,) = struct.unpack_from("<Q", data, position + 4)
    return position, data[position : min(position + 12 + length, locator)]


def _directory_entries(data: bytes, directory: _Directory) -> list[_Entry]:
    entries = []
    position = directory.start
    for _ in range(directory.member_count):
        if data[position : position + 4] != b"PK\1\2":
            raise FaultError("damaged-zip", "directory")
        flags, method = struct.unpack_from("<HH", data, position + 8)
        crc, packed, size, name_length, extra_length, comment_length = struct.unpack_from(
            "<IIIHHH", data, position + 16
        )
        (offset,) = struct.unpack_from("<I", data, position + 42)
        name_end = position + 46 + name_length
        record_end = name_end + extra_length + comment_length
        size, packed, offset = _wide(data[name_end : name_end + extra_length], size, packed, offset)
        entries.append(
            _Entry(
                record=data[position:record_end],
                name_bytes=data[position + 46 : name_end],
                flags=flags,
                method=method,
                crc=crc,
                packed=packed,
                size=size,
                offset=offset + directory.shift,
            )
        )
        position = record_end
    if position != directory.end:
        # who trusts the count would lose the members behind it
        raise FaultError("damaged-zip", "directory holds more or less than it says")
    return entries


def _wide(extra: bytes, *narrow: int) -> list[int]:
    """Sizes and offset, those that did not fit 32 bits taken from the zip64 extra field."""
    wide = list(narrow)
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        if kind == _ZIP64_EXTRA:
            at = position + 4
            for index, value in enumerate(narrow):
                if value == _SATURATED:
                    (wide[index],) = struct.unpack_from("<Q", extra, at)
                    at += 8
        position += 4 + length
    return wide


def _located(data: bytes, entries: list[_Entry], directory_start: int) -> tuple[Member, ...]:
    starts = sorted({entry.offset for entry in entries})
    span_ends = dict(pairwise([*starts, directory_start]))
    return tuple(_locate(data, entry, span_ends[entry.offset]) for entry in entries)


def _locate(data: bytes, entry: _Entry, span_end: int) -> Member:
    start = entry.offset
    name = entry.name_bytes.decode("utf-8" if entry.flags & 0x800 else "cp437")
    if data[start : start + 4] != b"PK\3\4":
        raise FaultError("damaged-zip", name)
    name_length, extra_length = struct.unpack_from("<HH", data, start + 26)
    name_end = start + 30 + name_length
    data_start = name_end + extra_length
    if data[start + 30 : name_end] != entry.name_bytes or data_start + entry.packed > span_end:
        raise FaultError("damaged-zip", name)
    return Member(
        name=name,
        entry=entry.record,
        name_bytes=entry.name_bytes,
        local_extra=data[name_end:data_start],
        start=start,
        data_start=data_start,
        data_end=data_start + entry.packed,
        span_end=span_end,
        flags=entry.flags,
        method=entry.method,
        crc=entry.crc,
        size=entry.size,
    )
