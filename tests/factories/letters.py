from fairplace.town.letters.models import Letter


def make_letter(key="a letter", to="ada@example.org", **fields) -> Letter:
    said = {
        "kind": "digest",
        "town": "testham",
        "subject": "What you owe",
        "body": "Dear Ada.\n",
        "message_id": f"<{key.replace(' ', '-')}@example.org>",
        **fields,
    }
    return Letter.objects.create(key=key, to=to, **said)
