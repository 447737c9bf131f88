// The frame: head, views, languages, keys; one function shows the state.
const VIEWS = { lanes: renderLanes, matrix: renderMatrix, links: renderLinks, time: renderTime, table: renderTable };
if (get("wasm")) VIEWS.sparql = renderSparql;
const HINTS = { matrix: "hintMatrix", links: "hintLinks", time: "hintTime", sparql: "hintSparql", table: "hintTable" };

function renderHead() {
  document.documentElement.lang = state.lang;
  const report = byIri.has(`doc/${DATA.source[0]}`) ? byIri.get(`doc/${DATA.source[0]}`) : -1;
  const title = report >= 0 ? nameOf(report) : "cebkg";
  document.title = `${title} — cebkg`;
  const symbols = DATA.source.length > 3 ? `${DATA.source[0]} … ${DATA.source.length}` : DATA.source.join(", ");
  get("title").replaceChildren(symbols ? make("small", {}, symbols) : "", DATA.source.length > 1 ? say("reports", DATA.source.length) : title);
  get("panetabs").setAttribute("aria-label", say("panes"));
  get("panetabs").replaceChildren(...PANES.map((name) => button(say(`pane_${name}`), () => go({ pane: name }), { id: `pane-${name}`, "aria-pressed": state.pane === name ? "true" : "false" })));
  get("views").setAttribute("aria-label", say("views"));
  get("views").replaceChildren(...Object.keys(VIEWS).map((name) => button(say(name), () => go({ view: name }), { role: "tab", id: `tab-${name}`, "aria-selected": state.view === name ? "true" : "false", "aria-controls": "view" })));
  get("view").setAttribute("aria-labelledby", `tab-${state.view}`);
  get("languages").replaceChildren(language("lang", "interface"), language("names", "names"), button(say("print"), () => print(), { class: "plain" }));
  get("text").setAttribute("aria-label", say("report"));
}
function language(name, label) {
  return make("span", { class: "language", role: "group", "aria-label": say(label) }, make("span", {}, say(label)),
    [["zh", "中文"], ["en", "English"]].map(([code, text]) => button(text, () => go({ [name]: code }), { id: `${name}-${code}`, lang: code, "aria-pressed": state[name] === code ? "true" : "false" })));
}
function renderView() {
  const view = get("view");
  const old = view.querySelector(".scroll");
  const keep = old && view.dataset.view === state.view ? [old.scrollLeft, old.scrollTop] : [0, 0];
  view.dataset.view = state.view;
  VIEWS[state.view](view);
  drawnAt = view.clientWidth;
  const now = view.querySelector(".scroll");
  if (now) [now.scrollLeft, now.scrollTop] = keep;
  if (now && !now.hasAttribute("tabindex")) now.tabIndex = 0;
  const chosen = selected();
  const hint = chosen >= 0 ? say("hintSel", shortName(chosen)) : say(state.view === "matrix" && state.by === "chain" ? "chainHint" : HINTS[state.view] || "hint");
  get("hint").replaceChildren(hint, state.names === "en" && things.some((thing) => thing.tr) ? make("span", { class: "legend" }, say("oursLegend")) : "");
}
// Redraws what has changed; the text is made anew only when the language of its labels changes.
function show(before) {
  const changed = (...names) => !before || names.some((name) => before[name] !== state[name]);
  const focus = focusMark();
  document.body.dataset.pane = state.pane;
  if (changed("lang", "names", "view", "pane")) renderHead();
  if (changed("lang", "names")) renderText();
  if (changed("lang", "names") || !get("q")) renderLeft();
  else if (changed("q", "kind", "type", "section", "year", "sel")) refreshLeft();
  if (needsDrawing(before)) renderView();
  else markLanes();
  renderCard();
  if (changed("st", "lang", "names")) markEvidence();
  if (changed("sel", "lang", "names")) markSelection();
  if (changed("sel") && !state.st && selected() >= 0 && mentionedIn[selected()].length) firstMention();
  tell();
  restoreFocus(focus);
}
// A click on a line of the lanes changes no line: it is drawn anew only if its pane had no width before.
const STAYS = ["st", "group", "pane"];
function needsDrawing(before) {
  const others = !before || Object.keys(DEFAULTS).some((name) => !STAYS.includes(name) && before[name] !== state[name]);
  const wide = others || state.view !== "lanes" || before.pane === state.pane ? 0 : get("view").clientWidth;
  return others || state.view !== "lanes" || (wide > 0 && wide !== drawnAt);
}
let drawnAt = -1;
function refreshLeft() {
  for (const name of ["kind", "type", "section", "year"]) {
    get(`f-${name}`).value = state[name];
    get(`f-${name}`).parentElement.classList.toggle("on", Boolean(state[name]));
  }
  if (get("q").value !== state.q) get("q").value = state.q;
  renderResults();
}
function firstMention() {
  const link = get("text").querySelector("a.name.on");
  const pane = get("text").getBoundingClientRect();
  const seen = [...get("text").querySelectorAll("a.name.on")].some((node) => {
    const at = node.getBoundingClientRect();
    return at.top >= pane.top && at.bottom <= pane.bottom;
  });
  if (link && !seen) reveal(link);
}
function tell() {
  const n = evidence();
  const chosen = selected();
  if (n >= 0) announce(`${unitName(statements[n].u)}: ${quoteOf(statements[n])}`);
  else if (chosen >= 0) announce(`${nameOf(chosen)}: ${say("relations", edgesOf[chosen].length)}`);
  else announce(`${say(state.view)}. ${get("found").querySelector(".count").textContent}`);
}
// Drawing anew must not lose the place of a person who works with the keyboard.
const MARKS = ["data-thing", "data-pair", "data-st", "data-column", "aria-label", "id"];
function focusMark() {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const name = MARKS.find((mark) => node.getAttribute(mark));
  const pane = node.closest("#left, #view, #card, #text, #top");
  return name && pane ? [`#${pane.id}`, `[${name}="${CSS.escape(node.getAttribute(name))}"]`] : null;
}
function restoreFocus(mark) {
  if (!mark || (document.activeElement && document.activeElement !== document.body)) return;
  const node = document.querySelector(mark.join(" "));
  if (node) node.focus({ preventScroll: true });
}
const RINGS = ["#results button", ".near button.thing", ".edge.on", "#card .statement", "table.rows tbody tr", "#views button"];
function arrows(event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const node = document.activeElement;
  if (node.id === "q" && event.key === "ArrowDown") return focusOn(document.querySelector("#results button"), event);
  if (node.matches(".box")) return arrowsInLanes(node, event);
  const ring = RINGS.find((name) => node.matches(name));
  if (!ring) return;
  const all = [...document.querySelectorAll(ring)];
  const next = all.indexOf(node) + step;
  focusOn(next < 0 && ring === RINGS[0] ? get("q") : all[next], event);
}
// Up and down in a lane; left and right to the nearest box of the next lane, along a line if there is one.
function arrowsInLanes(node, event) {
  const here = node.getBoundingClientRect();
  const sign = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const across = event.key === "ArrowLeft" || event.key === "ArrowRight";
  const boxes = [...document.querySelectorAll(".box")].filter((box) => {
    const at = box.getBoundingClientRect();
    return across ? Math.sign(at.left - here.left) === sign : at.left === here.left && Math.sign(at.top - here.top) === sign;
  });
  const far = (box) => {
    const at = box.getBoundingClientRect();
    return Math.abs(at.left - here.left) * 100 + Math.abs(at.top - here.top) - (box.classList.contains("near") ? 5000 : 0);
  };
  focusOn(boxes.sort((a, b) => far(a) - far(b))[0], event);
}
function focusOn(node, event) {
  event.preventDefault();
  if (node) node.focus();
}
function escape() {
  if (state.st || state.group) return go({ st: "", group: "" });
  if (state.to) return go({ to: "" });
  if (state.sel) return go({ sel: "", only: "" });
  if (state.q) go({ q: "" });
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "/" && !typing) focusOn(get("q"), event);
  else if (event.key === "Escape") escape();
  else if (event.key.startsWith("Arrow") && !event.target.matches("select")) arrows(event);
  else if (event.key === "Enter" && event.target.id === "q" && results().length) go({ sel: things[results()[0]].i, group: "", st: "" });
});
window.addEventListener("popstate", () => {
  const before = { ...state };
  readState();
  show(before);
});
let waiting = 0;
window.addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(renderView, 100);
});
readState();
show(null);
