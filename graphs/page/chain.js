// The approval chain: each strategy with who approved it, who endorsed it, and on which resolution.
const STEPS = ["approve", "endorse", "adopt", "under"];

function chains() {
  const found = new Map();
  const add = (work, step, entry) => {
    if (!found.has(work)) found.set(work, Object.fromEntries(STEPS.map((name) => [name, []])));
    const known = found.get(work)[step];
    const same = known.find((other) => other.who === entry.who);
    if (!same) known.push({ ...entry, count: 1 });
    else if (same.n !== entry.n) Object.assign(same, { count: same.count + 1 }, precise(entry.n) > precise(same.n) ? { n: entry.n } : {});
  };
  statements.forEach((statement, n) => {
    if (!statementPasses(statement)) return;
    const works = ends(statement, "object").filter((thing) => ["work", "initiative"].includes(things[thing].g));
    for (const work of works) {
      if (STEPS.includes(statement.t)) for (const who of ends(statement, "agent")) add(work, statement.t, { who, n });
      for (const who of ends(statement, "under")) if (things[who].g === "resolution") add(work, "under", { who, n });
    }
  });
  const length = (steps) => STEPS.filter((name) => steps[name].length).length;
  const told = [...found].filter(([work, steps]) => thingPasses(work) && STEPS.slice(0, 3).some((name) => steps[name].length));
  return told.sort((a, b) => length(b[1]) - length(a[1]) || edgesOf[b[0]].length - edgesOf[a[0]].length || a[0] - b[0]);
}
// A statement that names the session tells more than one with a date, and that more than a bare one.
function precise(n) {
  return ends(statements[n], "session").length ? 2 : dateOf(statements[n]) ? 1 : 0;
}
function chainTable() {
  const rows = chains();
  if (!rows.length) return [0, make("p", { class: "empty" }, say("nothing"))];
  const head = make("tr", {}, ["work", ...STEPS].map((name) => make("th", { scope: "col" }, say(`ch_${name}`))));
  const body = rows.map(([work, steps]) => make("tr", {}, make("th", { scope: "row" }, thingButton(work)), STEPS.map((name) =>
    make("td", {}, steps[name].length ? steps[name].map((entry) => chainEntry(work, name, entry)) : make("span", { class: "unsaid" }, say("unsaid"))))));
  return [rows.length, make("table", { class: "chain" }, make("thead", {}, head), make("tbody", {}, body))];
}
function chainEntry(work, step, { who, n, count }) {
  const statement = statements[n];
  const session = ends(statement, "session")[0];
  const when = session === undefined ? dateOf(statement) : shortName(session);
  const small = [when, unitName(statement.u), count > 1 ? `+${count - 1}` : ""].filter(Boolean).join(" · ");
  const label = `${shortName(work)}: ${say(`ch_${step}`)} ${shortName(who)}, ${small}`;
  const entry = make("button", { type: "button", class: evidence() === n ? "cell on" : "cell", onclick: () => openPairAt(who, work, n) }, make("b", {}, `${shortName(who)} `), make("small", {}, small));
  return named(entry, label);
}
function openPairAt(a, b, n) {
  go({ group: `pair|${things[a].i}|${things[b].i}`, st: statements[n].i });
}
