"""A text that cannot be read."""


class Refused(Exception):
    """A cell's text is refused: ``code`` of the fault and the further words of its sentence.

    The place and the value are added by whoever knows them; never leaves :mod:`api.imports`.
    """

    def __init__(self, code: str, **detail: object) -> None:
        self.code = code
        self.detail = {name: str(word) for name, word in detail.items()}
        super().__init__(code)
