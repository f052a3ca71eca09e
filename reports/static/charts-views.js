/* The views of the Index Charts. A view is a function of the data and of what the reader chose: it returns the finding, what the
   chart shows, the traces, the layout, and the same as a table. Nothing here touches the page; `charts.js` does. */
"use strict";

const INK = "#1b2a3a", GRID = "#d9dfe6", PALE = "#8595a8", OWN = "#0b5fa5", OTHERS = "#b34e08";
const MARKS = [
  ["#c2570c", "square"], ["#5b2a86", "diamond"], ["#00695c", "triangle-up"], ["#a3261b", "cross"], ["#1b2a3a", "star"], ["#7a5c00", "hexagon"],
];
const FONT = { family: "DejaVu Sans, Verdana, sans-serif", size: 13, color: INK };
const POINTS = { range: [-2, 102], tickvals: [0, 20, 40, 60, 80, 100], gridcolor: GRID, zeroline: false, title: { text: say("points of 100") } };

/* Whole points, half away from zero; a dash where there is no score. */
function inPoints(value) { return value === null || value === undefined ? "–" : inWhole(value); }
function inDifference(value) { return (Math.floor(Math.abs(value) + 0.5) > 0 && value > 0 ? "+" : "") + inWhole(value); }
function countCities(number) { return sayCount("{number} city", "{number} cities", number); }
/* Names come from submissions, and plotly reads tags in its texts. */
function plain(text) { return String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"); }
function shorten(text, length) { return text.length > length ? text.slice(0, length - 1) + "…" : text; }
function meanOf(values) { return values.reduce((sum, value) => sum + value, 0) / values.length; }
/* As everywhere on the platform: linear between neighbours. */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b), place = (sorted.length - 1) * share, low = Math.floor(place);
  return sorted[low] + (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]) * (place - low);
}
function isEnough(values, data) { return values.length >= data.least; }
function meanIfEnough(values, data) { return isEnough(values, data) ? meanOf(values) : null; }
function scoreOf(row, index, area) { return row.cells[index][area]; }
function scoresOf(rows, index, area) { return rows.map((row) => scoreOf(row, index, area)).filter((score) => score !== null); }

function layoutOf(height, more) {
  return {
    template: "none", font: FONT, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", height, hovermode: "closest",
    margin: { l: 10, r: 16, t: 10, b: 44 }, hoverlabel: { font: FONT }, showlegend: true,
    legend: { orientation: "h", y: 1, yanchor: "bottom", x: 0 }, ...more,
  };
}
/* Very many rows become lower, and then only some are named: higher pictures are slow, and no browser saves them. */
function rowHeight(count) { return Math.min(21, 5000 / Math.max(count, 1)); }
function namedEach(count) { return Math.ceil(15 / rowHeight(count)); }
function tellNamed(count) { return namedEach(count) > 1 ? say("One city in {number} is named at the left; all are in the table.", { number: namedEach(count) }) : ""; }
/* Names at the left of rows. Room for them is worked out here: plotly would draw everything twice to find it. */
function rowsOf(names, longest, more) {
  const named = names.map((_, number) => number).filter((number) => number % namedEach(names.length) === 0);
  return { tickvals: named, ticktext: named.map((number) => plain(shorten(names[number], longest))), tickfont: { size: 12 }, gridcolor: "#eef1f5", zeroline: false, ...more };
}
function roomFor(names, longest) { return 24 + 7.4 * Math.max(4, ...names.map((name) => Math.min(name.length, longest))); }
/* The mark of a chosen city: its colour and shape are the same in every view. */
function markOf(picked, row) { return MARKS[picked.chosen.indexOf(row.city) % MARKS.length]; }
function isChosen(picked, row) { return picked.chosen.includes(row.city); }
function dots(name, colour, symbol, more) {
  return { type: "scatter", mode: "markers", name, marker: { color: colour, symbol, size: 10, line: { color: "#fff", width: 1 } }, ...more };
}

