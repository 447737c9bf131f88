// What is shown stands in the fragment of the address, so that a view can be shared and "back" works.
const DEFAULTS = {
  view: "lanes", sel: "", to: "", st: "", group: "", lang: "zh", names: "zh", q: "",
  kind: "", type: "", section: "", year: "", by: "strategies", open: "", sort: "", only: "", pane: "view", rq: "",
};
let state = { ...DEFAULTS };

function readState() {
  const given = new URLSearchParams(location.hash.slice(1));
  state = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS)) if (given.has(name)) state[name] = given.get(name);
  if (!VIEWS[state.view]) state.view = DEFAULTS.view;
  if (!byIri.has(state.sel)) state.sel = "";
  if (!byIri.has(state.to)) state.to = "";
  if (!statementByIri.has(state.st)) state.st = "";
  for (const name of ["lang", "names"]) if (!["zh", "en"].includes(state[name])) state[name] = DEFAULTS[name];
  const [kind, ...parts] = state.group.split("|");
  const ours = kind === "pair" ? parts.every((iri) => byIri.has(iri)) : kind === "at" && byIri.has(parts[0]);
  if (parts.length !== 2 || !ours) state.group = "";
  const [first] = state.group && !state.st ? groupStatements() : [];
  if (first !== undefined) state.st = statements[first].i;
  if (!PANES.includes(state.pane)) state.pane = DEFAULTS.pane;
}
// On a small screen one pane is seen at a time: the one that answers what was just done.
const PANES = ["find", "view", "text"];
function paneAfter(change) {
  if (change.pane) return change.pane;
  if (change.st) return "text";
  if (change.view || (change.sel && state.pane === "find")) return "view";
  return state.pane;
}
function address() {
  const parts = Object.keys(DEFAULTS).filter((name) => state[name] !== DEFAULTS[name]);
  return "#" + new URLSearchParams(parts.map((name) => [name, state[name]])).toString();
}
// `replace` for what "back" should not step through, such as each letter of a search.
function go(change, replace = false) {
  const before = { ...state };
  Object.assign(state, change, { pane: paneAfter(change) });
  if (address() === location.hash || (address() === "#" && !location.hash)) return show(before);
  history[replace ? "replaceState" : "pushState"](null, "", address());
  show(before);
}
const selected = () => (state.sel ? byIri.get(state.sel) : -1);
const evidence = () => (state.st ? statementByIri.get(state.st) : -1);

// A group is a list of statements with a heading: what joins two things, or what stands at one date.
function groupStatements() {
  const [kind, first, second] = state.group.split("|");
  if (kind === "pair" && byIri.has(first) && byIri.has(second)) {
    return statementsBetween(byIri.get(first), byIri.get(second)).filter((n) => statementPasses(statements[n]));
  }
  if (kind === "at") return datedAt(first, second);
  return [];
}
function openPair(a, b) {
  const group = `pair|${things[a].i}|${things[b].i}`;
  openGroup(group, statementsBetween(a, b).filter((n) => statementPasses(statements[n])));
}
function openGroup(group, found) {
  go({ group, st: found.length ? statements[found[0]].i : "" });
}
