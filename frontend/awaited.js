// A picture that nobody has looked at yet is drawn while its page is read. It comes in as soon as it is there,
// so that nobody needs to reload; where it does not come, the table that stands in its place stays.
const awaited = document.querySelector("[data-part][data-awaited]");
if (awaited) {
  const address = location.href;
  const look = async (left) => {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.querySelector(`[data-part="${awaited.dataset.part}"]`);
    // Something else may have been chosen meanwhile: then this is no longer what is waited for.
    if (!answer.ok || !there || location.href !== address || awaited.hasAttribute("aria-busy")) return;
    if (there.hasAttribute("data-awaited")) {
      if (left) setTimeout(look, 1200, left - 1);
      return;
    }
    awaited.removeAttribute("data-awaited");
    awaited.replaceChildren(...there.childNodes);
    document.dispatchEvent(new CustomEvent("figures:changed"));
  };
  setTimeout(() => look(12).catch(() => {}), 1200);
}
