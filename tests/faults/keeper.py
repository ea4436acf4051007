"""Owns the embedded PostgreSQL of a fault test: prints its address, and again after each line it is sent.

A line means that the server was killed and shall come back; the end of the input ends it.
"""

import sys

from ketnghia.config.embedded import server


def main() -> None:
    """Serve until nobody listens any more."""
    print(server.address(), flush=True)
    for _line in sys.stdin:
        # Joined once a process: the killed server has to be looked for anew.
        server._join.cache_clear()
        print(server.address(), flush=True)


if __name__ == "__main__":
    main()
