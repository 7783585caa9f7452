"""A small made-up web that ships with the project, so that `meoktong demo` needs no network."""
