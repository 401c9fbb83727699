// Brings one line, dot or area of a drawing forward and reads its figures out. The words are a row of the
// drawing's own table, so no likely range is ever left out; without this script the table says it all.
const SVG = "http://www.w3.org/2000/svg";
const NEAR = 32; // So many pixels from a point it is still meant.
const PERIOD = 1; // The columns of a table with many rows a place: place, period, value.
const VALUE = 2;
const template = document.getElementById("part-reading");
const tools = new Set();
let pinned = ""; // Stays forward when the picture is changed for another.

// Whose figures the table holds, with their rows in order. A value that is missing has no point in the drawing.
const listRows = (table) => {
  const found = new Map();
  for (const row of table.tBodies[0].rows) {
    const name = row.cells[0].textContent.trim();
    if (!found.has(name)) found.set(name, []);
    found.get(name).push(row);
  }
  for (const [name, rows] of found) {
    if (rows.length > 1) found.set(name, rows.filter((row) => !row.cells[VALUE].classList.contains("is-missing")));
  }
  return found;
};

// Where the points of a name stand in one drawing: those of a line from left to right, marks as they are drawn.
const listSpots = (svg, name) => {
  const spots = [];
  for (const mark of svg.querySelectorAll('[data-kind="line"], [data-kind="point"]')) {
    if (mark.dataset.of !== name) continue;
    const isLine = mark.dataset.kind === "line";
    const pairs = isLine ? /[ML]([-\d.e]+),([-\d.e]+)/g : /translate\(([-\d.e]+),([-\d.e]+)\)/g;
    for (const [, x, y] of mark.getAttribute(isLine ? "d" : "transform").matchAll(pairs)) {
      spots.push({ x: Number(x), y: Number(y), frame: mark.parentNode, isLine });
    }
  }
  const lines = spots.filter((spot) => spot.isLine);
  return lines.length ? lines.sort((one, other) => one.x - other.x) : spots;
};

