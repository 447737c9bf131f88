// The left pane: search in every form of a name, filters, results.
const RESULTS_FIRST = 40;
const bare = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s“”"'《》()（）-]/g, "");
const haystacks = things.map((t) => [t.k, t.zh, t.en, ...(t.alt || [])].filter(Boolean).map(bare));

// Whole names first, then beginnings, then the rest; the more connected first among equals.
function rank(thing, wanted) {
  let best = 9;
  for (const name of haystacks[thing]) {
    if (name === wanted) return 0;
    if (name.startsWith(wanted)) best = Math.min(best, 1);
    else if (name.includes(wanted)) best = Math.min(best, 2);
  }
  return best;
}
function results() {
  const wanted = bare(state.q);
  const narrow = state.type || state.section || state.year;
  const passing = new Set(narrow ? statements.filter(statementPasses).flatMap((s) => s.x.map((end) => end[1])) : []);
  return things
    .map((_, n) => [wanted ? rank(n, wanted) : 3, -edgesOf[n].length, n])
    .filter(([at, , n]) => at < 9 && thingPasses(n) && (!narrow || passing.has(n)))
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
    .map((row) => row[2]);
}
function renderLeft() {
  const left = get("left");
  const input = make("input", {
    type: "search", id: "q", placeholder: say("searchHint"), "aria-label": say("search"), "aria-controls": "results", autocomplete: "off", spellcheck: "false",
    oninput: (event) => go({ q: event.target.value }, true),
  });
  input.value = state.q;
  left.setAttribute("aria-label", say("search"));
  left.replaceChildren(
    input,
    make("div", { id: "filters" }, filter("kind", groups.map((g) => [g, say(g)])), filter("type", actTypes.map((t) => [t, term("act_types", t)])), filter("section", sections.map((s) => [sectionKey(s), `${sectionKey(s)} ${s.t}`])), filter("year", years.map((y) => [y, y]))),
    make("div", { id: "found" }),
  );
  renderResults();
}
function filter(name, options) {
  const select = make("select", { id: `f-${name}`, onchange: (event) => go({ [name]: event.target.value }) },
    make("option", { value: "" }, say("all")), options.map(([value, label]) => make("option", { value }, label)));
  select.value = state[name];
  return make("label", { class: state[name] ? "on" : "" }, make("span", {}, say(name)), select);
}
function renderResults() {
  const found = results();
  const filtered = state.kind || state.type || state.section || state.year;
  const rows = found.slice(0, RESULTS_FIRST).map((n) => make("li", {}, thingButton(n, { "data-thing": n, "aria-current": n === selected() ? "true" : undefined })));
  const rest = found.length - rows.length;
  const box = get("found");
  const keep = box.querySelector("ul") ? box.querySelector("ul").scrollTop : 0;
  box.replaceChildren(
    make("p", { class: "count" }, found.length ? say("found", found.length) : say("nothing"), filtered ? button(say("clear"), () => go({ kind: "", type: "", section: "", year: "" }), { class: "plain" }) : null),
    make("ul", { id: "results", "aria-label": say("results") }, rows, rest > 0 ? make("li", { class: "rest" }, say("more", rest)) : null),
  );
  box.querySelector("ul").scrollTop = keep;
  return found;
}
