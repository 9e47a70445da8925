"""Notices what looks like personal data before it is kept: mail, phone, IBAN, BSN and addresses. It only asks.

Each pattern goes through a text once, whatever stands in it: anybody may send one that is long.
"""

import re
from typing import Final

_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE: Final = re.compile(r"(?<![\w.,€-])(?:\+31|0031|0)[\s-]?(?:\(0\))?(?:\d[\s-]?){8}\d(?!\d)")
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_NINE: Final = re.compile(r"(?<!\d)\d{9}(?!\d)")
_POSTCODE: Final = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b")
_STREET: Final = re.compile(
    r"(?<![\w'-])[A-Z][\w'-]*(?:straat|laan|weg|plein|gracht|kade|singel|dreef|hof|steeg|pad)\s+\d{1,4}\b"
)


def found_in(text: str) -> list[str]:
    """The kinds of personal data that a text seems to hold: keys of sentences.

    >>> found_in("mail jan@voorbeeld.nl of bel 06 12345678"), found_in("Artikel 12, 2027-01-01, € 40.000")
    (['mail', 'telefoon'], [])
    """
    kinds = {
        "mail": bool(_MAIL.search(text)),
        "telefoon": bool(_PHONE.search(text)),
        "iban": any(_is_iban(each) for each in _IBAN.findall(text)),
        "bsn": any(_is_bsn(each) for each in _NINE.findall(text)),
        "adres": bool(_POSTCODE.search(text) or _STREET.search(text)),
    }
    return [kind for kind, there in kinds.items() if there]


def _is_iban(found: str) -> bool:
    """Whether the check digits are right (ISO 13616: the number is 1 modulo 97).

    >>> _is_iban("NL91 ABNA 0417 1643 00"), _is_iban("NL92 ABNA 0417 1643 00")
    (True, False)
    """
    bare = found.replace(" ", "")
    return int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1


def _is_bsn(found: str) -> bool:
    """Whether nine digits pass the test of eleven for a burgerservicenummer.

    >>> _is_bsn("111222333"), _is_bsn("111222334")
    (True, False)
    """
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, found, strict=True)) % 11 == 0
