"""Configuration: one file, meoktong.toml, under the environment: read, checked, explained."""
