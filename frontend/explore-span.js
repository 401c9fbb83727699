// One slider in place of the lists of periods, which stay in the form and are what is sent: with two thumbs for
// the first and the last year of a chart, with one for the year of a map.
const QUIET = 450; // Milliseconds without a move after which what was chosen is asked for.

const makeSpan = () => {
  const lists = [...form.querySelectorAll("[data-span] select")];
  if (!lists.length) return;
  const span = document.getElementById("part-span").content.firstElementChild.cloneNode(true);
  const thumbs = [...span.querySelectorAll("input")].slice(0, lists.length);
  span.querySelectorAll("input").forEach((thumb) => thumbs.includes(thumb) || thumb.remove());
  thumbs.forEach((thumb, place) => thumb.setAttribute("aria-label", lists[place].closest("div").querySelector("label").textContent));
  if (!thumbs[1]) span.querySelector("legend").textContent = thumbs[0].getAttribute("aria-label");
  const track = span.querySelector(".span__track");
  const ends = span.querySelectorAll(".span__ends span");
  let soon;

  const say = () => {
    const last = lists[0].length - 1;
    const names = thumbs.map((thumb) => lists[0].options[thumb.value].text);
    thumbs.forEach((thumb, place) => thumb.setAttribute("aria-valuetext", names[place]));
    span.querySelector("output").textContent = [...new Set(names)].join(" – ");
    const shares = thumbs.map((thumb) => (last ? thumb.value / last : 0));
    track.style.setProperty("--from", thumbs[1] ? shares[0] : 0);
    track.style.setProperty("--to", shares.at(-1));
    // Where both thumbs stand at the end, the first must lie on top, or neither could be moved.
    thumbs[0].classList.toggle("is-over", thumbs[0].value * 2 > last);
  };
  const fit = () => {
    thumbs.forEach((thumb, place) => {
      thumb.max = lists[place].length - 1;
      thumb.value = lists[place].selectedIndex;
    });
    ends[0].textContent = lists[0].options[0].text;
    ends[1].textContent = lists[0].options[lists[0].length - 1].text;
    // With a single period there is nothing to choose.
    span.hidden = lists[0].length < 2;
    say();
  };
  thumbs.forEach((thumb, place) => {
    thumb.addEventListener("input", () => {
      const other = thumbs[1 - place];
      if (other) thumb.value = place ? Math.max(thumb.value, other.value) : Math.min(thumb.value, other.value);
      lists[place].selectedIndex = thumb.value;
      say();
      clearTimeout(soon);
      soon = setTimeout(() => load(addressOfForm()), QUIET);
    });
  });
  for (const list of lists) list.closest("div").hidden = true;
  document.addEventListener("periods:changed", fit);
  fit();
  return span;
};
