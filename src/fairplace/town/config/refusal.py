class Refused(Exception):
    """Something a command cannot do, said in one sentence that tells what to do instead.

    Whoever raises it has left nothing half done.
    """
