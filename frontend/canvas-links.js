// Draws the links of the board as curves, under the steps; those of the chosen step stand out.

const SVG = "http://www.w3.org/2000/svg";
const LINES = { "": ["1 5", 1.6], expected: ["5 4", 1.4], experience: ["12 4", 1.5], local: ["", 1.4], studies: ["", 2.4], reviews: ["", 3.4] };

const svg = (name, attributes = {}) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

class Links {
  constructor(board, onPick) {
    this.board = board;
    this.drawing = svg("svg", { class: "canvas__links", "aria-hidden": "true", focusable: "false" });
    this.paths = new Map();
    board.prepend(this.drawing);
    this.drawing.addEventListener("click", (event) => {
      const key = event.target.closest("[data-link]")?.dataset.link;
      if (key) onPick(key);
    });
  }

  // `boxes` are the steps' rectangles by key, measured against the board.
  draw(model, boxes, current, chosen) {
    const ports = this.listPorts(model, boxes);
    this.drawing.setAttribute("width", this.board.scrollWidth);
    this.drawing.setAttribute("height", this.board.scrollHeight);
    for (const [key, made] of this.paths) {
      if (model.links.has(key)) continue;
      made.group.remove();
      this.paths.delete(key);
    }
    for (const link of model.links.values()) {
      const [from, to] = [ports.get(`${link.key}>`), ports.get(`${link.key}<`)];
      if (!from || !to) continue;
      const made = this.paths.get(link.key) || this.make(link.key);
      const d = this.trace(from, to);
      const [dashes, weight] = LINES[link.evidence] || LINES[""];
      const loud = link.start === current || link.end === current || link.key === chosen;
      const look = `${d}|${dashes}|${weight}|${loud}`;
      if (made.look === look) continue;
      made.look = look;
      made.group.setAttribute("class", loud ? "canvas__link canvas__link--loud" : "canvas__link");
      made.reach.setAttribute("d", d);
      made.line.setAttribute("d", d);
      made.line.setAttribute("stroke-dasharray", dashes || "none");
      made.line.setAttribute("stroke-width", weight + (loud ? 0.6 : 0));
      const size = (6 + weight) * to.way;
      made.tip.setAttribute("d", `M${to.x} ${to.y}l${-size} ${-Math.abs(size) / 2}v${Math.abs(size)}Z`);
    }
  }

  make(key) {
    const group = svg("g", { "data-link": key });
    const reach = svg("path", { class: "canvas__reach" });
    const line = svg("path", { class: "canvas__line" });
    const tip = svg("path", { class: "canvas__tip" });
    group.append(reach, line, tip);
    this.drawing.append(group);
    const made = { group, reach, line, tip };
    this.paths.set(key, made);
    return made;
  }

  // Spreads the ends of links over the edges of their steps, in the order of their other ends.
  listPorts(model, boxes) {
    const edges = new Map();
    for (const link of model.links.values()) {
      const [start, end] = [boxes.get(link.start), boxes.get(link.end)];
      if (!start || !end) continue;
      const isWithin = start.left === end.left;
      const isForward = isWithin || start.left < end.left;
      const put = (box, isRight, far, name, way) => {
        const edge = `${box.key}|${isRight}`;
        if (!edges.has(edge)) edges.set(edge, []);
        edges.get(edge).push({ name, box, isRight, far: far.top + far.height / 2, way, isWithin });
      };
      put(start, isForward, end, `${link.key}>`, isForward ? 1 : -1);
      put(end, isWithin || !isForward, start, `${link.key}<`, isForward && !isWithin ? 1 : -1);
    }
    const ports = new Map();
    for (const ends of edges.values()) {
      ends.sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1));
      ends.forEach(({ name, box, isRight, way, isWithin }, n) => {
        ports.set(name, { x: isRight ? box.left + box.width : box.left, y: box.top + (box.height * (n + 1)) / (ends.length + 1), way, isWithin });
      });
    }
    return ports;
  }

  trace(from, to) {
    if (from.isWithin) return `M${from.x} ${from.y}C${from.x + 44} ${from.y} ${to.x + 44} ${to.y} ${to.x} ${to.y}`;
    const reach = Math.max(24, Math.abs(to.x - from.x) / 2) * from.way;
    return `M${from.x} ${from.y}C${from.x + reach} ${from.y} ${to.x - reach} ${to.y} ${to.x} ${to.y}`;
  }
}
