"""What people read, in their language: one file of texts a language, asked for by key."""

from detector.messages.language import LANGUAGES, Language, language_of
from detector.messages.saying import say

__all__ = ["LANGUAGES", "Language", "language_of", "say"]
