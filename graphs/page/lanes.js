// Lanes: kinds of things side by side, lines between them; places come from the builder.
const ROW = 50;
const FONT = 12;
const HEAD = 42;
const HEAD_LINE = 15;

function renderLanes(view) {
  const shownLanes = laneRows();
  const present = shownLanes.filter((lane) => lane.rows.length);
  if (!present.length) return view.replaceChildren(make("p", { class: "empty" }, emptyReason()));
  const wide = Math.max(view.clientWidth - 24, present.length * (view.clientWidth < 500 ? 158 : 140));
  const gap = Math.round(Math.min(44, wide / present.length / 4));
  const box = Math.floor((wide - gap * (present.length - 1)) / present.length);
  const high = Math.max(...present.map((lane) => lane.rows.length + (lane.rest || lane.all ? 1 : 0))) * ROW + HEAD;
  const places = new Map();
  present.forEach((lane, column) => lane.rows.forEach((n, row) => {
    const at = { n, lane: lane.key, column, x: column * (box + gap), y: HEAD + row * ROW, w: box, h: ROW - 8 };
    places.set(n, [...(places.get(n) || []), at]);
  }));
  const svg = draw("svg", { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": say("lanes"), class: selected() >= 0 ? "lanes asked" : "lanes" });
  present.forEach((lane, column) => svg.append(laneHead(lane, column * (box + gap), box)));
  const joined = laneEdges(places);
  svg.append(draw("g", { class: "edges" }, joined.map(laneEdge)));
  const near = new Set(joined.filter((e) => e.on).flatMap((e) => [e.a, e.b]));
  const boxes = draw("g", {});
  for (const list of places.values()) for (const at of list) boxes.append(laneBox(at, near));
  (boxes.querySelector(".chosen") || boxes.firstChild).setAttribute("tabindex", "0");
  svg.append(boxes);
  present.forEach((lane, column) => {
    const y = HEAD + lane.rows.length * ROW;
    if (lane.rest || lane.all) svg.append(laneMore(lane, column * (box + gap), y, box));
  });
  view.replaceChildren(toolbar(`${say("relations", joined.length)}`), make("div", { class: "scroll" }, svg));
}
function laneHead(lane, x, width) {
  const lines = wrap(`${say(lane.key)} ${lane.total}`, width / 13, 2, true);
  return draw("text", { class: "lane" }, lines.map((line, row) => draw("tspan", { x, y: HEAD + 4 - HEAD_LINE * (lines.length - row) }, line)));
}
// The first rows of each lane; the neighbours of what is selected are never left out.
function laneRows() {
  const chosen = selected();
  const near = new Set(chosen >= 0 ? edgesOf[chosen].filter((n) => edgePasses(edges[n])).flatMap((n) => edges[n].slice(0, 2)) : []);
  near.add(chosen);
  const live = new Set(edges.filter(edgePasses).flatMap((edge) => edge.slice(0, 2)));
  return (DATA.lanes || []).map(({ key, rows, first }) => {
    const all = state.open.split(",").includes(key);
    const left = rows.filter((n) => live.has(n) && (thingPasses(n) || near.has(n)));
    const top = all ? left : firstRows(left, first, near);
    return { key, rows: top, rest: left.length - top.length, all: all && left.length > first, total: left.length };
  });
}
// Neighbours from further down take the places of the last things that are no neighbours.
function firstRows(rows, first, near) {
  const extra = rows.slice(first).filter((n) => near.has(n));
  const strangers = rows.slice(0, first).filter((n) => !near.has(n));
  const gone = new Set(extra.length ? strangers.slice(-extra.length) : []);
  return [...rows.slice(0, first).filter((n) => !gone.has(n)), ...extra];
}
// One line for each two boxes, however many statements join them.
function laneEdges(places) {
  const joined = new Map();
  const chosen = selected();
  for (const edge of edges) {
    const [a, b, kind] = edge;
    if (!places.has(a) || !places.has(b) || !edgePasses(edge)) continue;
    const from = pick(places.get(a), kind, a), to = pick(places.get(b), kind, b);
    if (!from || !to || from === to) continue;
    const key = `${Math.min(a, b)}-${Math.max(a, b)}-${from.lane}-${to.lane}`;
    const known = joined.get(key) || { a, b, from, to, labels: new Set(), count: 0, on: a === chosen || b === chosen };
    known.labels.add(edgeLabel(edge));
    known.count += 1;
    joined.set(key, known);
  }
  return [...joined.values()];
}
function pick(list, kind) {
  const signing = list.find((at) => at.lane === "signatories");
  const body = list.find((at) => at.lane !== "signatories");
  return kind === "signature" ? signing || body : body || signing;
}
function laneEdge({ a, b, from, to, labels, count, on }) {
  const [l, r] = from.column <= to.column ? [from, to] : [to, from];
  const y1 = l.y + l.h / 2, y2 = r.y + r.h / 2;
  const same = l.column === r.column;
  const x1 = same ? l.x : l.x + l.w, x2 = r.x;
  const bend = same ? -Math.min(36, 12 + Math.abs(y2 - y1) / 8) : (x2 - x1) / 2;
  const path = same
    ? `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 + bend} ${y2} ${x2} ${y2}`
    : `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  const label = `${shortName(a)} ${[...labels].join("/")} ${shortName(b)}`;
  const open = () => openPair(a, b);
  return draw("g", { class: `edge${on ? " on" : ""}${isOpenPair(a, b) ? " open" : ""}`, role: "button", tabindex: on ? 0 : -1, "aria-label": label, "data-pair": `${a}-${b}`, onclick: open, onkeydown: enter(open) },
    draw("title", {}, `${label}${count > 1 ? ` ×${count}` : ""}`),
    draw("path", { d: path, class: "hit" }),
    draw("path", { d: path, class: "line", "stroke-width": Math.min(1 + count / 2, 4) }));
}
function isOpenPair(a, b) {
  return state.group === `pair|${things[a].i}|${things[b].i}` || state.group === `pair|${things[b].i}|${things[a].i}`;
}
function markLanes() {
  for (const edge of get("view").querySelectorAll(".edge")) edge.classList.toggle("open", isOpenPair(...edge.dataset.pair.split("-")));
}
function laneBox(at, near) {
  const thing = things[at.n];
  const chosen = at.n === selected();
  const open = () => go({ sel: chosen ? "" : thing.i, group: "", st: "" });
  const group = draw("g", {
    class: `box g-${thing.g}${chosen ? " chosen" : ""}${near.has(at.n) ? " near" : ""}`, transform: `translate(${at.x} ${at.y})`,
    role: "button", tabindex: -1, "aria-pressed": chosen ? "true" : "false", "data-thing": at.n,
    onclick: open, onkeydown: enter(open), onmouseenter: () => hover(at.n, true), onmouseleave: () => hover(at.n, false), onfocus: () => hover(at.n, true), onblur: () => hover(at.n, false),
  });
  group.append(draw("rect", { width: at.w, height: at.h, rx: 5 }), draw("rect", { width: 20, height: at.h, rx: 4, class: "bar" }),
    draw("text", { x: 10, y: at.h / 2 + 4, class: "letter" }, `${LETTER[thing.g][state.lang === "en" ? 1 : 0]} `));
  boxLines(at.n, (at.w - 30) / FONT, at.h > 38 ? 3 : 2).forEach((line, row, lines) =>
    group.append(draw("text", { x: 26, y: at.h / 2 + 4.5 + (row - (lines.length - 1) / 2) * 13.5, class: line.key ? "key" : isOurs(at.n) ? "ours" : "" }, `${line.text} `)));
  named(group, [nameOf(at.n), keyOf(at.n), say(thing.g), isOurs(at.n) ? say("ours") : ""].filter(Boolean).join(", "));
  group.append(draw("title", {}, [nameOf(at.n), keyOf(at.n)].filter(Boolean).join(" · ")));
  return group;
}
function boxLines(n, width, most) {
  const key = keyOf(n);
  if (things[n].g === "resolution" && key) return wrap(key, width, most, true).map((text) => ({ text, key: true }));
  const first = key && !/[a-z]/.test(key) ? wrap(key, width, 2, true).map((text) => ({ text, key: true })) : [];
  return [...first, ...(first.length < most ? fit(n, width, most - first.length) : []).map((text) => ({ text }))];
}
function laneMore(lane, x, y, width) {
  const names = state.open.split(",").filter(Boolean);
  const toggle = () => go({ open: (lane.all ? names.filter((name) => name !== lane.key) : [...names, lane.key]).join(",") });
  return draw("g", { class: "more", role: "button", tabindex: 0, transform: `translate(${x} ${y})`, onclick: toggle, onkeydown: enter(toggle) },
    draw("rect", { width, height: 26, rx: 5 }), draw("text", { x: width / 2, y: 17, "text-anchor": "middle" }, lane.all ? say("fewer") : `+ ${say("more", lane.rest)}`));
}
function hover(n, on) {
  for (const edge of document.querySelectorAll(`.edge[data-pair^="${n}-"], .edge[data-pair$="-${n}"]`)) edge.classList.toggle("hover", on);
}
function enter(action) {
  return (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
}
function toolbar(text, ...more) {
  return make("div", { class: "toolbar" }, make("span", { class: "count" }, text), ...more,
    button(say("asTable"), () => go({ view: "table", only: state.sel ? "1" : "" }), { class: "plain" }));
}
