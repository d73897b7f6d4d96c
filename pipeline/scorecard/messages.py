"""Sentences of scorecard findings, in English and Thai."""

from __future__ import annotations

from typing import NamedTuple


class Sentence(NamedTuple):
    """A message in both languages, with the same fields."""

    en: str
    th: str


_ANY_EN = "; any of these figures may be the wrong one."
_ANY_TH = " โดยตัวเลขใดตัวเลขหนึ่งในนี้อาจเป็นตัวที่คลาดเคลื่อน"

SENTENCES: dict[str, Sentence] = {
    "weights": Sentence(
        "The weights of {where} add up to {actual} ({parts}), not to {expected}" + _ANY_EN,
        "น้ำหนักของ{where_th} รวมได้ {actual} ({parts}) ไม่เท่ากับ {expected}" + _ANY_TH,
    ),
    "weights_over": Sentence(
        "The printed weights of {where} already add up to {actual} ({parts}) of {expected} "
        "although one is missing" + _ANY_EN,
        "น้ำหนักที่พิมพ์ไว้ของ{where_th} รวมได้ {actual} ({parts}) จาก {expected} แล้ว "
        "ทั้งที่ยังขาดหนึ่งรายการ" + _ANY_TH,
    ),
    "total_weight": Sentence(
        "Row {row} prints a total weight of {actual}, but the weights that it sums add up to "
        "{expected} ({parts})" + _ANY_EN,
        "แถว {row} พิมพ์น้ำหนักรวม {actual} แต่น้ำหนักแต่ละรายการรวมได้ {expected} ({parts})" + _ANY_TH,
    ),
    "missing": Sentence(
        "Row {row} ({label}) prints no weight; {expected} follows from the other weights and "
        "numbers of indicators.",
        "แถว {row} ({label}) ไม่ได้พิมพ์น้ำหนัก เมื่อคำนวณจากน้ำหนักและจำนวนตัวชี้วัดอื่นจะได้ {expected}",
    ),
    "weighted": Sentence(
        "Row {row} ({label}) prints a weighted score of {actual}{span}, but score {score} x weight "
        "{weight} / {whole} = {expected}" + _ANY_EN,
        "แถว {row} ({label}) พิมพ์คะแนนถ่วงน้ำหนัก {actual}{span_th} แต่คะแนน {score} x น้ำหนัก {weight} / "
        "{whole} = {expected}" + _ANY_TH,
    ),
    "score": Sentence(
        "Row {row} ({label}) prints a score of {actual}{span}, but the result {result} earns "
        "{expected} on the row's criteria ({criteria})" + _ANY_EN,
        "แถว {row} ({label}) พิมพ์คะแนน {actual}{span_th} แต่ผลงาน {result} ตามเกณฑ์ ({criteria}) "
        "ได้คะแนน {expected}" + _ANY_TH,
    ),
    "no_target": Sentence(
        "Row {row} ({label}) has neither a target nor criteria, so its result {result} is measured "
        "against nothing.",
        "แถว {row} ({label}) ไม่มีทั้งเป้าหมายและเกณฑ์ จึงไม่มีสิ่งใดให้เทียบกับผลงาน {result}",
    ),
    "zero_target": Sentence(
        "Row {row} ({label}) has a target of {actual}, which any result reaches.",
        "แถว {row} ({label}) มีเป้าหมาย {actual} ซึ่งผลงานใดก็ถึงเป้าหมาย",
    ),
    "target_is_weight": Sentence(
        "Row {row} ({label}) prints the same figure {actual} as target and as weight: one of them "
        "may have been typed in the other's place.",
        "แถว {row} ({label}) พิมพ์เป้าหมายและน้ำหนักเป็นตัวเลขเดียวกัน คือ {actual} อาจมีช่องใดช่องหนึ่งกรอกสลับกัน",
    ),
    "band": Sentence(
        "Row {row} ({label}) prints the band {actual}, but {percent} percent is in the band "
        "{expected}" + _ANY_EN,
        "แถว {row} ({label}) พิมพ์ผลประเมิน {actual} แต่ร้อยละ {percent} อยู่ในช่วง {expected}" + _ANY_TH,
    ),
    "targets": Sentence(
        "Row {row} ({label}) prints a target of {actual}, but the targets below it add up to "
        "{expected} ({parts})" + _ANY_EN,
        "แถว {row} ({label}) พิมพ์เป้าหมาย {actual} แต่เป้าหมายของแถวย่อยรวมได้ {expected} ({parts})"
        + _ANY_TH,
    ),
    "rolled": Sentence(
        "Row {row} ({label}) prints {column} {actual}{span}, but the rows that it sums give "
        "{expected} ({parts})" + _ANY_EN,
        "แถว {row} ({label}) พิมพ์{column_th} {actual}{span_th} แต่แถวที่นำมารวมให้ค่า "
        "{expected} ({parts})" + _ANY_TH,
    ),
}
