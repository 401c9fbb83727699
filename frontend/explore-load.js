// Changes what is shown without leaving the page: asks for the address that the form would lead to, and takes
// over what is different there. The sentence that says what is shown stays in its place, so that a change of
// it is announced.
const section = document.getElementById("shown");
const form = document.querySelector(".explore-form");
const status = section.querySelector("[role=status]");
const PATIENCE = 15; // So many times is a picture asked for that is still being drawn.
const PAUSE = 800;
let turn = 0;

const part = (page, name) => page.querySelector(`[data-part="${name}"]`);
const takeOver = (page, ...names) => {
  for (const name of names) {
    const here = part(document, name);
    const there = part(page, name);
    if (here && there) here.replaceChildren(...there.childNodes);
  }
};

const addressOfForm = () => {
  const fields = [...new FormData(form)].filter(([, value]) => value);
  return `${location.pathname}?${new URLSearchParams(fields)}`;
};

const ask = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

// Waits until the picture is drawn, and returns the page that has it; nothing where another was asked for.
const waitForPicture = async (address, page, own) => {
  for (let n = 0; n < PATIENCE && part(page, "shown").hasAttribute("data-awaited"); n += 1) {
    await new Promise((done) => setTimeout(done, PAUSE));
    if (own !== turn) return null;
    page = await ask(address);
  }
  return own === turn ? page : null;
};

const showPicture = (page) => {
  takeOver(page, "shown");
  part(document, "shown").toggleAttribute("data-awaited", part(page, "shown").hasAttribute("data-awaited"));
  document.dispatchEvent(new CustomEvent("figures:changed"));
};

const rest = document.getElementById("part-wait").content.firstElementChild;
const setWaiting = (isWaiting) => {
  section.classList.toggle("is-waiting", isWaiting);
  part(document, "shown").setAttribute("aria-busy", String(isWaiting));
  isWaiting ? part(document, "shown").before(rest) : rest.remove();
};

// Shows what an address says. `changed` gets the new page before its picture is there.
const load = async (address, changed = () => {}) => {
  const own = (turn += 1);
  try {
    const page = await ask(address);
    if (own !== turn) return;
    const there = page.getElementById("shown");
    history.replaceState(null, "", there.dataset.address);
    const words = there.querySelector("[role=status]").textContent;
    if (status.textContent !== words) status.textContent = words;
    takeOver(page, "tabs", "embed");
    changed(page);
    // The old picture stays until the new one is there, dim and out of reach, so that nothing jumps.
    setWaiting(part(page, "shown").hasAttribute("data-awaited"));
    const drawn = await waitForPicture(address, page, own);
    if (!drawn) return;
    setWaiting(false);
    showPicture(drawn);
  } catch {
    // Without an answer the browser goes there itself, and says what is wrong.
    if (own === turn) location.assign(address);
  }
};
