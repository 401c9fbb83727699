// The board: columns of steps, each a button; what the keyboard, the pointer and the toolbar do with them.

const make = (name, attributes = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in made && typeof value !== "string") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...inside);
  return made;
};

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

class Board {
  constructor(root, config) {
    Object.assign(this, { root, config, words: config.words, current: null, connecting: null, editing: null, done: [], undone: [], cards: new Map() });
    this.kinds = config.kinds.map((one) => one.kind);
    this.build();
    this.exchange = new Exchange(config, {
      changed: () => this.exchange && this.render(),
      told: (event) => this.tellTheirs(event),
      here: (names) => this.showHere(names),
      state: (name, count) => this.showState(name, count),
      clash: (clash) => this.notices.showClash(clash),
      refused: (batch, sentence) => this.notices.showRefused(batch, sentence),
      open: () => this.notices.listOpen(),
    });
    this.notices = new Notices(this);
    this.panel = new Panel(this);
    this.render();
    this.notices.offerLeft();
    this.exchange.soon(0);
  }

  get model() {
    return this.exchange.shown;
  }

  // --- What stands on the page ---

  build() {
    const { words } = this;
    this.status = make("p", { class: "canvas__status", role: "status" });
    this.here = make("p", { class: "canvas__here", role: "status" });
    this.live = make("p", { class: "hidden-words", "aria-live": "polite" });
    this.noticeArea = make("div", { class: "canvas__notices" });
    this.panelArea = make("aside", { class: "canvas__panel", "aria-label": words.choose_step });
    this.board = make("div", { class: "canvas__board", role: "group", "aria-label": words.canvas_label });
    this.scroll = make("div", { class: "canvas__scroll" }, this.board);
    this.root.replaceChildren(
      make("div", { class: "canvas__top" }, this.buildTools(), make("div", { class: "canvas__said" }, this.status, this.here)),
      this.noticeArea, this.live, make("div", { class: "canvas__whole" }, this.scroll, this.panelArea),
    );
    this.columns = new Map(this.config.kinds.map((kind) => [kind.kind, this.buildColumn(kind)]));
    this.links = new Links(this.board, (key) => this.pickLink(key));
    new ResizeObserver(() => this.drawSoon()).observe(this.board);
    this.board.addEventListener("keydown", (event) => this.onKey(event));
    this.board.addEventListener("click", (event) => this.onClick(event));
    this.board.addEventListener("dblclick", (event) => this.cardOf(event.target) && this.edit(this.cardOf(event.target)));
    this.board.addEventListener("focusin", (event) => this.cardOf(event.target) && this.choose(this.cardOf(event.target)));
    this.board.addEventListener("pointerdown", (event) => this.onGrip(event));
    document.addEventListener("keydown", (event) => this.onShortcut(event));
  }

