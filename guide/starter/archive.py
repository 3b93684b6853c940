"""Files in, a ZIP archive out: the same files give the same bytes, on every machine.

Nothing is compressed, because two versions of zlib compress differently.
"""

import datetime
import io
import zipfile
from collections.abc import Mapping

_PLAIN_FILE = 0o100644
_UNIX = 3


def pack(files: Mapping[str, bytes], folder: str, date: datetime.date) -> bytes:
    """Pack files, by their ASCII paths, into one folder of a ZIP archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{path}", (date.year, date.month, date.day, 0, 0, 0))
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE << 16
            archive.writestr(entry, files[path])
    return packed.getvalue()
