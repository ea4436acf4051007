"""The programme, its catalogues and its yearly reporting campaigns."""
