"""Lines of a signature, which no page's edge makes a running line."""

import re

SIGNED = re.compile(r"\W*(?:ลงชื่อ|ลงนาม|ตำแหน่ง|ผู้รายงาน|ผู้รับผิดชอบ|ผู้จัดทำ)")
"""One officer may sign the last page of every form in a file."""
