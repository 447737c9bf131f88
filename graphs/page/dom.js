// Elements are made here and only from text: nothing of the report is ever read as markup.
const SVG = "http://www.w3.org/2000/svg";
function make(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}
function draw(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}
function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(3)) if (child !== null && child !== undefined && child !== "") node.append(child);
  return node;
}
const get = (id) => document.getElementById(id);

function say(key, n) {
  const pair = WORDS[key] || [key, key];
  return pair[state.lang === "en" ? 1 : 0].replace("{n}", n ?? "");
}
// Words of the model (classes, act types, predicates) in the language of the interface.
function term(table, key) {
  const pair = (DATA.words[table] || {})[key];
  return pair ? pair[state.lang === "en" ? 1 : 0] : key;
}
function typeName(statement) {
  const tables = { Act: "act_types", Relation: "predicates", Citation: "citation_functions" };
  return statement.t ? term(tables[statement.k], statement.t) : say(statement.k);
}
function nameOf(thing) {
  const { zh, en, k } = things[thing];
  return (state.names === "en" ? en || zh : zh || en) || k;
}
const KEYED = ["body", "resolution", "meeting"];
function keyOf(thing) {
  const { k, g } = things[thing];
  return KEYED.includes(g) && k && k !== nameOf(thing) ? k : "";
}
// An English name that we made and no source has; it is set in italics and says so.
function isOurs(thing) {
  return state.names === "en" && Boolean(things[thing].tr);
}
// The shortest sure name: HLCP, A/RES/74/251, HLCP-37; else the whole name.
function shortName(thing) {
  return keyOf(thing) || nameOf(thing);
}
function unitName(unit) {
  const key = units[unit].k;
  const number = key.replace(/^[a-z]+/, "");
  const name = /^p\d/.test(key) ? say("paragraph", number) : /^fn\d/.test(key) ? say("footnote", number) : say(key);
  return DATA.source.length > 1 ? `${units[unit].doc} ${name}` : name;
}
function badge(thing, tag = "span") {
  const group = things[thing].g;
  return make(tag, { class: `badge g-${group}`, title: say(group) }, LETTER[group][state.lang === "en" ? 1 : 0]);
}
function button(text, click, attributes = {}) {
  return make("button", { type: "button", onclick: click, ...attributes }, text);
}
function thingButton(thing, attributes = {}) {
  return make(
    "button",
    { type: "button", class: "thing", title: isOurs(thing) ? `${nameOf(thing)} (${say("ours")})` : nameOf(thing), onclick: () => go({ sel: things[thing].i, st: "", group: "" }), ...attributes },
    badge(thing),
    make("span", { class: "what" }, keyOf(thing) ? make("b", {}, keyOf(thing)) : null, make("span", { class: isOurs(thing) ? "label ours" : "label" }, nameOf(thing))),
  );
}
// A name to be read aloud that begins with what is seen: a person who speaks to the page says what is seen.
function named(node, whole) {
  const parts = [...node.querySelectorAll("text, tspan, span, b, small, br")].filter((part) => !part.querySelector("tspan, span, b"));
  const seen = (parts.length ? parts.map((part) => part.textContent).join("") : node.textContent).replace(/\s+/g, " ").trim();
  node.setAttribute("aria-label", whole.startsWith(seen) ? whole : `${seen}, ${whole}`);
  return node;
}
function list(names) {
  return names.join(state.lang === "en" ? ", " : "、");
}
function announce(text) {
  get("live").textContent = text;
}