const readFigure = (figure) => {
  const table = figure.querySelector("table");
  const drawings = [...figure.querySelectorAll(".drawing svg")];
  if (figure.dataset.isRead || !table || !drawings.length) return;
  const marks = [...figure.querySelectorAll(".drawing [data-of]")];
  const rows = listRows(table);
  const drawn = new Set(marks.map((mark) => mark.dataset.of));
  const names = [...rows.keys()].filter((name) => drawn.has(name));
  if (!names.length) return;
  figure.dataset.isRead = "yes";

  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const isMap = marks.some((mark) => mark.dataset.kind === "geoshape");
  const hasTimes = names.some((name) => rows.get(name).length > 1);
  const spots = new Map(
    drawings.map((svg) => [
      svg,
      // A line whose points are not those of the table is brought forward, and not read.
      new Map(names.map((name) => [name, listSpots(svg, name)]).filter(([name, found]) => found.length === rows.get(name).length)),
    ]),
  );

  const panel = template.content.firstElementChild.cloneNode(true);
  const [who, when] = [panel.querySelector("select"), panel.querySelector("input")];
  const told = panel.querySelector("output");
  const empty = told.textContent;
  [who, when].forEach((control, place) => {
    control.id = `reading-${tools.size}-${place}`;
    panel.querySelectorAll("label")[place].htmlFor = control.id;
  });
  who.append(...names.map((name) => new Option(name, name)));
  const times = panel.querySelector(".reading__when");
  times.hidden = true;
  // A period of a line over time, but a part of the town where parts stand in a row.
  if (hasTimes) panel.querySelectorAll("label")[1].textContent = heads[PERIOD];
  when.disabled = true;
  [...figure.querySelectorAll(".drawing")].at(-1).after(panel);

  // The two limits of the figure before them in one phrase: two columns read aloud are hard to follow.
  const tellRange = ([lower, upper]) => {
    const { range, noRange } = told.dataset;
    if (lower.classList.contains("is-missing")) return noRange;
    return range.replace("{lower}", lower.textContent.trim()).replace("{upper}", upper.textContent.trim());
  };
  const areLimits = (limits, place) =>
    ["least", "most"].every((kind, n) => heads[place + n]?.toLowerCase().endsWith(told.dataset[kind].toLowerCase())) &&
    limits[0].classList.contains("is-missing") === limits[1].classList.contains("is-missing");
  const listFigures = (row, from) => {
    const said = [];
    for (let place = from; place < row.cells.length; place += 1) {
      const cell = row.cells[place];
      const text = cell.textContent.trim();
      const limits = [...row.cells].slice(place + 1, place + 3);
      const hasLimits = limits.length === 2 && areLimits(limits, place + 1);
      const range = hasLimits && !cell.classList.contains("is-missing") ? `, ${tellRange(limits)}` : "";
      if (text) said.push(`${heads[place]}: ${text}${range}`);
      if (hasLimits) place += 2;
    }
    return said;
  };

  const tell = (row, isMany) => {
    const words = [document.createElement("strong")];
    const from = isMany ? VALUE : PERIOD;
    words[0].textContent = [...row.cells].slice(0, from).map((cell) => cell.textContent.trim()).join(", ");
    words.push(`. ${listFigures(row, from).join("; ")}.`);
    const link = row.cells[0].querySelector("a");
    if (link) {
      const own = link.cloneNode(true);
      own.textContent = `${told.dataset.link} ${own.textContent}`;
      words.push(" ", own);
    }
    told.replaceChildren(...words);
  };

  // Shows which point or area is meant, over all that is drawn.
  const point = (svg, name, place) => {
    svg.querySelectorAll(".reading-spot").forEach((mark) => mark.remove());
    const area = isMap && svg.querySelector(`[data-kind="geoshape"][data-of="${CSS.escape(name)}"]`);
    const spot = spots.get(svg).get(name)?.[place];
    if (area) {
      for (const kind of ["ground", "area"]) {
        const edge = document.createElementNS(SVG, "path");
        edge.setAttribute("d", area.getAttribute("d"));
        edge.setAttribute("transform", area.getAttribute("transform") || "");
        edge.setAttribute("class", `reading-spot reading-spot--${kind}`);
        area.closest("g").append(edge);
      }
    } else if (spot) {
      const ring = document.createElementNS(SVG, "circle");
      for (const [key, value] of Object.entries({ cx: spot.x, cy: spot.y, r: 7, class: "reading-spot" })) ring.setAttribute(key, value);
      spot.frame.append(ring);
    }
  };

  const show = (name, place = -1, { isSpoken = false } = {}) => {
    // Who moves a pointer looks at what is said; who chose by keyboard is told.
    told.setAttribute("aria-live", isSpoken ? "polite" : "off");
    const own = rows.get(name) || [];
    const at = place < 0 ? own.length - 1 : place;
    for (const svg of drawings) {
      svg.classList.toggle("is-reading", Boolean(own.length) && !isMap);
      point(svg, name, at);
    }
    for (const mark of marks) mark.classList.toggle("is-forward", mark.dataset.of === name);
    own.length ? tell(own[at], own.length > 1) : told.replaceChildren(empty);
  };

  const pin = (name, place = -1, isSpoken = false) => {
    const own = rows.get(name) || [];
    pinned = who.value = own.length ? name : "";
    // A slider that moves nothing is not offered.
    times.hidden = when.disabled = own.length < 2;
    when.max = Math.max(own.length - 1, 0);
    when.value = place < 0 ? own.length - 1 : place;
    if (!when.disabled) when.setAttribute("aria-valuetext", own[when.value].cells[PERIOD].textContent.trim());
    show(pinned, Number(when.value), { isSpoken });
  };
  const fallBack = () => show(who.value, Number(when.value));
  who.addEventListener("change", () => pin(who.value, -1, true));
  when.addEventListener("input", () => pin(who.value, Number(when.value), true));

  // What a pointer means: the area or the name under it, or else the nearest point.
  const find = (event) => {
    const named = event.target.closest('[data-kind="geoshape"], [data-kind="text"]')?.dataset.of;
    if (named && rows.has(named)) return [named, -1];
    const svg = event.target.closest("svg");
    let best = [NEAR, null, -1];
    for (const [name, found] of (svg && spots.get(svg)) || []) {
      if (!found.length) continue;
      const matrix = found[0].frame.getScreenCTM();
      found.forEach(({ x, y }, place) => {
        const there = new DOMPoint(x, y).matrixTransform(matrix);
        const away = Math.hypot(there.x - event.clientX, there.y - event.clientY);
        if (away < best[0]) best = [away, name, place];
      });
    }
    return best.slice(1);
  };
  let isTouch = false;
  for (const drawing of figure.querySelectorAll(".drawing")) {
    drawing.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch") return;
      const [name, place] = find(event);
      name ? show(name, place) : fallBack();
    });
    drawing.addEventListener("pointerdown", (event) => (isTouch = event.pointerType === "touch"));
    drawing.addEventListener("pointerleave", (event) => event.pointerType === "touch" || fallBack());
    drawing.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      // A tap reads an area first: its page is one tap further, in what is read.
      if (link && !isTouch) return;
      event.preventDefault();
      pin(...find(event));
    });
  }
  tools.add({ figure, show, fallBack });
  if (names.includes(pinned)) pin(pinned);
};

const readAll = () => {
  for (const tool of tools) if (!tool.figure.isConnected) tools.delete(tool);
  document.querySelectorAll(".figure").forEach(readFigure);
};
document.addEventListener("figures:changed", readAll);
readAll();

// A place in the list of places brings its line forward as long as it is pointed at or has the focus.
const follow = (event) => {
  const item = event.target.closest?.(".place-list > div");
  for (const tool of tools) item ? tool.show(item.textContent.trim()) : tool.fallBack();
};
const list = document.querySelector(".place-list");
for (const kind of ["pointerover", "focusin"]) list?.addEventListener(kind, follow);
for (const kind of ["pointerleave", "focusout"]) list?.addEventListener(kind, () => tools.forEach((tool) => tool.fallBack()));
