// The first thing that somebody types binds a link from a mail to this browser, so that it is worth nothing
// when the mail is passed on. Without this, the first press on the button does.
for (const form of document.querySelectorAll("form[data-hold]")) {
  const hold = (event) => {
    // Programs that look at mails fill in forms too; what they do is not trusted.
    if (!event.isTrusted) return;
    form.removeEventListener("input", hold);
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    fetch(form.dataset.hold, { method: "POST", body, keepalive: true });
  };
  form.addEventListener("input", hold);
}
