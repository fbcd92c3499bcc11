"""Reads config/ once, checks it, and gives frozen values."""

from monitor.config.load import Config, find_config_dir, load_config, open_config

__all__ = ["Config", "find_config_dir", "load_config", "open_config"]