/* Each city a dot with its interval, in the order of names; the means of sample and group as lines. */
function viewDots(data, state, picked) {
  const { index, area } = state, rows = picked.shown.filter((row) => scoreOf(row, index, area) !== null);
  const sample = scoresOf(picked.sample, index, area), group = scoresOf(picked.group, index, area);
  const means = [
    [say("sample mean"), meanIfEnough(sample, data), sample.length, OTHERS, "dash"],
    [say("mean of the group"), picked.isFiltered ? meanIfEnough(group, data) : null, group.length, OWN, "dot"],
  ].filter((mean) => mean[1] !== null);
  const names = rows.map((row) => row.name), longest = picked.isNarrow ? 16 : 40;
  const place = new Map(rows.map((row, number) => [row, number]));
  const ends = (row) => (area === 0 ? row.intervals[index] : []);
  const traces = means.map(([name, mean, n, colour, dash]) => ({
    type: "scatter", mode: "lines", name: say("{name} {points} (n = {number})", { name, points: mean, number: n }), x: [mean, mean], y: [-0.7, rows.length - 0.3],
    line: { color: colour, width: 2, dash }, hoverinfo: "name",
  }));
  const bars = rows.filter((row) => ends(row).length);
  if (bars.length) traces.push({
    type: "scatter", mode: "lines", name: say("robustness interval"), line: { color: PALE, width: 3 }, hoverinfo: "skip",
    x: bars.flatMap((row) => [...ends(row), null]), y: bars.flatMap((row) => [place.get(row), place.get(row), null]),
  });
  const add = (members, name, colour, symbol) => members.length && traces.push(dots(name, colour, symbol, {
    x: members.map((row) => scoreOf(row, index, area)), y: members.map((row) => place.get(row)),
    text: members.map((row) => say("{name}: {points}", { name: plain(row.name), points: scoreOf(row, index, area) })), hovertemplate: "%{text}<extra></extra>",
  }));
  add(rows.filter((row) => !isChosen(picked, row)), say("city"), OWN, "circle");
  for (const row of rows.filter((each) => isChosen(picked, each))) add([row], plain(row.name), ...markOf(picked, row));
  const scores = rows.map((row) => scoreOf(row, index, area)), mean = means[0];
  const meanIs = mean ? say("; the sample mean is {mean}", { mean: mean[1] }) : "";
  let title = say("No city of this choice has a score");
  if (isEnough(scores, data)) {
    title = say("Half of {number} cities lie between {low} and {high} points", { number: scores.length, low: quantile(scores, 0.25), high: quantile(scores, 0.75) });
    if (mean) title += sayCount("; {number} lies above the sample mean of {mean}", "; {number} lie above the sample mean of {mean}", scores.filter((score) => score > mean[1]).length, { mean: mean[1] });
  } else if (scores.length === 1) title = sayCount("{name} has {number} point", "{name} has {number} points", scores[0], { name: rows[0].name }) + meanIs;
  else if (scores.length) title = say("{number} cities between {low} and {high} points", { number: scores.length, low: Math.min(...scores), high: Math.max(...scores) }) + meanIs;
  return {
    title, n: rows.length, traces,
    about: [
      say("Each mark is a city, its place from left to right its score, in the order of names."),
      tellNamed(rows.length),
      bars.length ? say("The bar behind it is its robustness interval.") : area ? say("Robustness intervals exist for the whole index only.") : "",
      ...means.map((each) => say("The {name} is {points} ({cities}).", { name: each[0], points: each[1], cities: countCities(each[2]) })),
      picked.isFiltered && group.length < data.least ? say("The group has fewer than {least} cities, so it has no mean.", { least: data.least }) : "",
    ].filter(Boolean).join(" "),
    layout: layoutOf(120 + rowHeight(rows.length) * rows.length, {
      xaxis: { ...POINTS, side: "bottom" }, yaxis: rowsOf(names, longest, { range: [rows.length - 0.3, -0.7] }), margin: { l: roomFor(names, longest), r: 16, t: 10, b: 44 },
    }),
    head: [say("City"), say("Country"), say("Took part"), say("Score"), say("Interval from"), say("Interval to"), say("Sample mean"), say("Mean of the group")], years: [2],
    rows: rows.map((row) => [row.name, row.country, row.cycle, scoreOf(row, index, area), ends(row)[0] ?? null, ends(row)[1] ?? null,
      meanIfEnough(sample, data), meanIfEnough(group, data)]),
    figures: 3,
  };
}

