/* Draws the charts of a page and makes its filters work. Everything that a chart shows is on the page as a table as well,
   so a page without this script loses no fact. */
"use strict";

function readJson(id) {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : null;
}

function plot(id) {
  return document.querySelector('[data-chart="' + id + '"]');
}

/* On a narrow screen long names are broken over lines, and letters around a circle are small: charts keep their room. */
function breakName(name) {
  return String(name).replaceAll("<br>", " ").split(" ").reduce((lines, word) => {
    const last = lines[lines.length - 1];
    if (last !== undefined && (last + " " + word).length <= 16) lines[lines.length - 1] = last + " " + word;
    else lines.push(word);
    return lines;
  }, []).join("<br>");
}

function readFigure(id) { return fitScreen(readJson("chart-" + id)); }

function fitScreen(figure) {
  if (window.innerWidth >= 640) return figure;
  if (figure.layout.polar) {
    figure.layout.font.size = 9;
    figure.layout.height = 400;
    Object.assign(figure.layout.margin, { l: 84, r: 84, t: 80, b: 70 });
  } else if (figure.data.some((trace) => trace.orientation === "h")) {
    for (const trace of figure.data) trace.y = trace.y.map(breakName);
    figure.layout.yaxis.tickfont = { size: 10 };
    figure.layout.height = 110 + 34 * figure.data[0].y.length;
    figure.layout.xaxis.title.text = say("points");
  }
  return figure;
}

function drawCharts() {
  for (const element of document.querySelectorAll("[data-chart]")) {
    drawFigure(element, readFigure(element.dataset.chart)).then(() => { element.dataset.drawn = "yes"; });
  }
}

/* A form with data-filters="<id>" shows those rows of the list or table that have all chosen values. */
function matches(row, form) {
  for (const control of form.elements) {
    if (!control.name || !control.value || !(control.name in row.dataset)) continue;
    const wanted = control.value.toLowerCase();
    const found = row.dataset[control.name].toLowerCase();
    if (control.name === "text" ? !found.includes(wanted) : found !== wanted) return false;
  }
  return true;
}

function startFilters(form, afterwards) {
  const list = document.getElementById(form.dataset.filters);
  const rows = [...(list.tBodies ? list.tBodies[0].rows : list.children)];
  const output = form.querySelector("output");
  const apply = () => {
    const shown = rows.filter((row) => { row.hidden = !matches(row, form); return !row.hidden; });
    output.textContent = shown.length === rows.length ? say("{number} shown", { number: rows.length })
      : say("{number} of {total} shown", { number: shown.length, total: rows.length });
    if (afterwards) afterwards(form, shown);
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
}

function roundPoints(value) {
  return value === undefined || value === null ? "–" : inWhole(value);
}

/* The network: the chosen index and area in the table and the chart, the mean of what is shown where enough is shown. */
function showNetwork(form, shown) {
  const source = document.getElementById("network-data");
  const members = new Map(JSON.parse(source.textContent).map((member) => [member.code, member]));
  const key = form.elements.index.value + " " + form.elements.area.value;
  const area = form.elements.area.selectedOptions[0].textContent, index = form.elements.index.selectedOptions[0];
  document.querySelector("[data-head]").textContent =
    form.elements.area.value === "INDEX" ? index.dataset.whole : area + " (" + index.textContent + ")";
  for (const row of document.querySelectorAll("#members tbody tr")) {
    row.querySelector("[data-score]").textContent = roundPoints(members.get(row.dataset.code).scores[key]);
  }
  const cities = shown.map((row) => members.get(row.dataset.code)).filter((member) => member.scores[key] !== undefined);
  const scores = cities.map((member) => member.scores[key]);
  const element = plot("network");
  if (!element) return;
  const figure = readJson("chart-network");
  Object.assign(figure.data[0], { x: scores, y: cities.map((m) => m.country), text: cities.map((m) => m.name) });
  if (scores.length >= Number(source.dataset.least)) {
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    Object.assign(figure.layout.shapes[0], { x0: mean, x1: mean });
    Object.assign(figure.layout.annotations[0], { x: mean, text: say("mean {number}", { number: mean }) });
  } else {
    figure.layout.shapes = [];
    figure.layout.annotations = [];
  }
  drawFigure(element, figure).then(() => { element.dataset.shown = scores.length; });
}

/* A city: the chosen index against the mean of the chosen group. */
function startCity(form) {
  const indexes = readJson("city-data");
  const apply = () => {
    const index = indexes[form.elements.index ? Number(form.elements.index.value) : 0];
    const chosen = form.elements.group ? form.elements.group.value : "";
    const group = chosen === "own" ? index.own : index.groups[Number(chosen)];
    const names = index.areas.map((area) => area.name);
    const scores = index.areas.map((area) => area.shown);
    const means = index.areas.map((area) => (group && group.means[area.code] !== undefined ? group.means[area.code] : null));
    const bars = readJson("chart-areas");
    Object.assign(bars.data[0], { x: scores, y: names });
    bars.data[0].marker.color = index.areas.map((area) => (area.status === "indicative" ? "rgba(11,95,165,0.15)" : "#0b5fa5"));
    Object.assign(bars.data[1], { x: means, y: names });
    bars.layout.height = 90 + 30 * names.length;
    fitScreen(bars);
    drawFigure(plot("areas"), bars);
    const close = (values) => values.concat(values.slice(0, 1));
    const radar = readJson("chart-radar");
    const labels = index.areas.map((area) => area.label);
    Object.assign(radar.data[0], { r: close(scores), theta: close(labels) });
    Object.assign(radar.data[1], { r: close(means), theta: close(labels) });
    fitScreen(radar);
    drawFigure(plot("radar"), radar);
  };
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  if (typeof startOwnGroup === "function") startOwnGroup(indexes, (groups, isChosen) => showOwnGroup(form, indexes, groups, isChosen, apply));
}

/* Puts the reader's own group among the groups of the form and into the tables, or takes it away. */
function showOwnGroup(form, indexes, groups, isChosen, apply) {
  const select = form.elements.group;
  const option = select.querySelector("[data-own]");
  const wasChosen = Boolean(option && option.selected);
  if (option) option.remove();
  indexes.forEach((index, number) => { index.own = groups ? groups[number] : null; fillOwnColumn(index, index.own); });
  if (groups) {
    const own = new Option(say("{group} (n = {number})", { group: groups[0].label, number: groups[0].cities }), "own");
    own.dataset.own = "yes";
    select.append(own);
    own.selected = isChosen || wasChosen;
  }
  if (isChosen || wasChosen) apply();
}

function fillOwnColumn(index, group) {
  const table = document.getElementById("areas-" + index.code);
  for (const cell of table.querySelectorAll("[data-own]")) cell.remove();
  if (!group) return;
  const add = (row, name, text) => {
    const cell = Object.assign(document.createElement(name), { className: "n", textContent: text });
    cell.dataset.own = "yes";
    if (name === "th") cell.scope = "col";
    row.append(cell);
  };
  add(table.tHead.rows[0], "th", say("Mean: {group}", { group: group.label }));
  index.areas.forEach((area, number) => add(table.tBodies[0].rows[number], "td", roundPoints(group.means[area.code])));
}

if (document.querySelector("[data-chart]")) drawCharts();
for (const form of document.querySelectorAll("form[data-filters]")) {
  startFilters(form, form.id === "network-filters" ? showNetwork : null);
}
if (document.getElementById("city-choices")) startCity(document.getElementById("city-choices"));
