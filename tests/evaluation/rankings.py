"""TextRank and LexRank as a well-kept library has them (sumy), fast enough for long talk and without its downloads."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

_WORD = re.compile(r"\w[\w'-]*")


class Words:
    """Cuts text into words for the other summarizers, whose own tokenizer needs a download."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(text.lower()))


class FastTextRank(TextRankSummarizer):
    """The library's, with its matrix of similarities made by one matrix product: the same numbers, in seconds."""

    def _create_matrix(self, document: ObjectDocumentModel) -> np.ndarray:
        texts = [self._to_words_set(each) for each in document.sentences]
        counts = _counts(texts)
        rank = counts @ counts.T
        logs = np.log([max(len(words), 1) for words in texts])
        norm = logs[:, None] + logs[None, :]
        weights = np.where(norm < 1e-8, rank, rank / np.where(norm < 1e-8, 1, norm))
        weights /= weights.sum(axis=1)[:, None] + self._ZERO_DIVISION_PREVENTION
        return (1.0 - self.damping) / len(texts) + self.damping * weights


class FastLexRank(LexRankSummarizer):
    """The same for LexRank: cosines above the threshold, each row divided by how many it has."""

    def _create_matrix(
        self,
        sentences: Sequence[Sequence[str]],
        threshold: float,
        tf_metrics: Sequence[Mapping[str, float]],
        idf_metrics: Mapping[str, float],
    ) -> np.ndarray:
        vectors = _counts(sentences, lambda row, word: tf_metrics[row][word] * idf_metrics[word])
        lengths = np.linalg.norm(vectors, axis=1)[:, None]
        vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
        linked = (vectors @ vectors.T > threshold).astype(float)
        return linked / np.maximum(linked.sum(axis=1), 1)[:, None]


def _counts(texts: Sequence[Sequence[str]], value: Callable[[int, str], float] | None = None) -> np.ndarray:
    """One row a sentence, one column a word: how often it occurs, or a value of its own."""
    columns = {word: column for column, word in enumerate(dict.fromkeys(word for words in texts for word in words))}
    table = np.zeros((len(texts), len(columns)))
    for row, words in enumerate(texts):
        for word in words:
            if value:
                table[row, columns[word]] = value(row, word)
            else:
                table[row, columns[word]] += 1
    return table


@lru_cache
def _stemmer() -> Callable[[str], str]:
    return lru_cache(maxsize=None)(Stemmer("english"))


def ranking(summarizer: type[TextRankSummarizer | LexRankSummarizer], texts: Sequence[str]) -> list[int]:
    """The numbers of all sentences, best first, as the library ranks them."""
    ranks = summarizer(_stemmer())
    ranks.stop_words = get_stop_words("english")
    words = Words()
    document = ObjectDocumentModel([Paragraph([Sentence(text, words) for text in texts])])
    order: list[int] = []

    def keep(rated: Sequence) -> Sequence:
        order.extend(each.order for each in rated)
        return rated

    ranks(document, keep)
    return order


@lru_cache(maxsize=1)
def rankings(texts: tuple[str, ...]) -> tuple[tuple[str, list[int]], ...]:
    """By name of the system, the numbers of all sentences, best first."""
    return ("TextRank", ranking(FastTextRank, texts)), ("LexRank", ranking(FastLexRank, texts))
