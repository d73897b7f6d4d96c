"""Jobs that tests give to engines: functions that workers import by name."""

import os
import signal
import time


def behave(job: str) -> str:
    """Do what the job says: return, raise, hang, take memory, or die."""
    match job.split():
        case ["sleep", seconds]:
            time.sleep(float(seconds))
        case ["memory", megabytes]:
            return str(len(bytearray(int(megabytes) * 2**20)))
        case ["raise"]:
            raise ValueError("as told")
        case ["recurse"]:
            return behave(job)
        case ["kill"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["exit"]:
            os._exit(3)
    return job.upper()
