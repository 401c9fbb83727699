// Arrow keys move between the cells of the matrix. Without this every cell that holds something is a link,
// and the empty ones stand on the page of their row.
for (const grid of document.querySelectorAll(".matrix__grid")) {
  const rows = [...grid.querySelectorAll("tr[data-code]")];
  const codes = [...grid.tHead.rows[0].cells].slice(3).map((cell) => cell.querySelector("b").textContent);
  const links = grid.querySelectorAll("td a");
  for (const link of links) link.tabIndex = -1;

  // What can take the focus in a cell. An empty one gets its link when it is first reached.
  const reach = (cell) => {
    if (!cell.firstElementChild && cell.cellIndex > 2 && grid.dataset.map) {
      const row = cell.parentElement.dataset.code;
      const work = codes[cell.cellIndex - 3];
      const link = document.createElement("a");
      link.href = `${row}/${work}/`;
      link.tabIndex = -1;
      link.setAttribute("aria-label", `${row}, ${work}: ${grid.dataset.map}`);
      cell.append(link);
    }
    const there = cell.querySelector("a, input") || cell;
    if (there === cell) cell.tabIndex = -1;
    return there;
  };

  // One cell is on the way of the Tab key, and the arrows lead to the rest: the first that was judged, or
  // the first of all.
  let current = links[0] || (rows[0] && reach(rows[0].cells[3]));
  if (current) current.tabIndex = 0;

  const go = (row, column) => {
    const there = reach(rows[row].cells[column]);
    current?.setAttribute("tabindex", "-1");
    current = there.closest("td") ? there : current;
    current?.setAttribute("tabindex", "0");
    there.focus();
    there.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  grid.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    const row = cell ? rows.indexOf(cell.parentElement) : -1;
    if (row < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const width = codes.length + 2;
    const [down, right] = moves[event.key] || [0, 0];
    const column =
      event.key === "Home" ? 3 : event.key === "End" ? width : Math.min(width, Math.max(3, cell.cellIndex + right));
    if (!moves[event.key] && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    go(Math.min(rows.length - 1, Math.max(0, row + down)), column);
  });

  // The pointer finds a link in an empty cell too.
  grid.addEventListener("pointerover", (event) => {
    if (event.target.matches?.("tr[data-code] > td")) reach(event.target);
  });
}
