"""The nursery of the query processes, as `kg.workers.processes` starts it."""

import signal
import sys
from socket import socket

from kg.workers.nursery import Nursery, household

signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the starter, which takes us with it
Nursery(socket(fileno=int(sys.argv[1])), household(sys.argv[2:])).run()
