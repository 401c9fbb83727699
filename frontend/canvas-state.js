// The twin of logicmodels/rules/state.py, as far as the canvas needs it: a model is the sum of its changes.

const STEP = { detail: "", order: 0, version: 1, points: [], measure: "", local: "", early: [], lag: null, target: null, actual: null, unit: "", out_of: null, out_of_what: "", child: "" };
const LINK = { rationale: "", evidence: "", version: 1 };

const readModel = ({ seq, steps, links }) => ({
  seq,
  steps: new Map(steps.map((one) => [one.key, one])),
  links: new Map(links.map((one) => [one.key, one])),
});

const partOf = (model, key) => model.steps.get(key) || model.links.get(key) || null;

// Changes the model in place.
const applyTo = (model, verb, said) => {
  const { steps, links } = model;
  if (verb === "put step") {
    const old = steps.get(said.key);
    steps.set(said.key, old ? { ...old, ...said, version: old.version + 1 } : { ...STEP, ...said });
  } else if (verb === "put link") {
    const old = links.get(said.key);
    const link = old ? { ...old, ...said, version: old.version + 1 } : { ...LINK, ...said };
    if (steps.has(link.start) && steps.has(link.end)) links.set(said.key, link);
  } else if (verb === "remove step") {
    steps.delete(said.key);
    for (const [key, link] of links) if (link.start === said.key || link.end === said.key) links.delete(key);
  } else if (verb === "remove link") {
    links.delete(said.key);
  }
};

const withChanges = (base, batches) => {
  const model = { seq: base.seq, steps: new Map(base.steps), links: new Map(base.links) };
  for (const batch of batches) for (const [verb, said] of batch.changes) applyTo(model, verb, said);
  return model;
};

const columnOf = (model, kind) =>
  [...model.steps.values()]
    .filter((one) => one.kind === kind)
    .sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));

const linksFrom = (model, key) => [...model.links.values()].filter((one) => one.start === key);
const linksInto = (model, key) => [...model.links.values()].filter((one) => one.end === key);

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// Whether two states of one step or link differ in these fields, or in any when none are named.
const differ = (a, b, fields = Object.keys({ ...a, ...b })) =>
  fields.some((name) => name !== "version" && name !== "key" && !same(a?.[name], b?.[name]));

const newKey = (letter = "s") => letter + Array.from(crypto.getRandomValues(new Uint8Array(6)), (n) => n.toString(16).padStart(2, "0")).join("");

// What takes changes back, made from what was there before each of them.
const invert = (changes, before) => {
  const back = [];
  for (const [verb, said] of [...changes].reverse()) {
    const was = before[said.key];
    if (verb === "put step" || verb === "put link") {
      const kind = verb.slice(4);
      if (!was) back.push([`remove ${kind}`, { key: said.key }]);
      else back.push([verb, Object.fromEntries(Object.keys(said).filter((name) => name !== "version").map((name) => [name, was[name]]))]);
    } else if (was) {
      // One version further than it was, so that whoever still shows the old one does not write over it.
      back.push([`put ${verb.slice(7)}`, { ...was, version: was.version + 1 }]);
      for (const link of before[`${said.key} links`] || []) back.push(["put link", { ...link, version: link.version + 1 }]);
    }
  }
  return back;
};

// Where a step stands when it is put at a place among others: new orders for one step, or for all of them.
const placeAt = (others, place, key, more = {}) => {
  const before = others[place - 1]?.order;
  const after = others[place]?.order;
  if (before === undefined || after === undefined || after - before > 1e-6) {
    const order = before === undefined ? (after === undefined ? 1 : after - 1) : after === undefined ? before + 1 : (before + after) / 2;
    return [["put step", { key, order, ...more }]];
  }
  const all = others.map((one) => one.key);
  all.splice(place, 0, key);
  return all.map((one, n) => ["put step", one === key ? { key, order: n + 1, ...more } : { key: one, order: n + 1 }]);
};
