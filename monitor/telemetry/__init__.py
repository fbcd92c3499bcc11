"""What Monitor tells those who run it: logs, metrics, whether it is well."""
