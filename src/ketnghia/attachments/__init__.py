"""Evidence beside a report: photos and PDF files, kept by their content and never overwritten."""
