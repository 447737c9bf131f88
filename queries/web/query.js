// The query page: YASGUI on our endpoint, with our terms and the named questions.
"use strict";

const endpoint = `${location.origin}/sparql`;

/** Offer the classes and properties of this graph, and no server elsewhere. */
function complete(terms) {
  const ours = (kind) => ({
    name: `ceb-${kind}`,
    persistenceId: null,
    bulk: true,
    autoShow: false,
    get: () => terms[kind],
  });
  Yasgui.Yasqe.forkAutocompleter("class", ours("class"));
  Yasgui.Yasqe.forkAutocompleter("property", ours("property"));
  Yasgui.Yasqe.defaults.autocompleters = ["variables", "ceb-class", "ceb-property"];
}

/** Fill the list of named questions; choosing one puts its SPARQL into the editor. */
function offer(questions, yasgui) {
  const list = document.getElementById("examples");
  for (const one of questions) {
    const item = document.createElement("option");
    item.value = one.name;
    item.textContent = `${one.zh} · ${one.en}`;
    list.append(item);
  }
  list.addEventListener("change", () => {
    const one = questions.find((question) => question.name === list.value);
    if (one) yasgui.getTab().setQuery(one.sparql);
  });
}

async function start() {
  const [terms, questions] = await Promise.all(
    ["terms.json", "examples.json"].map(async (name) => (await fetch(`/assets/${name}`)).json()),
  );
  complete(terms);
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { ...Yasgui.defaults.requestConfig, endpoint, method: "POST" },
    endpointCatalogueOptions: { ...Yasgui.defaults.endpointCatalogueOptions, getData: () => [{ endpoint }] },
    persistenceId: null,
    yasqe: { ...Yasgui.Yasqe.defaults, value: questions[0].sparql, createShareableLink: null },
  });
  offer(questions, yasgui);
}

start();
