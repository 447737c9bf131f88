// Table: every statement that the filters leave; the twin of each drawing, and the way out as CSV.
const COLUMNS = ["unit", "type", "agent", "verb", "object", "quote", "session", "date", "under", "kind"];
const TABLE_FIRST = 120;

function tableRow(n) {
  const statement = statements[n];
  const names = (role) => ends(statement, role).map(shortName).join("; ");
  const target = (statement.to || []).map((unit) => units[unit].k).join("; ");
  return {
    n, kind: say(statement.k), type: typeName(statement), agent: names("agent"), verb: statement.v || "",
    object: [names("object") || statement.o || target, statement.n || ""].filter(Boolean).join(" "), session: names("session"),
    date: dateOf(statement), under: names("under"), unit: units[statement.u].k, quote: quoteOf(statement),
  };
}
function tableRows() {
  const scope = state.only && selected() >= 0 ? new Set(statementsOf[selected()]) : null;
  const kept = statements.map((_, n) => n).filter((n) => (!scope || scope.has(n)) && statementPasses(statements[n]) && (!state.kind || statements[n].x.some((end) => thingPasses(end[1]))));
  const rows = kept.map(tableRow);
  const [column, down] = [state.sort.replace(/^-/, ""), state.sort.startsWith("-") ? -1 : 1];
  if (!COLUMNS.includes(column)) return rows;
  if (column === "unit") return down > 0 ? rows : rows.reverse();
  // Rows without a value stay below, whichever way the column is sorted.
  const order = (a, b) => !a[column] - !b[column] || down * a[column].localeCompare(b[column], "zh") || a.n - b.n;
  return rows.sort(order);
}
function renderTable(view) {
  const rows = tableRows();
  const all = state.open.split(",").includes("table");
  const shown = all ? rows : rows.slice(0, TABLE_FIRST);
  const rest = rows.length - shown.length;
  const head = make("tr", {}, COLUMNS.map((column) => {
    const now = state.sort === column ? "ascending" : state.sort === `-${column}` ? "descending" : "none";
    const sign = { ascending: " ▲", descending: " ▼", none: "" }[now];
    return make("th", { scope: "col", "aria-sort": now, class: `c-${column}` }, button(say(`c_${column}`) + sign, () => go({ sort: now === "ascending" ? `-${column}` : column }), { "data-column": column }));
  }));
  const first = shown.some((row) => row.n === evidence()) ? evidence() : shown[0]?.n;
  const body = shown.map((row) => {
    const open = () => go({ st: statements[row.n].i });
    return make("tr", { tabindex: row.n === first ? 0 : -1, "data-st": row.n, class: evidence() === row.n ? "on" : "", "aria-selected": evidence() === row.n ? "true" : "false", onclick: open, onkeydown: enter(open) }, COLUMNS.map((column) => make("td", { class: `c-${column}` }, make("span", {}, row[column]))));
  });
  const scope = state.only && selected() >= 0 ? [make("span", { class: "scope" }, say("scope", shortName(selected()))), button(say("showAll"), () => go({ only: "" }), { class: "plain" })] : [];
  const bar = make("div", { class: "toolbar" }, make("span", { class: "count" }, say("found", rows.length)), scope, button(say("csv"), () => download(rows), { class: "plain", id: "csv" }));
  view.replaceChildren(bar, make("div", { class: "scroll" }, make("table", { class: "rows", role: "grid", "aria-label": say("table") }, make("thead", {}, head), make("tbody", {}, body)),
    rest > 0 ? button(say("more", rest), () => go({ open: "table" }), { class: "plain" }) : null));
}
// A cell that a spreadsheet would take for a formula gets a quote before it.
function csvCell(text) {
  const safe = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
function csvText(rows) {
  const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))];
  return "\ufeff" + lines.map((line) => line.map(csvCell).join(",") + "\r\n").join("");
}
function download(rows) {
  save(csvText(rows), "cebkg.csv");
}
function save(text, name) {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
