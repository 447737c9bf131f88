// Labels that must fit: measured, wrapped, and cut where the least is lost.
// Width of a text in ems, measured with the page's own font, sign by sign (kerning is left out).
const pen = document.createElement("canvas").getContext("2d");
const family = getComputedStyle(document.body).fontFamily;
const widths = { bold: new Map(), normal: new Map() };
function ems(text, weight = "normal") {
  const known = widths[weight];
  let width = 0;
  for (const sign of text) {
    if (!known.has(sign)) {
      pen.font = `${weight} 100px ${family}`;
      known.set(sign, pen.measureText(sign).width / 100);
    }
    width += known.get(sign);
  }
  return width;
}
// Lines no wider than `width` ems; Latin words stay whole or break at their hyphens, and only words
// that are too wide all the same between two letters; the rest is cut with "…".
function wrap(text, width, most, bold = false) {
  const wide = (part) => ems(part, bold ? "bold" : "normal");
  const words = text.match(/[…\p{Script=Latin}0-9'’().,/:-]+\s*|[\s\S]/gu) || [];
  const pieces = words.flatMap((word) => (wide(word.trimEnd()) > width ? word.match(/[^/-]+[/-]*\s*|[/-]+/gu) : [word]));
  const lines = [""];
  for (const piece of pieces) {
    if (wide(lines.at(-1) + piece.trimEnd()) > width && lines.at(-1)) lines.push("");
    for (const part of wide(piece.trimEnd()) > width ? Array.from(piece) : [piece]) {
      if (wide(lines.at(-1) + part.trimEnd()) > width && lines.at(-1)) lines.push("");
      if (lines.at(-1) || part.trim()) lines[lines.length - 1] += part;
    }
  }
  if (lines.length <= most) return lines.map((line) => line.trimEnd());
  const kept = lines.slice(0, most);
  let last = kept.pop().trimEnd();
  while (wide(last) > width - 1) last = Array.from(last).slice(0, -1).join("");
  return [...kept, last + "…"].map((line) => line.trimEnd());
}
// "United Nations system-wide strategy on …" five times tells nothing: a name that does not fit gives up
// the beginning that it shares with other things, and keeps what is its own.
const openings = new Map();
function opening(n) {
  const name = nameOf(n);
  if (!openings.has(state.names)) openings.set(state.names, [...new Set(things.map((_, other) => nameOf(other)))].sort());
  const sorted = openings.get(state.names);
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < name) low = middle + 1;
    else high = middle;
  }
  return Math.max(shared(name, sorted[low - 1] || ""), shared(name, sorted[low + 1] || ""));
}
// How many signs two names share at their start, whole words of Latin script only.
function shared(name, other) {
  let at = 0;
  while (at < name.length && name[at] === other[at]) at += 1;
  while (at > 0 && /[\p{Script=Latin}\d]/u.test(name[at - 1]) && /[\p{Script=Latin}\d-]/u.test(name[at] || "")) at -= 1;
  return at;
}
function fit(n, width, most) {
  const name = nameOf(n);
  const whole = wrap(name, width, most);
  if (whole.length && !whole.at(-1).endsWith("…")) return whole;
  const start = opening(n);
  const own = name.slice(start).replace(/^[\s,;，、]+/, "");
  // Only a label that ends before the name becomes its own is in need of another.
  if (start < 6 || own.length < 3 || whole.join(" ").length > start + 14) return whole;
  const tail = wrap(`…${own}`, width, most);
  // What is left of the name fits: then its beginning stays above it.
  return tail.length < most && !tail.at(-1).endsWith("…") ? [...wrap(name, width, most - tail.length), ...tail] : tail;
}
