// Turns the place on the canvas page into the canvas. Without it the page leads to the outline, which does the same.
for (const root of document.querySelectorAll("[data-canvas]")) {
  const config = JSON.parse(document.getElementById("canvas-data").textContent);
  config.token = root.dataset.token;
  root.board = new Board(root, config);
  root.classList.add("canvas--ready");
  // For whoever measures: when the canvas could be used.
  performance.mark("canvas ready");
}
