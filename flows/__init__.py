"""The Prefect flows of redact; in an installed wheel the package `redact_flows`."""
