"""Test the plan of every town now, and keep the counts."""

from django.core.management.base import BaseCommand

from fairplace.town.chain.operations import run_lint
from fairplace.town.chain.rules import CHECKS
from fairplace.town.places.queries import list_towns


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, **options) -> None:
        for town in list_towns():
            run = run_lint(by=None, town=town)
            self.stdout.write(f"{town.name}: {run.total} things to put right")
            for code, count in run.counts.items():
                if count:
                    self.stdout.write(f"  {count:5} {CHECKS[code].name}")
