"""The records beside the copies: an audit log that can be checked, and a private map."""
