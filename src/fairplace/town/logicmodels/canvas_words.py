"""Every word that the canvas says, for its script: frontend/canvas holds none."""

from django.utils.translation import gettext as _


def list_words() -> dict[str, str]:
    """Return the words by name. Names in braces are filled in by the script."""
    return {
        # The toolbar
        "edit": _("Change"),
        "up": _("Up"),
        "down": _("Down"),
        "left": _("Left"),
        "right": _("Right"),
        "connect": _("Link to…"),
        "remove": _("Remove"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "tidy": _("Fewer crossings"),
        "tidied": _("{n} steps moved within their columns, so that fewer links cross. Undo puts them back."),
        "tidy_none": _("No other order has fewer crossings."),
        "tools": _("The step that is chosen: change it, move it, link it, remove it"),
        "find": _("Find a step"),
        "found": _("{n} found. Enter goes to the next."),
        "found_none": _("No step has these words."),
        # Columns and steps
        "add": _("Add: {kind}"),
        "add_hint": _("Write it and press Enter; the next one can follow at once."),
        "steps": _("{n} steps"),
        "one_step": _("1 step"),
        "no_steps": _("No steps yet"),
        "step_label": _("{text}. {kind}, {n} of {all}. Leads to {out}, comes from {in}."),
        "edit_label": _("Words of this step. Enter saves, Escape leaves it as it was."),
        "canvas_label": _("Steps of the logic model by column"),
        # Links
        "leads_to": _("Leads to"),
        "comes_from": _("Comes from"),
        "no_links": _("Nothing yet"),
        "why": _("Why should this hold?"),
        "evidence": _("How well is it known?"),
        "save_link": _("Save the link"),
        "remove_link": _("Remove the link"),
        "cancel": _("Cancel"),
        "close": _("Close"),
        "no_reason": _("No reason given yet"),
        "change_link": _("Change the link to {text}"),
        "change_link_from": _("Change the link from {text}"),
        "go_to": _("Go to {text}"),
        "more": _("More about this step (figures, measure, early signs)"),
        "link_of": _("{start} leads to {end}"),
        "choose_end": _(
            "Where does “{text}” lead? Choose the step and press Enter, or click it. Escape stops."
        ),
        "choose_step": _("Choose a step to see what it leads to and what it comes from."),
        # What happened
        "added": _("Added: {text}"),
        "changed": _("Changed: {text}"),
        "moved": _("{text}: {kind}, {n} of {all}"),
        "removed": _("Removed: {text}. Undo brings it back."),
        "linked": _("{start} now leads to {end}. Say why this should hold."),
        "link_changed": _("The link is saved."),
        "link_removed": _("The link is removed."),
        "undone": _("Undone"),
        "redone": _("Done again"),
        "nothing_to_undo": _("There is nothing to undo."),
        "nothing_to_redo": _("There is nothing to do again."),
        "not_to_itself": _("A step cannot lead to itself."),
        "linked_already": _("These two are linked already. Here is their link."),
        "stopped": _("Stopped. Nothing was changed."),
        "at_the_end": _("It cannot go further that way."),
        "too_long": _("A step can have up to {n} letters. Say more about it in its details."),
        "too_much": _("This is too much at once. Save it in parts."),
        "somebody": _("Somebody"),
        "they_added": _("{who} added: {text}"),
        "they_changed": _("{who} changed: {text}"),
        "they_removed": _("{who} removed: {text}"),
        "they_link": _("{who} changed the links of: {text}"),
        "here_one": _("{who} is here too."),
        "here_more": _("{who} are here too."),
        # Saving
        "saved": _("Everything is saved."),
        "saving": _("Saving…"),
        "offline": _(
            "Not saved yet: no connection. {n} changes are kept in this browser and sent when it is back."
        ),
        "offline_one": _(
            "Not saved yet: no connection. 1 change is kept in this browser and sent when it is back."
        ),
        "offline_none": _("No connection. What you write is kept in this browser."),
        "signed_out": _("Not saved yet: you are signed out. Sign in in another tab; your changes wait here."),
        "forbidden": _("Not saved: you may not change this model any more. Your words are kept here."),
        "server": _("Not saved yet: the server did not answer as it should. It is asked again."),
        "no_store": _("This browser keeps nothing: leave the page open until all is saved."),
        "unsent": _("Changes from {when} were not saved"),
        "unsent_why": _("The connection was lost, or the page was closed, before they reached the server."),
        "send": _("Send them now"),
        "drop": _("Throw them away"),
        "sent": _("They are being sent."),
        "dropped": _("They are thrown away."),
        "draft": _("You were writing: {text}"),
        # Two at once
        "clash": _("{who} changed the same while you were writing"),
        "clash_gone": _("{who} removed this while you were writing"),
        "theirs": _("As it is now"),
        "mine": _("What you wrote"),
        "keep_theirs": _("Leave it as it is now"),
        "put_mine": _("Put in what you wrote"),
        "put_back": _("Put it back with what you wrote"),
        "leave_out": _("Leave it out"),
        "edit_both": _("You can bring the two together here before you put it in."),
        "refused": _("This could not be saved"),
        "undo_clash": _("Somebody changed it since. Nothing was taken back."),
        "field_text": _("Words"),
        "field_rationale": _("Reason"),
        "field_evidence": _("How well it is known"),
        "field_kind": _("Column"),
        "do_add": _("Add “{text}”"),
        "do_change": _("Change to “{text}”"),
        "do_move": _("Move “{text}”"),
        "do_remove": _("Remove “{text}”"),
        "do_link": _("Link “{start}” to “{end}”"),
        "do_unlink": _("Take a link away"),
    }


def list_keys() -> list[tuple[str, str]]:
    """Return what each key does when a step has the focus, for the page that explains it."""
    return [
        (_("Arrows"), _("Go to the step above, below, left or right")),
        (_("Home, End"), _("Go to the first or the last step of the column")),
        (_("Enter or F2"), _("Change its words; Enter saves, Escape leaves it as it was")),
        (_("Alt and an arrow"), _("Move it up or down, or into the next column")),
        (_("C"), _("Link it: go to the step it leads to and press Enter")),
        (_("Delete"), _("Remove it, with its links")),
        (_("Ctrl and Z"), _("Undo")),
        (_("Ctrl, Shift and Z"), _("Do again")),
        (_("Tab"), _("Go on to where the next step is added, and to the links of the step that is chosen")),
    ]
