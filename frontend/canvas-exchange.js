// Brings changes to the server and back. What is not saved yet waits in a queue, in memory and in this browser;
// nothing that was written is dropped before the server has it or the writer says so.

const EVERY = 1000;
const LONGEST = 15000;

class Exchange {
  // `on` holds what is called: changed(), told(event), state(name, count), clash(clash), refused(batch, sentence).
  constructor(config, on) {
    Object.assign(this, { config, on, base: readModel(config.model), queue: [], draft: null, failures: 0, here: [], tag: "" });
    this.shown = withChanges(this.base, []);
    this.tab = this.remember("tab", newKey);
    this.address = new URL(config.changes, location.href).pathname;
    addEventListener("online", () => this.soon(0));
    addEventListener("offline", () => this.say("offline"));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.soon(0));
  }

  // --- What the board does ---

  // Puts changes in, at once on the screen and soon on the server. `read` are the parts as their writer saw them.
  change(changes, { read = {}, undoes = null, whole = true } = {}) {
    const before = {};
    for (const [verb, said] of changes) {
      if (said.key in before) continue;
      before[said.key] = said.key in read ? read[said.key] : partOf(this.shown, said.key);
      if (verb === "remove step") before[`${said.key} links`] = [...linksFrom(this.shown, said.key), ...linksInto(this.shown, said.key)];
    }
    const seen = {};
    for (const [verb, said] of changes) {
      // Where a step stands may be changed by two people: the last one holds, and nothing written is lost.
      const isMove = verb === "put step" && Object.keys(said).every((name) => ["key", "order", "kind"].includes(name));
      if (isMove || !whole) continue;
      seen[said.key] = before[said.key]?.version ?? 0;
      for (const link of before[`${said.key} links`] || []) seen[link.key] = link.version;
    }
    return this.push({ changes, before, seen, undoes });
  }

  push(batch) {
    this.queue.push(batch);
    this.refresh();
    this.keep();
    this.say(this.failures ? "offline" : "saving");
    if (!this.failures) this.soon(0);
    return batch;
  }

  keepDraft(draft) {
    this.draft = draft;
    this.keep();
  }

  // --- What goes over the wire ---

  soon(delay = EVERY) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tick(), delay);
  }

  async tick() {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      if (this.queue.length) await this.send();
      else if (document.visibilityState === "visible") await this.ask();
      else return;
      if (this.failures) this.failures = 0;
      if (!this.queue.length) this.say("saved");
    } catch (problem) {
      this.failures += 1;
      this.say(problem.words || "offline");
    } finally {
      this.isBusy = false;
      if (this.draft || this.queue.length) this.keep();
      const wait = this.failures ? Math.min(LONGEST, EVERY * 2 ** (this.failures - 1)) : this.queue.length ? 0 : EVERY;
      this.soon(wait);
    }
  }

  async call(address, options) {
    const answer = await fetch(address, { ...options, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(10000) });
    if (answer.type === "opaqueredirect") throw Object.assign(new Error(), { words: "signed_out" });
    if (answer.status === 403) throw Object.assign(new Error(), { words: "forbidden" });
    if (![200, 304, 400, 409].includes(answer.status)) throw Object.assign(new Error(), { words: "server" });
    return answer;
  }

  async ask() {
    const headers = this.tag ? { "If-None-Match": this.tag } : {};
    const answer = await this.call(`${this.address}?since=${this.base.seq}`, { headers });
    if (answer.status === 304) return;
    this.tag = answer.headers.get("ETag") || "";
    const said = await answer.json();
    this.here = said.here;
    this.on.here(said.here);
    this.take(said);
  }

  async send() {
    const batch = this.queue[0];
    const changes = batch.changes.map(([verb, said]) => ({ verb, said }));
    const body = { changes, seen: batch.seen, since: this.base.seq, undoes: batch.undoes?.first ?? null };
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || this.config.token;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const answer = await this.call(this.address, { method: "POST", headers, body: JSON.stringify(body) });
    const said = await answer.json();
    if (answer.status === 200) {
      this.queue.shift();
      const [verb, { key }] = batch.changes[0];
      batch.first = said.events?.find((one) => one.mine && one.verb === verb && one.said.key === key)?.seq;
      this.take(said);
    } else if (answer.status === 409) {
      this.take(said);
      this.settle(batch);
    } else {
      this.queue.shift();
      this.refresh();
      this.on.refused(batch, said.refused);
    }
    this.keep();
  }

  take(said) {
    if (said.state) this.base = readModel(said.state);
    const old = this.shown;
    const theirs = [];
    for (const event of said.events || []) {
      if (event.seq <= this.base.seq) continue;
      if (!event.mine) theirs.push({ ...event, was: partOf(old, event.said.key) });
      applyTo(this.base, event.verb, event.said);
      this.base.seq = event.seq;
    }
    if (said.state || said.events?.length) this.refresh();
    for (const event of theirs) this.on.told(event);
  }

  // Somebody changed a part meanwhile. Where it was another field of it, both hold; otherwise the writer chooses.
  settle(batch) {
    const clashing = [];
    for (const [verb, said] of batch.changes) {
      const { key } = said;
      if (!(key in batch.seen)) continue;
      const was = batch.before[key];
      const now = partOf(this.base, key);
      const fields = verb.startsWith("put") ? Object.keys(said) : Object.keys(was || {}).filter((name) => name !== "order");
      if (Boolean(was) !== Boolean(now) || differ(was, now, fields)) clashing.push(key);
      else batch.seen[key] = now?.version ?? 0;
    }
    for (const key of Object.keys(batch.seen)) {
      // A link that hung on a removed step was changed: the writer looks at the step again.
      const isOwn = batch.changes.some(([, said]) => said.key === key);
      if (!isOwn && (partOf(this.base, key)?.version ?? 0) !== batch.seen[key]) {
        const owner = batch.changes.find(([verb, said]) => verb === "remove step" && (batch.before[`${said.key} links`] || []).some((one) => one.key === key));
        if (owner) clashing.push(owner[1].key);
        delete batch.seen[key];
      }
    }
    for (const key of new Set(clashing)) this.part(key);
    this.refresh();
  }

  // Takes all that waits for one part out of the queue, and shows it beside what is there now.
  part(key) {
    const mine = { key };
    let was = null;
    let verb = "";
    for (const batch of this.queue) {
      const own = batch.changes.filter(([, said]) => said.key === key);
      if (!own.length) continue;
      was ||= batch.before[key];
      for (const [name, said] of own) {
        verb = name;
        Object.assign(mine, said);
      }
      batch.changes = batch.changes.filter(([, said]) => said.key !== key);
      delete batch.seen[key];
    }
    this.queue = this.queue.filter((batch) => batch.changes.length);
    delete mine.version;
    this.on.clash({ key, verb, mine, was, now: partOf(this.base, key) });
  }

  refresh() {
    this.shown = withChanges(this.base, this.queue);
    this.on.changed();
  }

  say(name) {
    this.on.state(name, this.queue.length);
  }

  // --- What this browser keeps ---

  remember(name, make) {
    try {
      const key = `${this.config.store}:${name}`;
      const there = sessionStorage.getItem(key) || make();
      sessionStorage.setItem(key, there);
      return there;
    } catch {
      return make();
    }
  }

  keep() {
    const key = `${this.config.store}:${this.tab}`;
    try {
      const left = [...this.queue, ...(this.on.open?.() || [])].map(({ changes, seen, before }) => ({ changes, seen, before }));
      if (!left.length && !this.draft) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ at: Date.now(), queue: left, draft: this.draft }));
      this.cannotKeep = false;
    } catch {
      this.cannotKeep = true;
    }
  }

  // Returns what was left behind by this tab before it was loaded again, or by one that is gone.
  findLeft() {
    const left = [];
    try {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(`${this.config.store}:`))) {
        const record = JSON.parse(localStorage.getItem(key));
        const isGone = key.endsWith(`:${this.tab}`) || Date.now() - record.at > 3 * LONGEST;
        if (isGone) left.push({ key, ...record });
      }
    } catch {
      return [];
    }
    return left.sort((a, b) => a.at - b.at);
  }

  forget(record) {
    localStorage.removeItem(record.key);
  }
}
