// SPARQL in the page: Oxigraph's WASM build, loaded when the view is first opened; nothing leaves the page.
const ROWS_FIRST = 200;
const sparql = { pane: null, lang: "", store: null, table: null, asked: "" };

function renderSparql(view) {
  if (!sparql.pane || sparql.lang !== state.lang) sparqlPane();
  if (view.firstChild !== sparql.pane) view.replaceChildren(sparql.pane);
  if (state.rq && state.rq !== sparql.asked) {
    get("rq").value = state.rq;
    askSparql(state.rq);
  } else showAnswer();
}
function sparqlPane() {
  const text = sparql.pane ? get("rq")?.value : "";
  const examples = make("select", { id: "examples", "aria-label": say("examples"), onchange: (event) => setQuestion(event.target.value) },
    make("option", { value: "" }, say("examples")), (DATA.questions || []).map(([name, zh, en]) => make("option", { value: name }, state.lang === "en" ? en : zh)));
  const area = make("textarea", { id: "rq", rows: 7, spellcheck: "false", "aria-label": "SPARQL", onkeydown: runKey });
  area.value = text || state.rq || FIRST_QUERY;
  sparql.lang = state.lang;
  sparql.pane = make("div", { class: "sparql" },
    make("div", { class: "toolbar" }, examples, button(say("run"), () => go({ rq: get("rq").value }), { id: "run", class: "plain" }), button(say("csv"), downloadAnswer, { class: "plain", id: "csv" })),
    area, make("p", { id: "answered", class: "count", role: "status" }), make("div", { class: "scroll", id: "answer" }));
}
const FIRST_QUERY = `# ${WORDS.firstQuery[0]} / ${WORDS.firstQuery[1]}
SELECT ?body ?act ?object WHERE {
  ?a a ceb:Act ; ceb:agent ?body ; ceb:actType ?act ; ceb:object ?object .
}
LIMIT 50`;
function setQuestion(name) {
  const found = (DATA.questions || []).find((question) => question[0] === name);
  if (!found) return;
  get("rq").value = found[3];
  go({ rq: found[3] });
}
function runKey(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) go({ rq: get("rq").value });
  if (event.key === "Escape") get("run").focus();
  event.stopPropagation();
}
// Terms are written without what they share with the term before.
function triplesText() {
  const { terms: packed, triples } = JSON.parse(get("triples").textContent);
  const terms = [];
  for (let n = 0; n < packed.length; n += 2) terms.push(terms.length ? points16(terms.at(-1), packed[n]) + packed[n + 1] : packed[n + 1]);
  const lines = [];
  for (const [subject, ...own] of triples) for (const [predicate, ...objects] of own) for (const object of objects) lines.push(`${terms[subject]} ${terms[predicate]} ${terms[object]} .`);
  return lines.join("\n");
}
// The builder counts code points, JavaScript UTF-16 units.
function points16(text, count) {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text).slice(0, count).join("") : text.slice(0, count);
}
async function openStore() {
  const packed = Uint8Array.from(atob(get("wasm").textContent.trim()), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { Store, init } = oxigraph();
  await init({ module_or_path: await new Response(stream).arrayBuffer() });
  const store = new Store();
  store.load(triplesText(), { format: "nt", no_transaction: true });
  return store;
}
// Prefixes of the graph need not be written; they stand on a line of their own before the query.
function withPrefixes(query) {
  const missing = Object.entries(DATA.prefixes).filter(([name]) => !new RegExp(`PREFIX\\s+${name}:`, "i").test(query));
  return `${missing.map(([name, iri]) => `PREFIX ${name}: <${iri}>`).join(" ")}\n${query}`;
}
async function askSparql(query) {
  sparql.asked = query;
  sparql.table = null;
  get("answered").textContent = say("running");
  get("answer").replaceChildren();
  try {
    sparql.store = sparql.store || openStore();
    const store = await sparql.store;
    await new Promise((done) => setTimeout(done));
    if (sparql.asked !== query) return;
    sparql.table = tableOf(JSON.parse(store.query(withPrefixes(query), { results_format: "json" })));
  } catch (error) {
    if (sparql.asked !== query) return;
    const words = String(error.message || error).replace(/(\d+):(\d+)/, (_, line, column) => `${line - 1}:${column}`);
    sparql.table = { columns: [], rows: [], error: words };
  }
  showAnswer();
}
const node = (value) => ({ type: value.startsWith("_:") ? "bnode" : "uri", value });
// SELECT, ASK, and the triples of CONSTRUCT and DESCRIBE, which come as JSON-LD, all as one table.
function tableOf(answer) {
  if ("boolean" in answer) return { columns: ["ASK"], rows: [[{ type: "literal", value: say(answer.boolean ? "yes" : "no") }]] };
  if (!Array.isArray(answer)) return { columns: answer.head.vars, rows: answer.results.bindings.map((row) => answer.head.vars.map((name) => row[name])) };
  const rows = [];
  for (const { "@id": subject, ...own } of answer) for (const [predicate, values] of Object.entries(own)) for (const value of [values].flat()) {
    const object = typeof value === "string" ? node(value) : value["@id"] ? node(value["@id"]) : { type: "literal", value: String(value["@value"]), "xml:lang": value["@language"] };
    rows.push([node(subject), predicate === "@type" ? node(`${DATA.prefixes.rdf}type`) : node(predicate), object]);
  }
  return { columns: ["subject", "predicate", "object"], rows };
}
function showAnswer() {
  const { table } = sparql;
  if (!table || !get("answered")) return;
  const all = state.open.split(",").includes("sparql");
  const shown = all ? table.rows : table.rows.slice(0, ROWS_FIRST);
  const rest = table.rows.length - shown.length;
  get("answered").textContent = table.error ? say("wrong", table.error) : say("rowsFound", table.rows.length);
  get("answered").classList.toggle("error", Boolean(table.error));
  const head = make("tr", {}, table.columns.map((name) => make("th", { scope: "col" }, name)));
  const body = shown.map((row) => make("tr", {}, row.map((term) => make("td", {}, termCell(term)))));
  get("answer").tabIndex = 0;
  get("answer").replaceChildren(...(table.columns.length ? [make("table", { class: "answer" }, make("thead", {}, head), make("tbody", {}, body))] : []),
    ...(rest > 0 ? [button(say("more", rest), () => go({ open: "sparql" }), { class: "plain" })] : []));
}
// A thing opens its card, a statement its sentence; every other IRI is shown with its prefix.
function termCell(term) {
  if (!term) return "";
  const { type, value, "xml:lang": lang } = term;
  if (type !== "uri") return make("span", { lang }, value);
  const short = value.startsWith(DATA.base) ? value.slice(DATA.base.length) : value;
  if (byIri.has(short)) return thingButton(byIri.get(short));
  if (statementByIri.has(short)) return button(unitName(statements[statementByIri.get(short)].u), () => go({ st: short, group: "" }), { class: "plain", title: value });
  const known = Object.entries(DATA.prefixes).find(([, iri]) => value.startsWith(iri));
  return make("span", { title: value }, known ? `${known[0]}:${value.slice(known[1].length)}` : short === value ? value : `<${short}>`);
}
function downloadAnswer() {
  if (!sparql.table) return;
  const rows = [sparql.table.columns, ...sparql.table.rows.map((row) => row.map((term) => term?.value ?? ""))];
  save("\ufeff" + rows.map((row) => row.map(csvCell).join(",") + "\r\n").join(""), "answer.csv");
}
