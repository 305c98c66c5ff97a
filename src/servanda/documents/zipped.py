"""Makes a zip file (such as .docx and .xlsx are) the same for the same content: no time and no machine in it."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say


def steady(packed: bytes) -> bytes:
    """The same files in the same order, each with one fixed time and the same marks, whatever machine wrote them."""
    out = BytesIO()
    with ZipFile(BytesIO(packed)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = ZipInfo(name, _NO_TIME)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            target.writestr(member, source.read(name))
    return out.getvalue()
