"""Read PDF letters, and set their copies anew: text, emphasis and pages, never the layout."""
