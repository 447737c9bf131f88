// The card: the selected thing, or the statements behind a line, cell or point, each with its sentence.
const CARD_FIRST = 12;

function renderCard() {
  const card = get("card");
  const thing = selected();
  const parts = state.group ? groupCard() : thing >= 0 ? thingCard(thing) : evidence() >= 0 ? [statementRow(evidence())] : [];
  card.hidden = !parts.length;
  card.replaceChildren(...parts);
  if (parts.length) card.prepend(button("×", () => go({ sel: state.group ? state.sel : "", group: "", st: "" }), { class: "close", "aria-label": say("close") }));
}
function groupCard() {
  const [kind, first, second] = state.group.split("|");
  const found = groupStatements();
  const title = kind === "pair"
    ? [thingButton(byIri.get(first)), make("span", { class: "arrow", "aria-label": say("between") }, "↔"), thingButton(byIri.get(second))]
    : [byIri.has(first) ? thingButton(byIri.get(first)) : null, make("span", { class: "when" }, second)];
  const known = kind === "pair" ? edges.filter((e) => joins(e, byIri.get(first), byIri.get(second)) && e[5] < 0) : [];
  return [
    make("div", { class: "pair" }, title),
    ...known.map((e) => make("p", { class: "authority" }, `${shortName(e[0])} ${edgeLabel(e)} ${shortName(e[1])} — ${say("authority")}`)),
    statementList(found),
  ];
}
function thingCard(thing) {
  const { zh, en, k, c, alt = [], d, page = [] } = things[thing];
  const other = state.names === "en" ? zh : en;
  const about = [term("classes", c), k, d].filter(Boolean).join(" · ");
  return [
    make("h2", {}, badge(thing), make("span", { class: isOurs(thing) ? "ours" : "" }, nameOf(thing))),
    other && other !== nameOf(thing) ? make("p", { class: "other" }, other) : null,
    things[thing].tr ? make("p", { class: "about translated" }, `${say("ours")}: `, make("i", {}, en)) : null,
    make("p", { class: "about" }, about),
    alt.length ? make("p", { class: "about" }, `${say("otherNames")}: ${list(alt.slice(0, 6))}`, alt.length > 6 ? ` ${say("more", alt.length - 6)}` : "") : null,
    page.length ? make("p", { class: "about" }, page.map((address) => make("span", { class: "address" }, address))) : null,
    make("p", { class: "about" }, mentionedIn[thing].length ? `${say("found_in")}: ` : "", mentionedIn[thing].slice(0, 10).map((n) => button(DATA.source.length > 1 ? `${units[n].doc} ${units[n].k}` : units[n].k, () => scrollToUnit(n), { class: "unitlink", title: unitName(n) })), mentionedIn[thing].length > 10 ? ` ${say("more", mentionedIn[thing].length - 10)}` : ""),
    state.view === "links" ? null : button(say("openLinks"), () => go({ view: "links" }), { class: "plain" }),
    make("h3", {}, say("acts")),
    statementList(statementsOf[thing].filter((n) => statementPasses(statements[n]))),
    authorityList(thing),
  ].filter(Boolean);
}
function authorityList(thing) {
  const found = edgesOf[thing].map((n) => edges[n]).filter((e) => e[5] < 0);
  if (!found.length) return null;
  const rows = found.slice(0, CARD_FIRST).map((e) => make("li", {}, `${shortName(e[0])} `, make("i", {}, edgeLabel(e)), ` ${shortName(e[1])}`));
  const rest = found.length - rows.length;
  return make("div", {}, make("h3", {}, say("authority")), make("ul", { class: "authority" }, rows), rest > 0 ? make("p", {}, say("more", rest)) : null);
}
function edgeLabel(edge) {
  if (state.lang !== "en" || edge[4] === "other") return edge[3] || edge[4];
  return edge[4] || edge[3];
}
function statementList(found) {
  const list = make("ol", { class: "statements" });
  const fillTo = (most) => {
    const rest = found.length - most;
    list.replaceChildren(
      ...(found.length ? found.slice(0, most).map((n) => make("li", {}, statementRow(n))) : [make("li", { class: "empty" }, say("nothing"))]),
      ...(rest > 0 ? [make("li", {}, button(say("more", rest), () => fillTo(found.length), { class: "plain" }))] : []),
    );
  };
  fillTo(Math.max(CARD_FIRST, found.indexOf(evidence()) + 1));
  return list;
}
// A statement in one line of names, then its sentence; Enter or a click marks the sentence in the text.
function statementRow(n) {
  const statement = statements[n];
  const on = evidence() === n;
  const names = (role) => list(ends(statement, role).map(shortName));
  const line = [names("agent"), statement.v || typeName(statement), names("object") || statement.o || "", statement.n || ""].filter(Boolean).join(" · ");
  const small = [typeName(statement), names("session"), statement.d || "", names("under"), unitName(statement.u), say("confidence", statement.p)];
  return make(
    "button",
    { type: "button", class: on ? "statement on" : "statement", "aria-pressed": on ? "true" : "false", "data-st": n, onclick: () => go({ st: statement.i }) },
    make("span", { class: "line" }, line),
    make("q", {}, quoteOf(statement)),
    make("small", {}, small.filter(Boolean).join(" · ")),
  );
}
