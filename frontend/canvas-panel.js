// Beside the board: what the chosen step leads to and comes from, why, and how well that is known.

class Panel {
  constructor(board) {
    Object.assign(this, { board, words: board.words, area: board.panelArea, open: null, shown: "" });
  }

  render() {
    const { model, current } = this.board;
    if (this.open && !model.links.has(this.open)) return this.rescue();
    const step = model.steps.get(current);
    const links = step ? [...linksFrom(model, current), ...linksInto(model, current)] : [];
    const texts = links.map((one) => [one, model.steps.get(one.start).text, model.steps.get(one.end).text]);
    const shown = JSON.stringify([step?.key, step?.text, texts, this.open]);
    // Whoever is writing in the panel is not disturbed.
    if (shown === this.shown || (this.open && this.form?.isConnected && this.area.contains(document.activeElement))) return;
    this.shown = shown;
    const held = this.area.contains(document.activeElement) ? document.activeElement.dataset.for : "";
    const parts = step ? this.list(step) : [make("p", { class: "canvas__hint" }, this.words.choose_step)];
    this.area.setAttribute("aria-label", step?.text || this.words.choose_step);
    this.area.replaceChildren(...parts);
    if (held) (this.area.querySelector(`[data-for="${held}"]`) || this.board.cards.get(current)?.button)?.focus();
  }

  list(step) {
    const { model } = this.board;
    const group = (title, links, end) => make("div", {}, make("h3", {}, title),
      links.length ? make("ul", {}, ...links.map((link) => this.item(link, end))) : make("p", { class: "canvas__hint" }, this.words.no_links));
    const more = this.board.config.step && make("a", { href: this.board.config.step.replace("0key0", step.key) }, this.words.more);
    return [
      make("h2", { class: "canvas__chosen" }, step.text),
      make("div", { class: "canvas__groups" }, group(this.words.leads_to, linksFrom(model, step.key), "end"), group(this.words.comes_from, linksInto(model, step.key), "start")),
      ...(more ? [make("p", {}, more)] : []),
    ];
  }

  item(link, end) {
    const other = this.board.model.steps.get(link[end]);
    if (this.open === link.key) return make("li", {}, this.makeForm(link));
    const change = make("button", { type: "button", class: "canvas__link-button", "data-for": `change-${link.key}` }, other.text);
    change.setAttribute("aria-label", fill(end === "end" ? this.words.change_link : this.words.change_link_from, { text: other.text }));
    change.addEventListener("click", () => this.edit(link.key));
    const go = make("button", { type: "button", class: "canvas__go", "data-for": `go-${link.key}` }, "→");
    go.setAttribute("aria-label", fill(this.words.go_to, { text: other.text }));
    go.addEventListener("click", () => this.board.focus(other.key));
    const known = this.board.config.evidence.find(([value]) => value === link.evidence)[1];
    const why = make("p", { class: link.rationale ? "canvas__why" : "canvas__why canvas__why--missing" }, link.rationale || this.words.no_reason);
    return make("li", {}, make("div", { class: "canvas__pair" }, change, go), why, ...(link.evidence ? [make("p", { class: "canvas__hint" }, known)] : []));
  }

  edit(key) {
    this.open = key;
    this.shown = "";
    const link = this.board.model.links.get(key);
    if (![link.start, link.end].includes(this.board.current)) this.board.choose(link.start);
    document.activeElement?.blur?.();
    this.render();
    this.form.querySelector("textarea").focus();
    this.board.drawSoon();
  }

  makeForm(link) {
    const { model } = this.board;
    const title = fill(this.words.link_of, { start: model.steps.get(link.start).text, end: model.steps.get(link.end).text });
    const why = make("textarea", { id: "canvas-why", class: "canvas__words", rows: 4, maxLength: this.board.config.longest[1] });
    why.value = why.defaultValue = link.rationale;
    const known = make("select", { id: "canvas-known", class: "canvas__input" }, ...this.board.config.evidence.map(([value, name]) => make("option", { value }, name)));
    known.value = link.evidence;
    const button = (words, look, act) => {
      const made = make("button", { type: "button", class: `canvas__tool ${look}` }, words);
      made.addEventListener("click", act);
      return made;
    };
    const read = () => ({ rationale: why.value.trim(), evidence: known.value });
    this.written = { link, read };
    const save = () => {
      this.leave(true);
      this.board.saveLink(link, read());
    };
    const remove = () => {
      this.leave(true);
      if (this.board.model.links.has(link.key)) this.board.act([["remove link", { key: link.key }]], this.words.link_removed);
    };
    this.form = make("form", { class: "canvas__form", "aria-label": title }, make("p", { class: "canvas__title" }, title), make("label", { for: why.id }, this.words.why), why, make("label", { for: known.id }, this.words.evidence), known,
      make("div", { class: "canvas__buttons" }, button(this.words.save_link, "canvas__tool--main", save), button(this.words.cancel, "", () => this.leave(true)), button(this.words.remove_link, "", remove)));
    const keep = () => this.board.exchange.keepDraft({ link: link.key, rationale: why.value, evidence: known.value, was: link });
    why.addEventListener("input", keep);
    known.addEventListener("change", keep);
    this.form.addEventListener("submit", (event) => (event.preventDefault(), save()));
    this.form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.leave(true);
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
      else return;
      event.preventDefault();
    });
    return this.form;
  }

  // Somebody removed the link under the writer's hands: what was written so far is shown, not lost.
  rescue() {
    const { link, read } = this.written;
    const hadFocus = this.area.contains(document.activeElement);
    this.leave(hadFocus);
    this.board.saveLink(link, read());
  }

  // Closes the form; the focus goes back to the step that it belongs to.
  leave(goesBack = false) {
    this.open = null;
    this.form = null;
    this.shown = "";
    this.board.exchange.keepDraft(null);
    if (goesBack) this.board.focus(this.board.current);
    this.render();
    this.board.drawSoon();
  }
}
