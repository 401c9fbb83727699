// One slider with two thumbs in place of the two lists of periods, which stay in the form and are what is sent.
const QUIET = 450; // Milliseconds without a move after which what was chosen is asked for.

const makeSpan = () => {
  const lists = [...form.querySelectorAll("[data-span] select")];
  if (lists.length !== 2) return;
  const span = document.getElementById("part-span").content.firstElementChild.cloneNode(true);
  const thumbs = [...span.querySelectorAll("input")];
  const track = span.querySelector(".span__track");
  const ends = span.querySelectorAll(".span__ends span");
  let soon;

  const say = () => {
    const last = lists[0].length - 1;
    const names = thumbs.map((thumb) => lists[0].options[thumb.value].text);
    thumbs.forEach((thumb, place) => thumb.setAttribute("aria-valuetext", names[place]));
    span.querySelector("output").textContent = names[0] === names[1] ? names[0] : names.join(" – ");
    ["--from", "--to"].forEach((name, place) => track.style.setProperty(name, last ? thumbs[place].value / last : 0));
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
      const other = Number(thumbs[1 - place].value);
      thumb.value = place ? Math.max(thumb.value, other) : Math.min(thumb.value, other);
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
