// Connections: one thing between what points to it and what it points to; or the path between two things.
const NEAR_FIRST = 24;

function renderLinks(view) {
  const from = selected();
  if (from < 0) return view.replaceChildren(make("p", { class: "empty" }, say("hintLinks")), suggestions());
  const tools = toolbar(nameOf(from), make("label", { class: "pathto" }, `${say("pathTo")} `, pathChoice(from)));
  const content = state.to ? pathList(from, byIri.get(state.to)) : neighbours(from);
  view.replaceChildren(tools, make("div", { class: "scroll" }, content));
}
function suggestions() {
  const top = things.map((_, n) => n).filter((n) => things[n].g === "body").sort((a, b) => edgesOf[b].length - edgesOf[a].length || a - b);
  return make("ul", { class: "suggest" }, top.slice(0, 8).map((n) => make("li", {}, thingButton(n))));
}
function pathChoice(from) {
  const options = things.map((_, n) => n).filter((n) => n !== from && edgesOf[n].length).sort((a, b) => edgesOf[b].length - edgesOf[a].length || a - b);
  const select = make("select", { id: "to", onchange: (event) => go({ to: event.target.value, st: "", group: "" }) },
    make("option", { value: "" }, say("choose")), options.map((n) => make("option", { value: things[n].i }, `${shortName(n)}${keyOf(n) ? ` ${nameOf(n)}` : ""}`)));
  select.value = state.to;
  return select;
}
function neighbours(from) {
  const sides = [new Map(), new Map()];
  for (const n of edgesOf[from]) {
    const edge = edges[n];
    if (!edgePasses(edge) || edge[0] === edge[1]) continue;
    const side = edge[1] === from ? 0 : 1;
    const other = side ? edge[1] : edge[0];
    if (!sides[side].has(other)) sides[side].set(other, new Set());
    sides[side].get(other).add(edgeLabel(edge));
  }
  const all = state.open.split(",").includes("links");
  const column = (side, title) => {
    const rows = [...sides[side]].sort((a, b) => edgesOf[b[0]].length - edgesOf[a[0]].length || a[0] - b[0]);
    const shown = all ? rows : rows.slice(0, NEAR_FIRST);
    const rest = rows.length - shown.length;
    return make("section", { class: "near", "aria-label": title }, make("h2", {}, `${title} ${rows.length}`),
      make("ul", {}, shown.map(([n, labels]) => make("li", {}, step(from, n, [...labels], side)))),
      rest ? button(say("more", rest), () => go({ open: "links" }), { class: "plain" }) : null);
  };
  return make("div", { class: "connections" }, column(0, say("incoming")), make("div", { class: "centre" }, thingButton(from, { class: "thing centre" })), column(1, say("outgoing")));
}
function step(from, n, labels, side) {
  const text = list(labels.slice(0, 3)) + (labels.length > 3 ? ` +${labels.length - 3}` : "");
  const link = button(side ? `${text} →` : `→ ${text}`, () => openPair(from, n), { class: `linklabel${state.group.startsWith("pair") && state.group.includes(things[n].i) ? " on" : ""}`, "aria-label": `${shortName(from)} ${labels.join(", ")} ${shortName(n)}` });
  return side ? [link, thingButton(n)] : [thingButton(n), link];
}
// The shortest path that the filters allow.  A step that an act or relation of the report states costs
// less than one from authority data or from the mere list of what the report cites; ties go by the data's order.
const COST = { citation: 5, authority: 3, session: 3 };
function findPath(from, to) {
  const known = new Map([[from, 0]]), before = new Map([[from, -1]]), done = new Set();
  while (!done.has(to)) {
    let at = -1;
    for (const [n, cost] of known) if (!done.has(n) && (at < 0 || cost < known.get(at))) at = n;
    if (at < 0) return null;
    done.add(at);
    for (const n of edgesOf[at]) {
      if (!edgePasses(edges[n])) continue;
      const other = edges[n][0] === at ? edges[n][1] : edges[n][0];
      const cost = known.get(at) + (COST[edges[n][2]] || 2);
      if (done.has(other) || (known.has(other) && known.get(other) <= cost)) continue;
      known.set(other, cost);
      before.set(other, at);
    }
  }
  const path = [];
  for (let at = to; at !== -1; at = before.get(at)) path.unshift(at);
  return path;
}
function pathList(from, to) {
  const path = findPath(from, to);
  if (!path) return make("p", { class: "empty" }, say("noPath"));
  const rows = path.map((n, row) => {
    if (!row) return make("li", {}, thingButton(n));
    const between = edges.filter((edge) => joins(edge, path[row - 1], n) && edgePasses(edge));
    const labels = [...new Set(between.map(edgeLabel))];
    const told = statementsBetween(path[row - 1], n).filter((s) => statementPasses(statements[s]));
    return make("li", {}, make("span", { class: "linklabel" }, `↓ ${list(labels)}`), told.length ? statementRow(told[0]) : make("p", { class: "authority" }, say("authority")), told.length > 1 ? button(say("more", told.length - 1), () => openPair(path[row - 1], n), { class: "plain" }) : null, thingButton(n));
  });
  return make("div", { class: "path" }, make("p", { class: "count" }, say("steps", path.length - 1)), make("ol", {}, rows));
}
