// Timeline: sessions and dated acts; a row for each body, a column for each month the report names.
const CELL = 54;
const CELL_LEAST = 34;
const LINE = 40;
const TIME_FIRST = 16;

function actorOf(statement) {
  const session = ends(statement, "session").find((n) => things[n].of);
  const agents = ends(statement, "agent");
  const named = session === undefined ? agents[0] : byIri.get(things[session].of);
  return agents.find((n) => things[n].g === "body") ?? named ?? ends(statement, "object")[0];
}
function dated() {
  const found = new Map();
  statements.forEach((statement, n) => {
    const date = dateOf(statement).slice(0, 7), actor = actorOf(statement);
    if (!date || actor === undefined || !statementPasses(statement) || !thingPasses(actor)) return;
    const key = `${actor}|${date}`;
    if (!found.has(key)) found.set(key, { actor, date, acts: [], sessions: [] });
    found.get(key).acts.push(n);
  });
  things.forEach((thing, n) => {
    const actor = thing.of ? byIri.get(thing.of) : undefined;
    if (actor === undefined || !thing.d || !thingPasses(n) || (state.year && !thing.d.startsWith(state.year)) || state.type || state.section) return;
    const date = thing.d.slice(0, 7);
    const key = `${actor}|${date}`;
    if (!found.has(key)) found.set(key, { actor, date, acts: [], sessions: [] });
    found.get(key).sessions.push(n);
  });
  return [...found.values()];
}
function datedAt(iri, date) {
  const spot = dated().find((at) => things[at.actor].i === iri && at.date === date);
  return spot ? spot.acts : [];
}
function renderTime(view) {
  const spots = dated();
  if (!spots.length) return view.replaceChildren(toolbar(""), make("p", { class: "empty" }, emptyReason()));
  const dates = [...new Set(spots.map((s) => s.date))].sort();
  const weight = new Map();
  for (const s of spots) weight.set(s.actor, (weight.get(s.actor) || 0) + s.acts.length + s.sessions.length);
  const actors = [...weight].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([n]) => n);
  const all = state.open.split(",").includes("time");
  const rows = all ? actors : actors.slice(0, TIME_FIRST);
  const rest = actors.length - rows.length;
  const left = 124;
  // All dates in view where the marks still have room, the rest by scrolling.
  const cell = Math.max(CELL_LEAST, Math.min(CELL, Math.floor((view.clientWidth - left - 40) / dates.length)));
  const wide = left + dates.length * cell + 10, high = 56 + rows.length * LINE;
  const svg = draw("svg", { width: wide, height: high, role: "group", "aria-label": say("time"), class: "time" });
  dates.forEach((date, column) => {
    const x = left + column * cell + cell / 2;
    const fresh = !column || dates[column - 1].slice(0, 4) !== date.slice(0, 4);
    if (fresh) svg.append(draw("text", { x: x - cell / 2 + 2, y: 18, class: "lane" }, date.slice(0, 4)), draw("path", { d: `M${x - cell / 2} 4V${high}`, class: "rule" }));
    svg.append(draw("text", { x, y: 40, "text-anchor": "middle" }, date.slice(5) || (state.lang === "en" ? "year" : "全年")));
  });
  rows.forEach((n, row) => {
    const y = 56 + row * LINE + LINE / 2;
    svg.append(draw("path", { d: `M0 ${y + LINE / 2}H${wide}`, class: "rule faint" }));
    const open = () => go({ sel: things[n].i, group: "", st: "" });
    svg.append(named(draw("g", { class: "rowname", role: "button", tabindex: 0, onclick: open, onkeydown: enter(open) }, (keyOf(n) ? wrap(keyOf(n), 9.6, 2) : fit(n, 9.6, 2)).map((line, i, lines) => draw("text", { class: !keyOf(n) && isOurs(n) ? "ours" : "", x: 0, y: y + 4 + (i - (lines.length - 1) / 2) * 14 }, `${line} `))), nameOf(n)));
  });
  for (const spot of spots) if (rows.includes(spot.actor)) svg.append(timePoint(spot, left + dates.indexOf(spot.date) * cell + cell / 2, 56 + rows.indexOf(spot.actor) * LINE + LINE / 2));
  const more = rest || all ? button(all ? say("fewer") : say("more", rest), () => go({ open: all ? "" : "time" }), { class: "plain" }) : null;
  view.replaceChildren(toolbar(`◆ ${say("meetings")} ● ${say("Act")} · ${say("undated")}`, more), make("div", { class: "scroll" }, svg));
}
// A diamond where a session stands, a disc for acts alone; the number counts the acts.
function timePoint(spot, x, y) {
  const group = `at|${things[spot.actor].i}|${spot.date}`;
  const names = spot.sessions.map(shortName).join(", ");
  const label = `${shortName(spot.actor)} ${spot.date} ${names} ${spot.acts.length ? `(${spot.acts.length})` : ""}`;
  const open = () => (spot.acts.length ? openGroup(group, spot.acts) : go({ sel: things[spot.sessions[0]].i, group: "", st: "" }));
  const shape = spot.sessions.length ? draw("path", { d: "M0 -15L16 0L0 15L-16 0Z" }) : draw("circle", { r: 12 });
  const point = draw("g", { class: `point${spot.sessions.length ? " session" : ""}${state.group === group ? " on" : ""}`, transform: `translate(${x} ${y})`, role: "button", tabindex: 0, onclick: open, onkeydown: enter(open) },
    shape, draw("text", { y: 4.5, "text-anchor": "middle" }, String(spot.acts.length || "")));
  named(point, label);
  point.append(draw("title", {}, label));
  return point;
}