  buildTools() {
    const does = {
      edit: () => this.edit(this.current), up: () => this.shift(-1), down: () => this.shift(1), left: () => this.shiftColumn(-1),
      right: () => this.shiftColumn(1), connect: () => this.startLink(), remove: () => this.remove(this.current), undo: () => this.undo(), redo: () => this.redo(), tidy: () => this.tidy(),
    };
    this.tools = Object.fromEntries(Object.entries(does).map(([name, act]) => {
      const button = make("button", { type: "button", class: "canvas__tool" }, this.words[name]);
      button.addEventListener("click", () => button.getAttribute("aria-disabled") !== "true" && act());
      return [name, button];
    }));
    this.findInput = make("input", { type: "search", id: "canvas-find", class: "canvas__input" });
    this.findSaid = make("span", { class: "canvas__found", role: "status" });
    this.findInput.addEventListener("input", () => this.find());
    this.findInput.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), this.findNext()));
    const find = make("div", { class: "canvas__find", role: "search" }, make("label", { for: "canvas-find" }, this.words.find), this.findInput, this.findSaid);
    return make("div", { class: "canvas__tools" }, make("div", { role: "group", class: "canvas__buttons", "aria-label": this.words.tools }, ...Object.values(this.tools)), find);
  }

  buildColumn({ kind, name, span, one, help }) {
    const list = make("ol", { class: "canvas__steps" });
    const count = make("span", { class: "canvas__count" });
    const id = `canvas-add-${kind}`;
    const input = make("input", { id, class: "canvas__input", autocomplete: "off", maxLength: this.config.longest[0], "aria-describedby": `${id}-hint` });
    const hint = make("span", { id: `${id}-hint`, class: "hidden-words" }, `${help} ${this.words.add_hint}`);
    const form = make("form", { class: "canvas__add" }, make("label", { for: id }, fill(this.words.add, { kind: one })), input, hint);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.add(kind, input);
    });
    input.addEventListener("input", () => this.exchange.keepDraft(input.value.trim() ? { kind, text: input.value } : null));
    const head = make("h2", { class: "canvas__head", id: `${id}-head` }, name);
    const phase = ["input", "activity", "output"].includes(kind) ? "do" : "change";
    const column = make("section", { class: `canvas__column canvas__column--${phase}`, "aria-labelledby": head.id, "data-kind": kind }, head, make("p", { class: "canvas__span" }, span, count), make("div", { class: "canvas__body" }, list, form));
    this.board.append(column);
    return { column, list, count, input, name, one };
  }

  cardOf(target) {
    return target.closest?.(".canvas__step")?.dataset.key || null;
  }

  // --- Showing the model ---

  render() {
    const focused = document.activeElement;
    const range = focused?.selectionStart ?? null;
    let taken = null;
    this.isRendering = true;
    for (const [key, card] of this.cards) {
      if (this.model.steps.has(key)) continue;
      if (card.item.contains(focused)) this.lost = this.neighbourOf(key);
      if (this.editing?.key === key) taken = this.editing;
      card.item.remove();
      this.cards.delete(key);
      if (this.current === key) this.current = null;
    }
    for (const kind of this.kinds) this.renderColumn(kind);
    this.isRendering = false;
    if (this.lost) {
      this.focus(this.lost);
    } else if (focused !== document.activeElement && focused?.isConnected) {
      focused.focus({ preventScroll: true });
      if (range !== null && focused.setSelectionRange) focused.setSelectionRange(range, focused.selectionEnd);
    }
    this.lost = null;
    if (taken) taken.rescue();
    if (!this.current) this.current = this.kinds.map((kind) => columnOf(this.model, kind)[0]?.key).find(Boolean) || null;
    this.showCurrent();
    this.panel.render();
    this.drawSoon();
  }

  renderColumn(kind) {
    const { list, count, name } = this.columns.get(kind);
    const steps = columnOf(this.model, kind);
    const said = steps.length === 1 ? this.words.one_step : steps.length ? fill(this.words.steps, { n: steps.length }) : this.words.no_steps;
    if (count.textContent !== said) count.textContent = said;
    steps.forEach((step, n) => {
      const card = this.cards.get(step.key) || this.makeCard(step.key);
      if (list.children[n] !== card.item) list.insertBefore(card.item, list.children[n] || null);
      const out = linksFrom(this.model, step.key).length;
      const into = linksInto(this.model, step.key).length;
      const label = fill(this.words.step_label, { text: step.text, kind: name, n: n + 1, all: steps.length, out, in: into });
      if (card.text !== step.text) card.button.textContent = card.text = step.text;
      if (card.label !== label) card.button.setAttribute("aria-label", (card.label = label));
    });
  }

  makeCard(key) {
    const button = make("button", { type: "button", class: "canvas__step", "data-key": key, tabIndex: -1 });
    const card = { item: make("li", { class: "canvas__item" }, button), button };
    this.cards.set(key, card);
    return card;
  }

  showCurrent() {
    for (const [key, { button }] of this.cards) {
      const tab = key === this.current ? 0 : -1;
      if (button.tabIndex !== tab) button.tabIndex = tab;
      button.classList.toggle("canvas__step--chosen", key === this.current);
      button.classList.toggle("canvas__step--from", key === this.connecting);
    }
    const off = (name, isOff) => this.tools[name].setAttribute("aria-disabled", String(isOff));
    for (const name of ["edit", "up", "down", "left", "right", "connect", "remove"]) off(name, !this.current);
    off("undo", !this.done.length);
    off("redo", !this.undone.length);
  }

  drawSoon() {
    if (this.drawing) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = null;
      const origin = this.board.getBoundingClientRect();
      const boxes = new Map();
      for (const [key, { item }] of this.cards) {
        const box = item.getBoundingClientRect();
        boxes.set(key, { key, left: Math.round(box.left - origin.left), top: Math.round(box.top - origin.top), width: Math.round(box.width), height: Math.round(box.height) });
      }
      this.boxes = boxes;
      this.links.draw(this.model, boxes, this.current, this.panel.open);
    });
  }

  say(words) {
    // The same words twice are said twice.
    this.live.textContent = this.live.textContent === words ? `${words}\u00a0` : words;
  }

  showState(name, count) {
    const key = name === "offline" ? (count === 0 ? "offline_none" : count === 1 ? "offline_one" : "offline") : name;
    const said = fill(this.words[key], { n: count }) + (this.exchange?.cannotKeep && count ? ` ${this.words.no_store}` : "");
    if (this.status.textContent !== said) this.status.textContent = said;
    this.status.classList.toggle("canvas__status--late", !["saved", "saving"].includes(name));
  }

  showHere(names) {
    const said = names.length ? fill(names.length === 1 ? this.words.here_one : this.words.here_more, { who: names.join(", ") }) : "";
    if (this.here.textContent !== said) this.here.textContent = said;
  }

  tellTheirs({ verb, said, by, was }) {
    const who = by || this.words.somebody;
    this.notices.noteChanger(said.key, who);
    const text = this.nameOf(said.key, was);
    if (verb.endsWith("link")) return this.say(fill(this.words.they_link, { who, text }));
    const isMove = Object.keys(said).every((name) => ["key", "order"].includes(name));
    if (verb === "add note" || verb === "set text" || (was && isMove && verb === "put step")) return;
    const words = verb === "remove step" ? this.words.they_removed : was ? this.words.they_changed : this.words.they_added;
    this.say(fill(words, { who, text }));
    this.cards.get(said.key)?.item.animate?.([{ opacity: 0.35 }, { opacity: 1 }], { duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 900 });
  }

  nameOf(key, other = null) {
    const part = partOf(this.model, key) || other;
    return part?.text ?? this.model.steps.get(part?.start)?.text ?? "";
  }

  // --- Choosing and walking ---

  choose(key) {
    if (this.current === key) return;
    this.current = key;
    this.showCurrent();
    this.panel.render();
    this.drawSoon();
  }

  focus(key) {
    const card = this.cards.get(key);
    if (!card) return this.columns.get(key)?.input.focus();
    card.button.focus();
    card.item.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  neighbourOf(key) {
    const item = this.cards.get(key).item;
    const near = item.nextElementSibling || item.previousElementSibling;
    return near?.firstElementChild.dataset.key || item.closest("[data-kind]").dataset.kind;
  }

  walk(key, down, right) {
    const step = this.model.steps.get(key);
    const column = columnOf(this.model, step.kind);
    const place = column.findIndex((one) => one.key === key);
    if (down) return this.focus(column[Math.min(column.length - 1, Math.max(0, place + down))].key);
    const filled = this.kinds.filter((kind) => columnOf(this.model, kind).length);
    const next = filled[filled.indexOf(step.kind) + right];
    if (!next) return;
    const middle = (one) => (this.boxes?.get(one) ? this.boxes.get(one).top + this.boxes.get(one).height / 2 : 0);
    const near = columnOf(this.model, next).map((one) => one.key);
    this.focus(near.reduce((best, one) => (Math.abs(middle(one) - middle(key)) < Math.abs(middle(best) - middle(key)) ? one : best)));
  }

  onKey(event) {
    const key = this.cardOf(event.target);
    if (!key || event.target.tagName === "TEXTAREA" || event.ctrlKey || event.metaKey) return;
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] || [0, 0];
    const acts = { F2: () => this.edit(key), Delete: () => this.remove(key), c: () => this.startLink(), Escape: () => this.stopLink() };
    if (down || right) {
      if (!event.altKey) this.walk(key, down, right);
      else if (down) this.shift(down);
      else this.shiftColumn(right);
    } else if (event.key === "Home" || event.key === "End") {
      const column = columnOf(this.model, this.model.steps.get(key).kind);
      this.focus(column.at(event.key === "Home" ? 0 : -1).key);
    } else if (acts[event.key] && !event.altKey) {
      acts[event.key]();
    } else return;
    event.preventDefault();
  }

  onClick(event) {
    const key = this.cardOf(event.target);
    if (!key || event.target.tagName === "TEXTAREA" || this.wasDragged) return;
    if (this.connecting) return this.finishLink(key);
    this.choose(key);
    // A key or a screen reader presses the button; a pointer only chooses it.
    if (event.detail === 0) this.edit(key);
  }

  onShortcut(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !["z", "Z", "y"].includes(event.key)) return;
    // While words are being written, the browser takes letters back itself.
    if (event.target.matches("input, textarea") && event.target.value !== event.target.defaultValue) return;
    event.preventDefault();
    event.key === "y" || event.shiftKey ? this.redo() : this.undo();
  }

  // --- Changing ---

  // Makes changes that can be taken back, and says so.
  act(changes, said, options = {}) {
    const batch = this.exchange.change(changes, options);
    this.done.push({ batch, changes, before: batch.before });
    this.undone = [];
    this.showCurrent();
    if (said) this.say(said);
    return batch;
  }

  add(kind, input) {
    const text = input.value.trim();
    if (!text) return;
    const last = columnOf(this.model, kind).at(-1);
    const key = newKey();
    this.exchange.draft = null;
    this.act([["put step", { key, kind, text, order: (last?.order ?? 0) + 1 }]], fill(this.words.added, { text }));
    input.value = "";
    this.choose(key);
    this.columns.get(kind).column.scrollIntoView({ block: "nearest", inline: "nearest" });
    input.scrollIntoView({ block: "nearest" });
  }

  edit(key) {
    const step = this.model.steps.get(key);
    if (!step || this.editing) return;
    const { item, button } = this.cards.get(key);
    const area = make("textarea", { class: "canvas__words", "aria-label": this.words.edit_label, rows: 3, maxLength: this.config.longest[0] });
    area.value = area.defaultValue = step.text;
    const end = (isSaved, goesBack = true) => {
      if (this.editing !== editing) return;
      this.editing = null;
      this.exchange.keepDraft(null);
      const text = area.value.trim().replace(/\s+/g, " ");
      button.hidden = false;
      if (goesBack && this.cards.has(key)) this.focus(key);
      area.remove();
      if (isSaved && text && text !== step.text) this.saveText(step, text);
      this.drawSoon();
    };
    // Somebody removed the step under the writer's hands: what was written so far is shown, not lost.
    const rescue = () => {
      this.editing = null;
      this.exchange.keepDraft(null);
      if (area.value.trim() && area.value.trim() !== step.text) this.saveText(step, area.value.trim());
    };
    const editing = { key, end, rescue };
    this.editing = editing;
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) (event.preventDefault(), end(true));
      else if (event.key === "Escape") (event.preventDefault(), end(false));
      event.stopPropagation();
    });
    area.addEventListener("input", () => {
      this.exchange.keepDraft({ key, text: area.value, was: step });
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 4}px`;
      this.drawSoon();
    });
    area.addEventListener("blur", () => !this.isRendering && end(true, false));
    button.hidden = true;
    item.append(area);
    area.style.height = `${area.scrollHeight + 4}px`;
    area.focus();
    area.select();
    this.drawSoon();
  }

  saveText(step, text) {
    if (!this.model.steps.has(step.key)) {
      // It was removed while it was being written: nothing goes, and both are shown.
      return this.notices.showClash({ key: step.key, verb: "put step", mine: { key: step.key, text }, was: step, now: null });
    }
    this.act([["put step", { key: step.key, text }]], fill(this.words.changed, { text }), { read: { [step.key]: step } });
  }

  shift(by) {
    const step = this.model.steps.get(this.current);
    if (!step) return;
    const column = columnOf(this.model, step.kind);
    const place = column.findIndex((one) => one.key === step.key) + by;
    if (place < 0 || place >= column.length) return this.say(this.words.at_the_end);
    this.moveTo(step.key, step.kind, place);
  }

  shiftColumn(by) {
    const step = this.model.steps.get(this.current);
    const kind = step && this.kinds[this.kinds.indexOf(step.kind) + by];
    if (!step) return;
    if (!kind) return this.say(this.words.at_the_end);
    const place = columnOf(this.model, step.kind).findIndex((one) => one.key === step.key);
    this.moveTo(step.key, kind, Math.min(place, columnOf(this.model, kind).length));
  }

  moveTo(key, kind, place) {
    const step = this.model.steps.get(key);
    const others = columnOf(this.model, kind).filter((one) => one.key !== key);
    const text = step.text;
    const { name } = this.columns.get(kind);
    const said = fill(this.words.moved, { text, kind: name, n: place + 1, all: others.length + 1 });
    this.act(placeAt(others, place, key, kind === step.kind ? {} : { kind }), said);
    this.cards.get(key).item.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  remove(key) {
    const step = this.model.steps.get(key);
    if (!step) return;
    const next = this.neighbourOf(key);
    const hadFocus = this.cards.get(key).item.contains(document.activeElement);
    this.act([["remove step", { key }]], fill(this.words.removed, { text: step.text }));
    this.current = this.cards.has(next) ? next : this.current;
    if (hadFocus) this.focus(next);
    this.showCurrent();
    this.panel.render();
  }

  async tidy() {
    try {
      const answer = await this.exchange.call(new URL(this.config.tidier, location.href).pathname, {});
      const orders = Object.entries((await answer.json()).orders).filter(([key]) => this.model.steps.has(key));
      if (!orders.length) return this.say(this.words.tidy_none);
      this.act(orders.map(([key, order]) => ["put step", { key, order }]), fill(this.words.tidied, { n: orders.length }));
    } catch (problem) {
      this.say(this.words[problem.words || "offline_none"]);
    }
  }

  // --- Linking ---

  startLink() {
    if (!this.current) return;
    this.connecting = this.current;
    const said = fill(this.words.choose_end, { text: this.model.steps.get(this.current).text });
    this.notices.showConnecting(said);
    this.focus(this.current);
    this.showCurrent();
    this.say(said);
  }

  stopLink(said = this.words.stopped) {
    if (!this.connecting) return;
    const from = this.connecting;
    this.connecting = null;
    this.notices.hideConnecting();
    this.showCurrent();
    this.focus(from);
    if (said) this.say(said);
  }

  finishLink(end) {
    const start = this.connecting;
    if (start === end) return this.say(this.words.not_to_itself);
    const there = [...this.model.links.values()].find((one) => one.start === start && one.end === end);
    this.stopLink("");
    if (there) {
      this.panel.edit(there.key);
      return this.say(this.words.linked_already);
    }
    const key = newKey("l");
    const [from, to] = [this.model.steps.get(start).text, this.model.steps.get(end).text];
    this.act([["put link", { key, start, end }]], fill(this.words.linked, { start: from, end: to }));
    this.panel.edit(key);
  }

  pickLink(key) {
    const link = this.model.links.get(key);
    this.choose(link.start);
    this.panel.edit(key);
  }

  saveLink(link, fields) {
    const changed = Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== link[name]));
    if (!Object.keys(changed).length) return;
    if (!this.model.links.has(link.key)) {
      return this.notices.showClash({ key: link.key, verb: "put link", mine: { key: link.key, ...changed }, was: link, now: null });
    }
    this.act([["put link", { key: link.key, ...changed }]], this.words.link_changed, { read: { [link.key]: link } });
  }

  // --- Taking back ---

  undo() {
    this.takeBack(this.done, this.undone, "undone", this.words.nothing_to_undo);
  }

  redo() {
    this.takeBack(this.undone, this.done, "redone", this.words.nothing_to_redo);
  }

  takeBack(from, to, said, none) {
    const entry = from.pop();
    if (!entry) return this.say(none);
    const { changes, before, batch } = entry;
    const isAsLeft = changes.every(([verb, one]) => {
      const now = partOf(this.model, one.key);
      if (verb.startsWith("remove")) return !now;
      return now && Object.keys(one).every((name) => name === "version" || name === "order" || same(now[name], one[name]));
    });
    this.showCurrent();
    if (!isAsLeft) return this.say(this.words.undo_clash);
    const back = invert(changes, before);
    const made = this.exchange.change(back, { undoes: batch });
    to.push({ batch: made, changes: back, before: made.before });
    this.showCurrent();
    const key = back.at(-1)?.[1].key;
    if (this.cards.has(key)) this.choose(key);
    this.say(this.words[said]);
  }

  // --- Finding ---

  find() {
    const asked = this.findInput.value.trim().toLocaleLowerCase();
    this.found = [];
    for (const kind of this.kinds) {
      for (const { key, text } of columnOf(this.model, kind)) {
        const isFound = Boolean(asked) && text.toLocaleLowerCase().includes(asked);
        this.cards.get(key).button.classList.toggle("canvas__step--found", isFound);
        if (isFound) this.found.push(key);
      }
    }
    this.findSaid.textContent = !asked ? "" : this.found.length ? fill(this.words.found, { n: this.found.length }) : this.words.found_none;
    if (this.found.length) this.cards.get(this.found[0]).item.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  findNext() {
    if (!this.found?.length) return;
    const next = this.found[(this.found.indexOf(this.current) + 1) % this.found.length];
    this.focus(next);
  }

  // --- Dragging, with a mouse or a pen; a finger scrolls, and has the toolbar ---

  onGrip(event) {
    const key = this.cardOf(event.target);
    this.wasDragged = false;
    if (!key || event.button || event.pointerType === "touch" || event.target.tagName === "TEXTAREA" || this.connecting) return;
    const { item } = this.cards.get(key);
    const from = { x: event.clientX, y: event.clientY };
    let target = null;
    const move = (moved) => {
      if (!this.wasDragged && Math.hypot(moved.clientX - from.x, moved.clientY - from.y) < 6) return;
      this.wasDragged = true;
      item.classList.add("canvas__item--held");
      item.style.transform = `translate(${moved.clientX - from.x}px, ${moved.clientY - from.y}px)`;
      target = this.placeUnder(moved, key);
      this.showDrop(target);
    };
    const end = (how) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", cancel);
      removeEventListener("keydown", stop, true);
      item.classList.remove("canvas__item--held");
      item.style.transform = "";
      this.showDrop(null);
      if (how && this.wasDragged && target) this.moveTo(key, target.kind, target.place);
      if (this.wasDragged) this.focus(key);
      setTimeout(() => (this.wasDragged = false));
    };
    const drop = () => end(true);
    const cancel = () => end(false);
    const stop = (pressed) => pressed.key === "Escape" && (pressed.preventDefault(), end(false));
    addEventListener("pointermove", move);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", cancel);
    addEventListener("keydown", stop, true);
  }

  placeUnder({ clientX, clientY }, key) {
    for (const [kind, { column }] of this.columns) {
      const box = column.getBoundingClientRect();
      if (clientX < box.left || clientX > box.right) continue;
      const others = columnOf(this.model, kind).filter((one) => one.key !== key);
      const place = others.filter((one) => {
        const at = this.cards.get(one.key).item.getBoundingClientRect();
        return at.top + at.height / 2 < clientY;
      }).length;
      return { kind, place, others };
    }
    return null;
  }

  showDrop(target) {
    this.dropLine ||= make("div", { class: "canvas__drop" });
    if (!target) return this.dropLine.remove();
    const { list } = this.columns.get(target.kind);
    const after = target.others[target.place];
    const at = after ? this.cards.get(after.key).item : null;
    const origin = list.getBoundingClientRect();
    const last = list.lastElementChild;
    const top = at ? at.getBoundingClientRect().top - origin.top : last ? last.getBoundingClientRect().bottom - origin.top + 6 : 0;
    if (this.dropLine.parentElement !== list.parentElement) list.parentElement.append(this.dropLine);
    this.dropLine.style.top = `${list.offsetTop + top - 5}px`;
  }
}
