"""Every refusal by name. A class's docstring is its message to people; `web.pages` maps classes to pages."""

from app.saying import Saying, Text


class MyelogError(Exception):
    """Myelog could not do this. `text` says why, ready to be told in the reader's language."""

    def __init__(self, message: Text | None = None) -> None:
        self.text = message or Saying((self.__doc__ or "").strip())
        super().__init__(str(self.text))

    @property
    def message(self) -> str:
        """The message in English, for the command line and logs."""
        return str(self)


class NotFoundError(MyelogError):
    """There is no such page."""


class NotAllowedError(MyelogError):
    """Your role does not allow this."""


class SignedOutError(MyelogError):
    """You are signed out. Please sign in again."""


class RefusedError(MyelogError):
    """What was entered cannot be kept."""


class BadValueError(RefusedError):
    """This is not one of the values this item allows."""


class TakenError(RefusedError):
    """This is already in use. Choose another."""


class WrongPasswordError(RefusedError):
    """This is not your password."""


class WrongPinError(RefusedError):
    """This PIN is not right."""


class PinLockedError(RefusedError):
    """Too many wrong PINs. This tablet takes yours again once you have signed in on it with your password."""


class TooManyAttemptsError(RefusedError):
    """Too many attempts. Please wait 15 minutes, then try again."""


class SittingEndedError(RefusedError):
    """These answers were already sent and can no longer be changed here."""


class NotAskedError(RefusedError):
    """This question is no longer asked, because an earlier answer was changed."""


class SupersededError(RefusedError):
    """You have changed this answer since. What is kept is shown here: please check it."""


class IncompleteError(RefusedError):
    """There are still questions without an answer."""


class BusyError(MyelogError):
    """The system is busy. Nothing was lost; please try again."""


class PdfError(MyelogError):
    """The PDF could not be made. The record is unharmed; please try again."""


class DefinitionError(MyelogError):
    """A definition has faults. `faults` lists all of them, each with its place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class ForeignFileError(MyelogError):
    """There is no questionnaire in this file that Myelog can read."""


class SettingsError(MyelogError):
    """The settings of this instance are not usable."""


class StorageError(MyelogError):
    """The database cannot be used safely."""


class TamperedError(StorageError):
    """The record does not agree with its audit trail."""
