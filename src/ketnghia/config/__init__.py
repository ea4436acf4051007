"""How the application is put together: environment, settings, database, addresses."""
