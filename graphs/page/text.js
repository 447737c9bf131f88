// The right pane: the whole report, its names as links, the evidence marked.
function renderText() {
  const pane = get("text");
  if (!units.length) return pane.replaceChildren(make("p", { class: "empty" }, say("noText")));
  const parts = [];
  let section = -1, report = "";
  units.forEach((unit, n) => {
    if (unit.in) return;
    if (DATA.source.length > 1 && unit.doc !== report) parts.push(make("h2", { class: "report" }, unit.doc));
    report = unit.doc;
    if (unit.sec !== undefined && unit.sec !== section) parts.push(...headings(section, unit.sec));
    section = unit.sec ?? section;
    parts.push(unitBlock(n), ...notesOf[n].map(([, note]) => unitBlock(note)));
  });
  pane.replaceChildren(...parts);
}
function headings(before, now) {
  const chain = [];
  for (let at = now; at >= 0 && at !== before; at = sections[at].up) {
    if (before >= 0 && isAbove(at, before)) break;
    chain.unshift(at);
  }
  return chain.map((at) =>
    make(`h${(DATA.source.length > 1 ? 2 : 1) + sections[at].k.split(".").length}`, { class: sections[at].k.includes(".") ? "section sub" : "section" }, make("small", {}, `${sections[at].k.split(".").at(-1)}.`), ` ${sections[at].t}`),
  );
}
function isAbove(section, below) {
  for (let at = below; at >= 0; at = sections[at].up) if (at === section) return true;
  return false;
}
function unitBlock(n) {
  const unit = units[n];
  const note = Boolean(unit.in);
  const label = make("span", { class: "number", "aria-hidden": "true" }, unit.k.replace(/^[a-z]+(?=\d)/, ""));
  const body = make("span", { class: "words" });
  const block = make(
    "div",
    { class: note ? "unit note" : `unit ${/^p\d/.test(unit.k) ? "para" : "front"}`, id: `u${n}`, role: "group", "aria-label": unitName(n) },
    /\d/.test(unit.k) ? label : null,
    body,
  );
  fillUnit(body, n, null);
  return block;
}
// One piece for each run of text with the same name and mark.
function fillUnit(body, n, mark) {
  const text = pointsOf(n);
  const names = outermost(units[n].m);
  const notes = notesOf[n].map(([at, note]) => [at, noteEnd(text, at), note]);
  const cuts = new Set([0, text.length, ...[...names, ...notes].flatMap((m) => [m[0], m[1]])]);
  if (mark) [mark[0], mark[1]].forEach((at) => cuts.add(at));
  const edgesOfText = [...cuts].filter((at) => at <= text.length).sort((a, b) => a - b);
  const pieces = [];
  edgesOfText.forEach((start, index) => {
    const end = edgesOfText[index + 1];
    if (end === undefined) return;
    const note = notes.find((m) => m[0] <= start && end <= m[1]);
    const name = names.find((m) => m[0] <= start && end <= m[1]);
    let piece = document.createTextNode(text.slice(start, end).join(""));
    if (note) piece = noteMark(note[2], piece);
    else if (name) piece = nameLink(name[2], piece);
    if (mark && mark[0] <= start && end <= mark[1]) piece = make("mark", {}, piece);
    pieces.push(piece);
  });
  body.replaceChildren(...pieces);
}
function outermost(mentions) {
  const kept = [];
  const sorted = [...mentions].sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  for (const mention of sorted) if (!kept.length || mention[0] >= kept.at(-1)[1]) kept.push(mention);
  return kept;
}
function nameLink(thing, content) {
  const label = `${nameOf(thing)} (${term("classes", things[thing].c)})`;
  const link = make("a", { class: `name g-${things[thing].g}`, href: `#sel=${encodeURIComponent(things[thing].i)}`, "data-thing": thing, title: label, tabindex: -1 }, content);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go({ sel: things[thing].i, group: "", view: state.view === "table" ? "links" : state.view });
  });
  return link;
}
// The printed mark (¹, ¹²) is part of the unit's text: it becomes the link and is not written twice.
function noteEnd(text, start) {
  let end = start;
  while (end < text.length && /[⁰¹²³⁴-⁹]/.test(text[end])) end += 1;
  return end;
}
function noteMark(note, content) {
  return make("a", { href: "#", class: "notemark", title: unitName(note), tabindex: -1, onclick: (event) => (event.preventDefault(), scrollToUnit(note)) }, content);
}

let marked = -1;
function markEvidence() {
  const n = evidence();
  if (marked >= 0 && get(`u${marked}`)) fillUnit(get(`u${marked}`).querySelector(".words"), marked, null);
  marked = -1;
  for (const block of document.querySelectorAll(".unit.current")) block.classList.remove("current");
  if (n >= 0) {
    const { u, s, e } = statements[n];
    fillUnit(get(`u${u}`).querySelector(".words"), u, [s, e]);
    marked = u;
    get(`u${u}`).classList.add("current");
    reveal(get(`u${u}`).querySelector("mark") || get(`u${u}`));
  }
}
function markSelection() {
  const chosen = selected();
  for (const link of get("text").querySelectorAll("a.name")) link.classList.toggle("on", Number(link.dataset.thing) === chosen);
}
function scrollToUnit(n) {
  reveal(get(`u${n}`));
  get(`u${n}`).classList.add("flash");
  setTimeout(() => get(`u${n}`) && get(`u${n}`).classList.remove("flash"), 1500);
}
// Only the pane moves: scrollIntoView would move the whole page on small screens.
function reveal(node) {
  const pane = get("text");
  const where = node.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  pane.scrollTo({ top: pane.scrollTop + where - pane.clientHeight / 3, behavior: calm ? "auto" : "instant" });
  // What was out of sight had a guessed height; now that it is laid out, the place is known.
  const late = node.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  if (Math.abs(late) > 1) pane.scrollTop += late;
}
