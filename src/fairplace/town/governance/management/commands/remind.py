"""Do what the worker does every day: move what nobody looks after to the chairs' lists, and remind people."""

from datetime import date

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from fairplace.town.governance.operations.daily import do_daily_work


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", type=date.fromisoformat, help="as if it were that day: 2027-03-31")

    def handle(self, **options) -> None:
        for town, moved, letters in do_daily_work(options["day"] or timezone.localdate()):
            self.stdout.write(f"{town.name}: {moved} moved to a chair's list, {letters} letters written")
