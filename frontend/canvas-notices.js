// What the writer has to decide: two texts of one step, what could not be saved, what was left from earlier.

class Notices {
  constructor(board) {
    Object.assign(this, { board, words: board.words, area: board.noticeArea, clashes: [] });
  }

  show(title, inside, buttons, role = "alert") {
    const row = make("div", { class: "canvas__buttons" });
    const notice = make("section", { class: "canvas__notice", role }, make("h2", {}, title), ...inside, row);
    for (const [words, act, look] of buttons) {
      const button = make("button", { type: "button", class: `canvas__tool ${look || ""}` }, words);
      button.addEventListener("click", () => {
        notice.remove();
        act();
        // The button that had the focus is gone with its notice.
        if (!this.board.root.contains(document.activeElement)) this.board.focus(this.board.current);
      });
      row.append(button);
    }
    this.area.append(notice);
    return notice;
  }

  // What is open is kept in this browser like what was never sent.
  listOpen() {
    return this.clashes.map(({ verb, mine, was }) => ({ changes: [[verb, mine]], seen: { [mine.key]: was?.version ?? 0 }, before: { [mine.key]: was } }));
  }

  showClash(clash) {
    const { key, verb, mine, was, now } = clash;
    const { words, board } = this;
    this.clashes.push(clash);
    const who = clash.who || this.whoChanged(key) || words.somebody;
    const isRemoval = verb.startsWith("remove");
    const fields = Object.keys(mine).filter((name) => words[`field_${name}`] && (!was || !same(mine[name], was[name])));
    const areas = {};
    const inside = [];
    if (isRemoval) {
      inside.push(this.text(words.theirs, this.describe(now)), this.text(words.mine, words.remove));
    } else {
      for (const name of fields) {
        const isWritten = name === "text" || name === "rationale";
        const title = words[`field_${name}`];
        if (now) inside.push(this.text(`${words.theirs}: ${title}`, this.value(name, now[name])));
        if (!isWritten) {
          inside.push(this.text(`${words.mine}: ${title}`, this.value(name, mine[name])));
          continue;
        }
        const id = `canvas-mine-${newKey()}`;
        areas[name] = make("textarea", { id, class: "canvas__words", rows: 3 });
        areas[name].value = mine[name];
        inside.push(make("div", {}, make("label", { for: id }, `${words.mine}: ${title}`), areas[name]));
      }
      inside.push(make("p", { class: "canvas__hint" }, words.edit_both));
    }
    const done = () => {
      this.clashes = this.clashes.filter((one) => one !== clash);
      board.exchange.keep();
    };
    const putMine = () => {
      done();
      const written = Object.fromEntries(Object.entries(areas).map(([name, area]) => [name, area.value.trim()]));
      const there = partOf(board.model, key);
      if (isRemoval) return there && board.act([[verb, { key }]], "");
      // What was removed is put back whole.
      const whole = there ? {} : { ...was, version: (was?.version ?? 0) + 2 };
      const hangs = verb === "put link" && ![{ ...was, ...mine }.start, { ...was, ...mine }.end].every((end) => board.model.steps.has(end));
      if (hangs) return this.showRefused({ changes: [[verb, { ...whole, ...mine, ...written }]] }, words.clash_gone.replace("{who}", who));
      board.act([[verb, { ...whole, ...mine, ...written, key }]], fill(words.changed, { text: board.nameOf(key, { ...mine, ...written }) }));
    };
    const title = fill(now ? words.clash : words.clash_gone, { who });
    const labels = now ? [words.put_mine, words.keep_theirs] : [words.put_back, words.leave_out];
    this.show(title, inside, [[labels[0], putMine, "canvas__tool--main"], [labels[1], done]]);
    board.exchange.keep();
  }

  whoChanged(key) {
    return this.changers?.get(key);
  }

  noteChanger(key, who) {
    (this.changers ||= new Map()).set(key, who);
  }

  text(title, words) {
    return make("div", { class: "canvas__version" }, make("strong", {}, title), make("p", {}, words));
  }

  describe(part) {
    return part?.text ?? part?.rationale ?? "";
  }

