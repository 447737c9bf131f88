// Matrix: bodies by strategies, sessions or resolutions; a cell opens what joins the two.
const MATRIX_FIRST = 20;
const AXES = { strategies: ["work", "initiative"], meetings: ["meeting"], resolutions: ["resolution"] };

function renderMatrix(view) {
  const choice = make("div", { class: "choice", role: "group", "aria-label": say("columns") }, make("span", {}, say("by")),
    [...Object.keys(AXES), "chain"].map((name) => button(say(name), () => go({ by: name }), { id: `by-${name}`, "aria-pressed": state.by === name ? "true" : "false" })));
  if (state.by === "chain") {
    const [count, content] = chainTable();
    return view.replaceChildren(toolbar(say("found", count), choice), make("div", { class: "scroll" }, content));
  }
  const cells = matrixCells();
  const all = state.open.split(",").includes("matrix");
  const columns = ranked(cells, 1);
  const shown = all ? columns : columns.slice(0, MATRIX_FIRST);
  // Rows are ranked by what is seen of them, so that no row of those shown is empty.
  const rows = ranked(cells, 0);
  const top = all ? rows : ranked(cells, 0, new Set(shown)).slice(0, MATRIX_FIRST);
  const rest = rows.length - top.length + columns.length - shown.length;
  const more = rest || all ? button(all ? say("fewer") : say("more", rest), () => go({ open: all ? "" : "matrix" }), { class: "plain" }) : null;
  if (!rows.length) return view.replaceChildren(toolbar("", choice), make("p", { class: "empty" }, emptyReason()));
  const head = make("tr", {}, make("td", {}), shown.map((n) => make("th", { scope: "col" }, matrixName(n, 14, 3))));
  const body = top.map((a) => make("tr", {}, make("th", { scope: "row" }, matrixName(a, 10, 3)), shown.map((b) => matrixCell(a, b, cells.get(`${a}-${b}`)))));
  view.replaceChildren(toolbar(`${rows.length} × ${columns.length}`, choice, more), make("div", { class: "scroll" }, make("table", { class: "matrix" }, make("thead", {}, head), make("tbody", {}, body))));
}
// Things of one side by how many statements they are in, with those of the other side that are shown.
function ranked(cells, side, others) {
  const total = new Map();
  for (const [key, found] of cells) {
    const pair = key.split("-").map(Number);
    if (!others || others.has(pair[1 - side])) total.set(pair[side], (total.get(pair[side]) || 0) + found.length);
  }
  return [...total].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([n]) => n);
}
function matrixCells() {
  const groupsWanted = AXES[state.by] || AXES.strategies;
  const cells = new Map();
  for (const edge of edges) {
    if (edge[5] < 0 || !edgePasses(edge)) continue;
    const body = edge.slice(0, 2).find((n) => things[n].g === "body");
    const other = edge.slice(0, 2).find((n) => groupsWanted.includes(things[n].g));
    if (body === undefined || other === undefined) continue;
    const key = `${body}-${other}`;
    if (!cells.has(key)) cells.set(key, []);
    if (!cells.get(key).includes(edge[5])) cells.get(key).push(edge[5]);
  }
  return cells;
}
function matrixName(n, width, most) {
  const lines = keyOf(n) ? wrap(keyOf(n), width, 2) : fit(n, width, most);
  const classes = ["head", n === selected() ? "on" : "", !keyOf(n) && isOurs(n) ? "ours" : ""].filter(Boolean).join(" ");
  const head = make("button", { type: "button", class: classes, title: nameOf(n), onclick: () => go({ sel: things[n].i, group: "", st: "" }) }, lines.map((line) => make("span", {}, `${line} `)));
  return named(head, nameOf(n));
}
// The acts by name and not by colour alone; 核可 and 核准 differ in their second sign.
// What the vocabulary has no word for ("other") is named last, by the verb of the report.
function matrixCell(a, b, found) {
  if (!found) return make("td", {});
  const name = (n) => (statements[n].t === "other" ? statements[n].v : typeName(statements[n])) || typeName(statements[n]);
  const order = [...found].sort((x, y) => (statements[x].t === "other") - (statements[y].t === "other") || x - y);
  const names = [...new Set(order.map(name))];
  const open = state.group === `pair|${things[a].i}|${things[b].i}`;
  const label = `${shortName(a)} × ${shortName(b)}: ${names.join(", ")} (${found.length})`;
  const lines = names.slice(0, 2).flatMap((text) => wrap(text, state.lang === "en" ? 5.4 : 3.7, 2));
  const rest = found.length - Math.min(names.length, 2);
  const cell = make("button", { type: "button", class: `cell k-${statements[found[0]].k}${open ? " on" : ""}`, title: label, onclick: () => openPair(a, b) },
    lines.map((text) => make("span", {}, `${text} `)), rest > 0 ? make("small", {}, `+${rest}`) : null);
  return make("td", {}, named(cell, label));
}
function emptyReason() {
  if (!things.length) return DATA.total ? say("foreign", DATA.total) : say("noThings");
  return statements.some((statement) => statement.k === "Act") ? say("nothing") : say("noActs");
}
