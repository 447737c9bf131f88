// Matrix: bodies by strategies, sessions or resolutions; a cell opens what joins the two.
const MATRIX_FIRST = 20;
const AXES = { strategies: ["work", "initiative"], meetings: ["meeting"], resolutions: ["resolution"] };

function renderMatrix(view) {
  const cells = matrixCells();
  const sum = (side) => {
    const total = new Map();
    for (const [key, found] of cells) total.set(key.split("-")[side] | 0, (total.get(key.split("-")[side] | 0) || 0) + found.length);
    return [...total].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([n]) => n);
  };
  const all = state.open.split(",").includes("matrix");
  const [rows, columns] = [sum(0), sum(1)];
  const most = (list) => (all ? list : list.slice(0, MATRIX_FIRST));
  const choice = make("div", { class: "choice", role: "group", "aria-label": say("columns") }, make("span", {}, say("by")),
    Object.keys(AXES).map((name) => button(say(name), () => go({ by: name }), { "aria-pressed": state.by === name ? "true" : "false" })));
  const rest = rows.length - most(rows).length + columns.length - most(columns).length;
  const more = rest || all ? button(all ? say("fewer") : say("more", rest), () => go({ open: all ? "" : "matrix" }), { class: "plain" }) : null;
  if (!rows.length) return view.replaceChildren(toolbar("", choice), make("p", { class: "empty" }, say("nothing")));
  const head = make("tr", {}, make("td", {}), most(columns).map((n) => make("th", { scope: "col" }, matrixName(n))));
  const body = most(rows).map((a) => make("tr", {}, make("th", { scope: "row" }, matrixName(a)), most(columns).map((b) => matrixCell(a, b, cells.get(`${a}-${b}`)))));
  view.replaceChildren(toolbar(`${rows.length} × ${columns.length}`, choice, more), make("div", { class: "scroll" }, make("table", { class: "matrix" }, make("thead", {}, head), make("tbody", {}, body))));
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
function matrixName(n) {
  return make("button", { type: "button", class: n === selected() ? "head on" : "head", title: nameOf(n), onclick: () => go({ sel: things[n].i, group: "", st: "" }) }, wrap(shortName(n), 15, 2).join(state.names === "en" ? " " : ""));
}
// The acts by name and not by colour alone; 核可 and 核准 differ in their second sign.
function matrixCell(a, b, found) {
  if (!found) return make("td", {});
  const names = [...new Set(found.map((n) => typeName(statements[n])))];
  const text = names[0].length > 9 ? `${names[0].slice(0, 8)}…` : names[0];
  const open = state.group === `pair|${things[a].i}|${things[b].i}`;
  const label = `${shortName(a)} × ${shortName(b)}: ${names.join(", ")} (${found.length})`;
  return make("td", {}, make("button", { type: "button", class: `cell k-${statements[found[0]].k}${open ? " on" : ""}`, "aria-label": label, title: label, onclick: () => openPair(a, b) }, text, found.length > 1 ? make("small", {}, `×${found.length}`) : null));
}
