"""Fills what the sentences of the interface left open, once, when a whole screen or document is composed.

What a result is about knows the words (`woorden`): those of its pack, for a wijk or a dorp. A screen without a dossier
has them from the pack.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from html import escape
from typing import ParamSpec

from wijktoets.engine.model.woorden import Woorden
from wijktoets.texts import filled

from .tree import Whole, changed

P = ParamSpec("P")


def in_words(whole: Whole, woorden: Woorden) -> Whole:
    """A text, or parts of any kind, with each word filled that was left open; in a picture as SVG wants it.

    Raises:
        KeyError: a sentence leaves a word open that no pack has.
    """

    def change(text: str) -> str:
        return filled(text, (lambda name: escape(woorden.word(name))) if text.startswith("<svg") else woorden.word)

    return changed(whole, change)


def worded(words_of: Callable[..., Iterable[Woorden]]) -> Callable[[Callable[P, Whole]], Callable[P, Whole]]:
    """What composes a whole screen or document gives it in the words of what it is about, its first argument.

    Of several, some about a wijk and some about a dorp, it speaks of wijken.
    """

    def decorate(compose: Callable[P, Whole]) -> Callable[P, Whole]:
        @wraps(compose)
        def in_its_words(*args: P.args, **kwargs: P.kwargs) -> Whole:
            known = sorted(words_of(args[0]), key=lambda words: words.soort != "wijk")
            whole = compose(*args, **kwargs)
            return in_words(whole, known[0]) if known else whole

        return in_its_words

    return decorate