  value(name, value) {
    const { config } = this.board;
    if (name === "evidence") return config.evidence.find(([one]) => one === value)?.[1] ?? value;
    if (name === "kind") return config.kinds.find((one) => one.kind === value)?.name ?? value;
    return value || this.words.no_reason;
  }

  showRefused(batch, sentence) {
    const lines = batch.changes.map((change) => this.sayChange(change));
    this.show(this.words.refused, [make("p", {}, sentence), make("ul", {}, ...lines.map((one) => make("li", {}, one)))], [[this.words.close, () => {}]]);
  }

  showConnecting(said) {
    this.hideConnecting();
    this.connecting = this.show(said, [], [[this.words.cancel, () => this.board.stopLink()]], "status");
    this.connecting.classList.add("canvas__notice--connecting");
  }

  hideConnecting() {
    this.connecting?.remove();
    this.connecting = null;
  }

  // --- What was left from earlier ---

  offerLeft() {
    const { exchange } = this.board;
    for (const record of exchange.findLeft()) {
      const batches = [...record.queue, ...this.fromDraft(record.draft)];
      if (!batches.length) continue;
      const lines = batches.flatMap((batch) => batch.changes.map((change) => this.sayChange(change, batch.before)));
      const when = new Date(record.when || record.at).toLocaleString(document.documentElement.lang || undefined, { dateStyle: "medium", timeStyle: "short" });
      const send = () => {
        exchange.forget(record);
        for (const batch of batches) exchange.push(batch);
        this.board.say(this.words.sent);
      };
      const drop = () => {
        exchange.forget(record);
        this.board.say(this.words.dropped);
      };
      const list = make("ul", {}, ...[...new Set(lines)].map((one) => make("li", {}, one)));
      // Until the writer has decided, this browser keeps them under a name of their own.
      this.moveAside(record);
      this.show(fill(this.words.unsent, { when }), [make("p", {}, this.words.unsent_why), list], [[this.words.send, send, "canvas__tool--main"], [this.words.drop, drop]], "region").setAttribute("aria-label", this.words.unsent_why);
    }
  }

  moveAside(record) {
    const { exchange } = this.board;
    if (!record.key.endsWith(`:${exchange.tab}`)) return;
    const { key, ...rest } = record;
    record.key = `${exchange.config.store}:left-${newKey()}`;
    localStorage.setItem(record.key, JSON.stringify({ ...rest, at: 0, when: rest.when || rest.at }));
    localStorage.removeItem(key);
  }

  fromDraft(draft) {
    if (!draft) return [];
    const { key, link, kind, text, was } = draft;
    if (kind && text?.trim()) {
      const made = newKey();
      const last = columnOf(this.board.model, kind).at(-1);
      return [{ changes: [["put step", { key: made, kind, text: text.trim(), order: (last?.order ?? 0) + 1 }]], seen: { [made]: 0 }, before: { [made]: null } }];
    }
    if (key && text?.trim() && text.trim() !== was.text) {
      return [{ changes: [["put step", { key, text: text.trim() }]], seen: { [key]: was.version }, before: { [key]: was } }];
    }
    if (link && (draft.rationale !== was.rationale || draft.evidence !== was.evidence)) {
      const said = { key: link, rationale: draft.rationale.trim(), evidence: draft.evidence };
      return [{ changes: [["put link", said]], seen: { [link]: was.version }, before: { [link]: was } }];
    }
    return [];
  }

  sayChange([verb, said], before = {}) {
    const { words, board } = this;
    const was = before?.[said.key];
    const text = said.text ?? was?.text ?? board.nameOf(said.key);
    if (verb === "remove step") return fill(words.do_remove, { text });
    if (verb === "remove link") return words.do_unlink;
    if (verb === "put link") {
      const link = { ...partOf(board.model, said.key), ...was, ...said };
      const name = (key) => board.model.steps.get(key)?.text ?? "…";
      return `${fill(words.do_link, { start: name(link.start), end: name(link.end) })}${said.rationale ? `: ${said.rationale}` : ""}`;
    }
    if (said.text === undefined) return fill(words.do_move, { text });
    return fill(was ? words.do_change : words.do_add, { text: said.text });
  }
}