/* Small multiples: each city in a field of its own, each version a line of its own, with the sample mean of the cycle. */
function viewLines(data, state, picked) {
  const { index, area } = state, cities = picked.chosen.length ? picked.chosen : [...new Set(picked.shown.map((row) => row.city))].slice(0, data.most);
  const columns = picked.isNarrow ? 1 : Math.min(3, cities.length || 1), lines = Math.ceil(cities.length / columns) || 1;
  const sampleOf = (cycle) => meanIfEnough(scoresOf(data.network[cycle] || [], index, area), data);
  const cycles = Object.keys(data.versions).map(Number), versions = [...new Set(Object.values(data.versions))];
  const styles = [["circle", "solid"], ["square", "dash"], ["diamond", "dot"], ["triangle-up", "dashdot"]];
  const traces = [], table = [], annotations = [], axes = {}, moves = [], named = new Set();
  cities.forEach((city, number) => {
    const suffix = number ? String(number + 1) : "", column = number % columns, line = Math.floor(number / columns);
    const own = data.rows.filter((row) => row.city === city && data.versions[row.cycle] === row.version && scoreOf(row, index, area) !== null)
      .sort((a, b) => a.cycle - b.cycle);
    const width = 1 / columns, height = 1 / lines, top = 1 - line * height;
    const gap = picked.isNarrow ? 0 : 0.05 * width;
    axes["xaxis" + suffix] = { domain: [column * width + gap, (column + 1) * width - gap], anchor: "y" + suffix, range: [cycles[0] - 0.5, cycles[cycles.length - 1] + 0.5], tickformat: "d", nticks: 6, gridcolor: GRID, zeroline: false };
    axes["yaxis" + suffix] = { ...POINTS, title: undefined, domain: [top - height + 0.16 * height, top - 0.12 * height], anchor: "x" + suffix };
    annotations.push({ text: "<b>" + plain(shorten(data.cities[city].name, 34)) + "</b>", showarrow: false, xref: "paper", yref: "paper", x: column * width + gap, y: top - 0.1 * height, xanchor: "left", yanchor: "bottom" });
    versions.forEach((version, kind) => {
      const part = own.filter((row) => row.version === version), mine = cycles.filter((cycle) => data.versions[cycle] === version && sampleOf(cycle) !== null);
      traces.push({ type: "scatter", mode: "lines", name: say("sample mean"), legendgroup: "mean", showlegend: !number && !kind, x: mine, y: mine.map(sampleOf), xaxis: "x" + suffix, yaxis: "y" + suffix, line: { color: OTHERS, width: 1.5, dash: "dash" }, hovertemplate: say("sample mean") + " %{x}: %{y:.0f}<extra></extra>" });
      traces.push({ type: "scatter", mode: "lines+markers", name: version, legendgroup: version, showlegend: part.length > 0 && !named.has(version), x: part.map((row) => row.cycle), y: part.map((row) => scoreOf(row, index, area)), xaxis: "x" + suffix, yaxis: "y" + suffix,
        line: { color: OWN, width: 2, dash: styles[kind % 4][1] }, marker: { symbol: styles[kind % 4][0], size: 9, color: OWN }, text: part.map((row) => say("{name}: {points}", { name: String(row.cycle), points: scoreOf(row, index, area) })), hovertemplate: "%{text}<extra>" + plain(version) + "</extra>" });
      if (part.length) named.add(version);
      if (part.length > 1) moves.push([data.cities[city].name, part[0], part[part.length - 1]]);
    });
    for (const row of own) table.push([data.cities[city].name, row.cycle, row.version, scoreOf(row, index, area), sampleOf(row.cycle)]);
  });
  const change = ([, first, last]) => scoreOf(last, index, area) - scoreOf(first, index, area);
  const up = moves.filter((move) => inDifference(change(move)).startsWith("+")).length;
  let title = table.length ? say("No city of this choice has two cycles under one questionnaire") : say("No city of this choice has a score");
  if (moves.length === 1) title = sayCount("{name}: {number} point from {start} to {end}", "{name}: {number} points from {start} to {end}", change(moves[0]), { name: moves[0][0], number: inDifference(change(moves[0])), start: String(moves[0][1].cycle), end: String(moves[0][2].cycle) });
  else if (moves.length) title = say("In {number} of {total} periods under one questionnaire, a city ends higher than it began", { number: up, total: moves.length });
  return {
    title, n: cities.length, traces,
    about: say("Each field is a city: its scores as published, by cycle. Cycles under different questionnaires are not joined, since they cannot be compared point by point. The dashed line is the mean of the sample of each cycle.") +
      (picked.chosen.length ? "" : " " + say("No city is chosen: these are the first ones by name.")),
    layout: layoutOf(90 + lines * 250, { ...axes, annotations, margin: { l: 34, r: 16, t: 40, b: 20 } }),
    head: [say("City"), say("Cycle"), say("Questionnaire"), say("Score"), say("Sample mean")], years: [1], rows: table, figures: 3,
  };
}
