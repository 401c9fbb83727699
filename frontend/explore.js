// The page on which one measure is explored: a bar over the picture, and a form that stays on the page.
const bar = document.createElement("div");
bar.className = "explore__bar";

const span = makeSpan();
if (span) bar.append(span);

if (document.fullscreenEnabled) {
  const button = document.getElementById("part-screen").content.firstElementChild.cloneNode(true);
  const open = button.textContent;
  button.addEventListener("click", () =>
    document.fullscreenElement ? document.exitFullscreen() : section.requestFullscreen(),
  );
  document.addEventListener("fullscreenchange", () => {
    const isLarge = document.fullscreenElement === section;
    button.textContent = isLarge ? button.dataset.close : open;
    // However it was left, by the button or by Escape, the reader is where they began.
    if (!isLarge) button.focus();
  });
  bar.append(button);
}
if (bar.childElementCount) section.prepend(bar);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  load(addressOfForm(), (page) => {
    takeOver(page, "places");
    const lists = form.querySelectorAll("[data-span] select");
    page.querySelectorAll("[data-span] select").forEach((list, place) => lists[place].replaceChildren(...list.childNodes));
    document.dispatchEvent(new CustomEvent("periods:changed"));
    section.focus({ preventScroll: true });
    section.scrollIntoView();
  });
});

// Typing narrows the list of places at once; those that are chosen stay in it.
const search = document.getElementById("search");
if (search) {
  const said = document.getElementById("part-found").content.firstElementChild;
  search.closest("p").after(said);
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    let count = 0;
    for (const item of document.querySelectorAll(".place-list > div")) {
      const fits = item.textContent.toLowerCase().includes(wanted);
      count += fits;
      item.hidden = !fits && !item.querySelector("input").checked;
    }
    said.textContent = wanted ? (count === 1 ? said.dataset.one : said.dataset.many.replace("%n", count)) : "";
  });
}
