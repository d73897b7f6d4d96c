"""All coded errors: what happened and the next step, in English and Thai.

KA1xx reading, KA2xx usage and configuration, KA3xx store and outputs, KA4xx crawl. An error reads
`KA104: page 7 has no text layer; run with --ocr always, or read it by eye`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Lang = Literal["en", "th"]


class Entry(NamedTuple):
    """What a code means and what to do next, in both languages."""

    en: str
    next_en: str
    th: str
    next_th: str


ERRORS: dict[str, Entry] = {
    "KA101": Entry(
        "there is no such file or folder",
        "check the path",
        "ไม่พบไฟล์หรือโฟลเดอร์",
        "ตรวจสอบที่อยู่ของไฟล์",
    ),
    "KA102": Entry(
        "the file cannot be opened",
        "check its permissions, and that no other program holds it",
        "เปิดไฟล์ไม่ได้",
        "ตรวจสอบสิทธิ์การอ่าน และดูว่ามีโปรแกรมอื่นใช้ไฟล์อยู่หรือไม่",
    ),
    "KA103": Entry(
        "the file has zero bytes",
        "fetch it again from where it came",
        "ไฟล์ว่างเปล่า (0 ไบต์)",
        "ขอไฟล์จากต้นทางอีกครั้ง",
    ),
    "KA104": Entry(
        "a page has no text layer",
        "run with --ocr always, or read it by eye",
        "หน้านี้ไม่มีชั้นข้อความ",
        "เรียกใช้ด้วย --ocr always หรืออ่านด้วยตา",
    ),
    "KA105": Entry(
        "this is no PDF, or a damaged one",
        "open it in a PDF viewer; if that fails too, fetch it again",
        "ไฟล์ไม่ใช่ PDF หรือเสียหาย",
        "ลองเปิดด้วยโปรแกรมอ่าน PDF หากเปิดไม่ได้ให้ขอไฟล์ใหม่",
    ),
    "KA106": Entry(
        "the file is encrypted and needs a password",
        "save a copy without the password and read that",
        "ไฟล์ถูกเข้ารหัสและต้องใช้รหัสผ่าน",
        "บันทึกสำเนาที่ไม่มีรหัสผ่านแล้วอ่านสำเนานั้น",
    ),
    "KA107": Entry(
        "the bytes are of no type that can be read",
        "convert it to PDF, HTML, text or an Office format",
        "ไม่รู้จักชนิดของไฟล์",
        "แปลงเป็น PDF, HTML, ข้อความ หรือไฟล์ Office",
    ),
    "KA108": Entry(
        "the document is too large",
        "split it into parts",
        "เอกสารมีขนาดใหญ่เกินไป",
        "แบ่งเอกสารเป็นส่วน ๆ",
    ),
    "KA109": Entry(
        "reading took longer than the time allowed",
        "allow more with --timeout SECONDS",
        "ใช้เวลาอ่านเกินกำหนด",
        "เพิ่มเวลาด้วย --timeout วินาที",
    ),
    "KA110": Entry(
        "reading needed more memory than allowed",
        "allow more with --max-memory MB",
        "ใช้หน่วยความจำเกินกำหนด",
        "เพิ่มหน่วยความจำด้วย --max-memory MB",
    ),
    "KA111": Entry(
        "the process that read the document died",
        "run again; if it happens again, report it with the document",
        "กระบวนการที่อ่านเอกสารหยุดทำงาน",
        "ลองใหม่อีกครั้ง หากยังเกิดขึ้นให้แจ้งปัญหาพร้อมเอกสาร",
    ),
    "KA112": Entry(
        "the archive's member is unsafe: it unpacks to far more than it should, or lies too deep",
        "unpack it by hand and look at what it holds",
        "ไฟล์ในชุดบีบอัดไม่ปลอดภัย: ขยายแล้วใหญ่ผิดปกติ หรือซ้อนลึกเกินไป",
        "คลายไฟล์ด้วยตนเองแล้วตรวจสอบเนื้อหา",
    ),
    "KA113": Entry(
        "the archive is damaged or of an unknown kind",
        "fetch it again, or unpack it by hand and give the folder",
        "ไฟล์ชุดบีบอัดเสียหายหรือไม่รู้จักชนิด",
        "ขอไฟล์ใหม่ หรือคลายไฟล์แล้วระบุโฟลเดอร์แทน",
    ),
    "KA114": Entry(
        "the Office file is damaged",
        "open it in its program, save it anew and read that",
        "ไฟล์ Office เสียหาย",
        "เปิดด้วยโปรแกรมเดิม บันทึกใหม่ แล้วอ่านไฟล์นั้น",
    ),
    "KA115": Entry(
        "old Office formats (doc, ppt, xls) are read through LibreOffice, which is not installed",
        "install LibreOffice, or save the file as docx, pptx or xlsx",
        "ไฟล์ Office รุ่นเก่า (doc, ppt, xls) ต้องใช้ LibreOffice ซึ่งยังไม่ได้ติดตั้ง",
        "ติดตั้ง LibreOffice หรือบันทึกเป็น docx, pptx หรือ xlsx",
    ),
    "KA116": Entry(
        "the image is damaged or too large",
        "save it anew as PNG or JPEG of at most 100 megapixels",
        "ไฟล์ภาพเสียหายหรือใหญ่เกินไป",
        "บันทึกใหม่เป็น PNG หรือ JPEG ไม่เกิน 100 ล้านพิกเซล",
    ),
    "KA117": Entry(
        "Tesseract with Thai is not installed, so scans stay unread",
        "install tesseract-ocr and tesseract-ocr-tha",
        "ยังไม่ได้ติดตั้ง Tesseract ภาษาไทย จึงอ่านภาพสแกนไม่ได้",
        "ติดตั้ง tesseract-ocr และ tesseract-ocr-tha",
    ),
    "KA118": Entry(
        "reading failed in a way that nobody foresaw",
        "report it with the document; the run goes on without it",
        "อ่านไม่สำเร็จด้วยเหตุที่ไม่คาดไว้",
        "แจ้งปัญหาพร้อมเอกสาร การทำงานส่วนอื่นดำเนินต่อ",
    ),
    "KA201": Entry(
        "an option or argument has a value that cannot be used",
        "see --help",
        "ค่าของตัวเลือกหรืออาร์กิวเมนต์ใช้ไม่ได้",
        "ดูคำอธิบายด้วย --help",
    ),
    "KA202": Entry(
        "the settings file cannot be read",
        "check that it is valid TOML and UTF-8",
        "อ่านไฟล์การตั้งค่าไม่ได้",
        "ตรวจสอบว่าเป็น TOML และ UTF-8 ที่ถูกต้อง",
    ),
    "KA203": Entry(
        "the settings file has a key or value that is not known",
        "correct it; the documentation lists what there is",
        "ไฟล์การตั้งค่ามีคีย์หรือค่าที่ไม่รู้จัก",
        "แก้ไขให้ถูกต้อง เอกสารประกอบมีรายการทั้งหมด",
    ),
    "KA204": Entry(
        "there is no such rule",
        "kpi-audit rules lists all codes",
        "ไม่มีกฎรหัสนี้",
        "ดูรายการทั้งหมดด้วย kpi-audit rules",
    ),
    "KA205": Entry(
        "the engine is not installed",
        "install kpi-audit with its extra: kpi-audit[dask]",
        "ยังไม่ได้ติดตั้งส่วนประมวลผลนี้",
        "ติดตั้ง kpi-audit[dask]",
    ),
    "KA206": Entry(
        "nothing to read was given",
        "name files, folders or archives, or - for a list on stdin",
        "ไม่ได้ระบุสิ่งที่จะอ่าน",
        "ระบุไฟล์ โฟลเดอร์ หรือชุดบีบอัด หรือใช้ - เพื่อรับรายการจาก stdin",
    ),
    "KA207": Entry(
        "the document has no such page",
        "name a page that it has",
        "เอกสารไม่มีหน้านี้",
        "ระบุหน้าที่มีอยู่",
    ),
    "KA208": Entry(
        "the scorecard lacks a column or has a cell that cannot be read",
        "write a template with kpi-audit score --template and fill that",
        "ตารางคะแนนขาดคอลัมน์หรือมีช่องที่อ่านไม่ได้",
        "สร้างแบบฟอร์มด้วย kpi-audit score --template แล้วกรอก",
    ),
    "KA301": Entry(
        "the database cannot be opened",
        "check the address and that the server runs; nothing was written",
        "เปิดฐานข้อมูลไม่ได้",
        "ตรวจสอบที่อยู่และเซิร์ฟเวอร์ ยังไม่มีข้อมูลใดถูกเขียน",
    ),
    "KA302": Entry(
        "the database stayed locked by another program",
        "wait for the other program and run again; what was done is kept",
        "ฐานข้อมูลถูกล็อกโดยโปรแกรมอื่น",
        "รอให้โปรแกรมอื่นเสร็จแล้วเรียกใช้อีกครั้ง งานที่ทำแล้วยังอยู่",
    ),
    "KA303": Entry(
        "the database was written by a newer version",
        "update kpi-audit, or write to another folder; nothing was written",
        "ฐานข้อมูลสร้างโดยรุ่นที่ใหม่กว่า",
        "ปรับรุ่น kpi-audit หรือเขียนไปยังโฟลเดอร์อื่น ยังไม่มีข้อมูลใดถูกเขียน",
    ),
    "KA304": Entry(
        "the database could not be written",
        "make room or lift the write protection and run again; what was done is kept",
        "เขียนฐานข้อมูลไม่ได้",
        "เพิ่มเนื้อที่หรือปลดการป้องกันการเขียนแล้วเรียกใช้อีกครั้ง งานที่ทำแล้วยังอยู่",
    ),
    "KA305": Entry(
        "the output folder cannot be written",
        "name another folder with -o, or make room",
        "เขียนโฟลเดอร์ผลลัพธ์ไม่ได้",
        "ระบุโฟลเดอร์อื่นด้วย -o หรือเพิ่มเนื้อที่",
    ),
    "KA306": Entry(
        "the database address cannot be understood",
        "write it as sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME",
        "ที่อยู่ฐานข้อมูลไม่ถูกต้อง",
        "เขียนเป็น sqlite:///ไฟล์ หรือ postgresql+psycopg://ผู้ใช้:รหัสผ่าน@เครื่อง/ชื่อ",
    ),
    "KA307": Entry(
        "the database was written by an older version",
        "bring it up to date with kpi-audit db upgrade; nothing was written",
        "ฐานข้อมูลสร้างโดยรุ่นที่เก่ากว่า",
        "ปรับรุ่นด้วย kpi-audit db upgrade ยังไม่มีข้อมูลใดถูกเขียน",
    ),
    "KA308": Entry(
        "the connection to the database was lost",
        "run again when the server answers; documents that were done are kept, the rest is untouched",
        "การเชื่อมต่อกับฐานข้อมูลขาดหาย",
        "เรียกใช้อีกครั้งเมื่อเซิร์ฟเวอร์พร้อม เอกสารที่ทำเสร็จแล้วยังอยู่ ส่วนที่เหลือไม่ถูกแตะต้อง",
    ),
    "KA309": Entry(
        "the folder holds no outputs that could be loaded",
        "name a folder that kpi-audit run or kpi-audit db export wrote",
        "โฟลเดอร์ไม่มีผลลัพธ์ที่นำเข้าได้",
        "ระบุโฟลเดอร์ที่ kpi-audit run หรือ kpi-audit db export เขียนไว้",
    ),
    "KA310": Entry(
        "a file to be loaded is damaged",
        "write the folder anew and load again; what was loaded before it is kept",
        "ไฟล์ที่จะนำเข้าเสียหาย",
        "สร้างโฟลเดอร์ใหม่แล้วนำเข้าอีกครั้ง ส่วนที่นำเข้าแล้วยังอยู่",
    ),
    "KA311": Entry(
        "the database already holds documents, so no export can be put back into it",
        "name an empty database; nothing was written",
        "ฐานข้อมูลมีเอกสารอยู่แล้ว จึงนำข้อมูลส่งออกกลับเข้าไม่ได้",
        "ระบุฐานข้อมูลที่ว่าง ยังไม่มีข้อมูลใดถูกเขียน",
    ),
    "KA312": Entry(
        "the database holds no such KPI",
        "kpi-audit db status shows what it holds",
        "ฐานข้อมูลไม่มีตัวชี้วัดนี้",
        "ดูข้อมูลที่มีด้วย kpi-audit db status",
    ),
    "KA401": Entry(
        "the crawl's file cannot be read",
        "check its path, and that it is valid TOML and UTF-8",
        "อ่านไฟล์กำหนดการเก็บเว็บไม่ได้",
        "ตรวจสอบที่อยู่ของไฟล์ และว่าเป็น TOML และ UTF-8 ที่ถูกต้อง",
    ),
    "KA402": Entry(
        "the crawl's file has a key or value that is not known",
        "correct it; docs/crawl.md lists what there is",
        "ไฟล์กำหนดการเก็บเว็บมีคีย์หรือค่าที่ไม่รู้จัก",
        "แก้ไขให้ถูกต้อง docs/crawl.md มีรายการทั้งหมด",
    ),
    "KA403": Entry(
        "another night is at work in this archive",
        "wait for it to end; nothing was asked for",
        "มีการเก็บเว็บอีกรอบทำงานอยู่ในคลังนี้",
        "รอให้รอบนั้นเสร็จ ยังไม่มีการขอข้อมูลใด",
    ),
    "KA404": Entry(
        "fetching stopped before the night was complete",
        "run the same command again: the night goes on where it stood",
        "การเก็บเว็บหยุดก่อนเสร็จสิ้น",
        "เรียกคำสั่งเดิมอีกครั้ง รอบนี้จะทำต่อจากที่ค้างไว้",
    ),
    "KA405": Entry(
        "it is outside the hours that the crawl may work in",
        "run the same command again within the hours; what was fetched is kept",
        "อยู่นอกช่วงเวลาที่อนุญาตให้เก็บเว็บ",
        "เรียกคำสั่งเดิมอีกครั้งในช่วงเวลา สิ่งที่เก็บแล้วยังอยู่",
    ),
    "KA406": Entry(
        "the archive cannot be written",
        "make room or lift the write protection and run the same command again",
        "เขียนคลังเก็บเว็บไม่ได้",
        "เพิ่มเนื้อที่หรือปลดการป้องกันการเขียน แล้วเรียกคำสั่งเดิมอีกครั้ง",
    ),
    "KA407": Entry(
        "the archive differs from its manifests",
        "keep it as it is, compare it with a copy, and find out who changed it",
        "คลังเก็บเว็บไม่ตรงกับบัญชีรายการ",
        "เก็บไว้ตามเดิม เทียบกับสำเนา และหาว่าใครแก้ไข",
    ),
    "KA408": Entry(
        "there is no archive of a crawl here",
        "name the folder that [archive] folder names, or the crawl's file",
        "ไม่มีคลังเก็บเว็บที่นี่",
        "ระบุโฟลเดอร์ตาม [archive] folder หรือไฟล์กำหนดการเก็บเว็บ",
    ),
    "KA409": Entry(
        "Scrapy, which fetches, is not installed",
        "install kpi-audit anew with all it depends on",
        "ยังไม่ได้ติดตั้ง Scrapy ซึ่งใช้เก็บเว็บ",
        "ติดตั้ง kpi-audit ใหม่พร้อมส่วนที่ต้องใช้ทั้งหมด",
    ),
    "KA410": Entry(
        "the night's limit of pages was reached; the rest was not asked for",
        "raise [limits] pages, or narrow [site] follow",
        "ถึงจำนวนหน้าสูงสุดของรอบแล้ว ส่วนที่เหลือไม่ได้เก็บ",
        "เพิ่ม [limits] pages หรือจำกัด [site] follow ให้แคบลง",
    ),
    "KA411": Entry(
        "nothing of the site could be fetched",
        "check the network, the addresses and the site's robots.txt",
        "เก็บข้อมูลจากเว็บไม่ได้เลย",
        "ตรวจสอบเครือข่าย ที่อยู่ และ robots.txt ของเว็บ",
    ),
    "KA412": Entry(
        "a webhook or mail about the night could not be sent",
        "check [notify]; the night itself is complete",
        "ส่งแจ้งผลทาง webhook หรือเมลไม่ได้",
        "ตรวจสอบ [notify] การเก็บเว็บรอบนี้เสร็จสมบูรณ์แล้ว",
    ),
    "KA413": Entry(
        "there is no such night, and it is no date",
        "give the number of a night, or a date such as 2026-11-20",
        "ไม่มีรอบนี้ และไม่ใช่วันที่",
        "ระบุหมายเลขรอบ หรือวันที่ เช่น 2026-11-20",
    ),
    "KA414": Entry(
        "the database holds no crawl",
        "name the one that [store] db names with --db",
        "ฐานข้อมูลไม่มีข้อมูลการเก็บเว็บ",
        "ระบุฐานข้อมูลตาม [store] db ด้วย --db",
    ),
}


class KpiAuditError(Exception):
    """An error with a code of `ERRORS`, what happened here, and the next step.

    `message` and `hint` replace the table's English texts where more is known; in Thai the table's
    text stands first and the particulars in parentheses. KeyError for an unknown code.
    """

    def __init__(self, code: str, message: str | None = None, hint: str | None = None) -> None:
        entry = ERRORS[code]
        self.code = code
        self.detail = message
        self.message = message or entry.en
        self.hint = hint or entry.next_en
        super().__init__(code, message, hint)

    def text(self, lang: Lang = "en") -> str:
        """Return `CODE: what happened; what to do next`."""
        if lang == "en":
            return f"{self.code}: {self.message}; {self.hint}"
        entry = ERRORS[self.code]
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.code}: {entry.th}{detail}; {entry.next_th}"

    def __str__(self) -> str:
        return self.text()
