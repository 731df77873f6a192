"""What a plan rests on, as a planner reads it."""

from api.documents.register import Register
from api.texts import Language, say
from planner.plan import Caution


def caution_sentence(register: Register, caution: Caution, language: Language) -> str:
    """The sentence of ``caution`` with its details filled in; ids of the season become names."""
    return say(f"caution.{caution.code}", language, **register.words(caution.detail))
