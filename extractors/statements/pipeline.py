"""The spaCy pipeline over one narrative: words by nlpo3, statements as sentences, statuses as spans."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from spacy.lang.th import Thai
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from extractors.statements.cues import generic_words, status_of
from extractors.statements.cutting import statement_starts
from extractors.thai.words import content_words, words

STATEMENTS = "statements"


class StatementTokenizer:
    """Words of a narrative; a word never crosses the beginning of a statement."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        starts = statement_starts(text, 0, len(text)) if text else []
        pieces: list[str] = []
        heads: list[bool] = []
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            at = start
            first = True
            for a, b, word in words(text[start:end]):
                if start + a > at:
                    pieces.append(text[at : start + a])
                    heads.append(first)
                    first = False
                pieces.append(word)
                heads.append(first)
                first = False
                at = start + b
            if at < end:
                pieces.append(text[at:end])
                heads.append(first)
        return Doc(self.vocab, words=pieces, spaces=[False] * len(pieces), sent_starts=list(heads))


@registry.tokenizers("kpi_audit.statements.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Any:
    """Return the factory that spaCy calls with the pipeline."""
    return lambda nlp: StatementTokenizer(nlp.vocab)


@Language.component("kpi_audit_status")
def status_component(doc: Doc) -> Doc:
    """Label every sentence with its status; a blanket one gets the id `blanket`."""
    spans = []
    for sentence in doc.sents:
        status, _ = status_of(sentence.text)
        kind = "blanket" if _is_blanket(sentence) else "particular"
        spans.append(Span(doc, sentence.start, sentence.end, label=status, span_id=kind))
    doc.spans[STATEMENTS] = spans
    return doc


def _is_blanket(sentence: Span) -> bool:
    """Tell whether a sentence speaks of the whole KPI: nothing in it says what is done."""
    content = [
        token.text
        for token in sentence
        if any("ก" <= character <= "๎" or character.isalpha() for character in token.text)
    ]
    own = [word for word in content if word not in generic_words()]
    return bool(content) and not any(content_words(word) for word in own)


@lru_cache(maxsize=1)
def nlp() -> Language:
    """Return the pipeline, built once per process."""
    pipeline = Thai.from_config(
        {
            "nlp": {
                "lang": "th",
                "pipeline": [],
                "tokenizer": {"@tokenizers": "kpi_audit.statements.v1"},
            }
        }
    )
    pipeline.add_pipe("kpi_audit_status")
    return pipeline
