"""Pages anybody may see: what this is, forms to download, a receipt to verify."""
