// The graph, as the builder wrote it, and the indexes that the views share.
const DATA = JSON.parse(document.getElementById("data").textContent);
const { things, statements, edges, units, sections } = DATA;
// Signs that turn the direction of writing would turn what stands beside a name as well.
for (const thing of things) for (const name of ["k", "zh", "en"]) if (thing[name]) thing[name] = thing[name].replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
const byIri = new Map(things.map((thing, n) => [thing.i, n]));
const statementByIri = new Map(statements.map((statement, n) => [statement.i, n]));

// Offsets count code points, JavaScript strings count UTF-16 units.
const points = new Map();
function pointsOf(unit) {
  if (!points.has(unit)) points.set(unit, Array.from(units[unit].t));
  return points.get(unit);
}
function quoteOf(statement) {
  return pointsOf(statement.u).slice(statement.s, statement.e).join("");
}

// Numbers of edges at each thing, of statements about each thing, of units that mention it.
const edgesOf = things.map(() => []);
edges.forEach(([a, b], n) => {
  edgesOf[a].push(n);
  if (b !== a) edgesOf[b].push(n);
});
const statementsOf = things.map(() => []);
statements.forEach((statement, n) => {
  for (const thing of new Set(statement.x.map((end) => end[1]))) statementsOf[thing].push(n);
});
const mentionedIn = things.map(() => []);
units.forEach((unit, n) => {
  for (const thing of new Set(unit.m.map((mention) => mention[2]))) mentionedIn[thing].push(n);
});
const notesOf = units.map(() => []);
units.forEach((unit, n) => {
  if (unit.in) notesOf[unit.in[0]].push([unit.in[1], n]);
});
notesOf.forEach((notes) => notes.sort((a, b) => a[0] - b[0]));

function ends(statement, role) {
  return statement.x.filter((end) => end[0] === role).map((end) => end[1]);
}

// A footnote belongs to the section of the paragraph that bears its mark.
function sectionOf(unit) {
  const { sec, in: mark } = units[unit];
  return sec === undefined ? (mark ? sectionOf(mark[0]) : -1) : sec;
}
function sectionKey(section) {
  return DATA.source.length > 1 ? `${section.doc} ${section.k}` : section.k;
}
function inSection(unit, wanted) {
  for (let at = sectionOf(unit); at >= 0; at = sections[at].up) if (at === wanted) return true;
  return false;
}

function dateOf(statement) {
  if (statement.d) return statement.d;
  const session = ends(statement, "session").find((thing) => things[thing].d);
  return session === undefined ? "" : things[session].d;
}

// What the filters leave.
function statementPasses(statement) {
  const { type, section, year } = state;
  if (type && statement.t !== type) return false;
  if (section && !inSection(statement.u, sections.findIndex((s) => sectionKey(s) === section))) return false;
  return !year || dateOf(statement).startsWith(year);
}
function edgePasses(edge) {
  const [a, b, , , , statement] = edge;
  if (!thingPasses(a) && !thingPasses(b)) return false;
  if (statement < 0) return !(state.type || state.section || state.year);
  return statementPasses(statements[statement]);
}
function thingPasses(thing) {
  return !state.kind || things[thing].g === state.kind;
}
// Several edges can come from one statement; a list of statements names each once.
function statementsBetween(a, b) {
  const found = edgesOf[a].filter((n) => edges[n].includes(b) && joins(edges[n], a, b));
  return [...new Set(found.map((n) => edges[n][5]).filter((n) => n >= 0))];
}
function joins(edge, a, b) {
  return (edge[0] === a && edge[1] === b) || (edge[0] === b && edge[1] === a);
}
const years = [...new Set(statements.map(dateOf).filter(Boolean).map((date) => date.slice(0, 4)))].sort();
const actTypes = [...new Set(statements.filter((s) => s.k === "Act").map((s) => s.t))].sort();
const groups = [...new Set(things.map((thing) => thing.g))].sort();
