"""Records and storage: the only place where crawler and detector meet."""
