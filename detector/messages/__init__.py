"""What people read, in their language: one file of texts a language, asked for by key."""

from detector.messages.saying import said_in, say
from models.language import LANGUAGES, Language, language_of

__all__ = ["LANGUAGES", "Language", "language_of", "said_in", "say"]
