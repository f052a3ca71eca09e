/* The Index Charts: reads the choice from form and address, draws the chosen view, keeps table, address and downloads with it. */
"use strict";

const VIEWS = { dots: viewDots, lines: viewLines, heat: viewHeat, pairs: viewPairs, spread: viewSpread, radar: viewRadar, clusters: viewClusters, world: viewWorld };
/* What a view does not ask for is not offered; the address keeps it for the other views. */
const UNUSED = { heat: ["area"], spread: ["area"], pairs: ["index"], radar: ["area"], clusters: ["area", "index"] };
const NAMES = ["view", "cycle", "index", "area", "population", "diversity", "country", "network"];

/* The compact file as objects; scores by index and place of the area. */
function unfold(raw, words) {
  const cities = raw.cities.map(([code, name, country, networks, place]) => ({ code, name, country, place, networks: networks.map((place) => raw.networks[place]) }));
  const rows = raw.rows.map(([city, cycle, version, [core, extended], [low, high]]) => ({
    city, cycle, version, cells: { core, extended }, intervals: { core: low, extended: high }, name: cities[city].name, country: cities[city].country,
  }));
  const network = Object.fromEntries(Object.entries(raw.network).map(([cycle, places]) => [cycle,
    places.map((place) => rows[place]).sort((a, b) => a.city - b.city)]));
  const areas = raw.areas.map((code, place) => ({ code, name: words.areas[place] }));
  return { ...raw, ...words, cities, rows, network, areas };
}

function startCharts(data) {
  const form = document.getElementById("chart-filters"), fields = form.elements, status = document.getElementById("chart-status");
  const element = document.getElementById("view-plot"), table = document.getElementById("twin");
  const labels = data.cities.map((city, place) => {
    const label = city.name + ", " + city.country;
    return data.cities.some((other, number) => number !== place && other.name === city.name && other.country === city.country) ? label + " (" + city.code + ")" : label;
  });
  document.getElementById("city-names").append(...labels.map((label) => new Option("", label)));
  const isEmbedded = new URLSearchParams(location.search).get("embed") === "yes";
  document.documentElement.classList.toggle("embedded", isEmbedded);
  let chosen = [], current = null;

  function fillBands(cycle) {
    for (const [place, kind] of ["population", "diversity"].entries()) {
      const used = new Set(Object.values(data.bands_of[cycle]).map((bands) => bands[place])), before = fields[kind].value;
      fields[kind].replaceChildren(new Option(say("all"), ""), ...data.bands[kind].filter(([code]) => used.has(code)).map(([code, label]) => new Option(label, code)));
      setValue(fields[kind], before);
    }
  }
  /* Only what can be chosen; an address may say anything. */
  function setValue(control, value) {
    const values = control instanceof RadioNodeList ? [...control].map((radio) => radio.value) : [...control.options].map((option) => option.value);
    if (values.includes(value)) control.value = value;
    else if (!(control instanceof RadioNodeList)) control.selectedIndex = 0;
  }
  function readAddress() {
    const said = new URLSearchParams(location.search);
    if (said.has("cycle")) setValue(fields.cycle, said.get("cycle"));
    fillBands(fields.cycle.value);
    for (const name of NAMES) if (name !== "cycle" && said.has(name) && fields[name]) setValue(fields[name], said.get(name));
    fields.only.checked = said.get("only") === "yes";
    const codes = (said.get("cities") || "").split(",").slice(0, data.most);
    chosen = [...new Set(codes.map((code) => data.cities.findIndex((city) => city.code === code)).filter((place) => place >= 0))];
  }
  function writeAddress() {
    const said = new URLSearchParams();
    for (const name of NAMES) if (fields[name] && fields[name].value && (name !== "area" || fields.area.value !== "INDEX")) said.set(name, fields[name].value);
    if (chosen.length) said.set("cities", chosen.map((city) => data.cities[city].code).join(","));
    if (fields.only.checked) said.set("only", "yes");
    if (isEmbedded) said.set("embed", "yes");
    history.replaceState(null, "", "?" + said.toString().replaceAll("%2C", ",") + location.hash);
  }
  function readState() {
    const state = Object.fromEntries(NAMES.map((name) => [name, fields[name] ? fields[name].value : ""]));
    return { ...state, area: data.areas.findIndex((area) => area.code === state.area), only: fields.only.checked && chosen.length > 0 };
  }
  function pick(state) {
    const sample = data.network[state.cycle], bands = data.bands_of[state.cycle];
    const group = sample.filter((row) => (!state.population || bands[row.city][0] === state.population) && (!state.diversity || bands[row.city][1] === state.diversity)
      && (!state.country || row.country === state.country) && (!state.network || data.cities[row.city].networks.includes(state.network)));
    const inGroup = new Set(group), wanted = (row) => chosen.includes(row.city);
    const shown = sample.filter((row) => wanted(row) || (!state.only && inGroup.has(row)));
    return { sample, group, shown, chosen, isFiltered: group.length < sample.length, isNarrow: window.innerWidth < 640 };
  }
  function describe(state, view, picked) {
    const words = [sayCount("n = {number} city", "n = {number} cities", view.n)];
    if (state.view !== "lines") words.push(say("cycle {cycle} under {version}", { cycle: state.cycle, version: data.versions[state.cycle] }));
    const unused = UNUSED[state.view] || [];
    if (!unused.includes("index")) words.push(fields.index.selectedOptions[0].dataset.whole);
    if (!unused.includes("area")) words.push(data.areas[state.area].name);
    const isOwnOnly = state.only || (state.view === "lines" && chosen.length);
    if (!isOwnOnly) for (const name of ["population", "diversity", "country", "network"]) if (state[name]) words.push(say("{name}: {points}", { name: fields[name].closest("label").firstChild.textContent.trim().toLowerCase(), points: fields[name].selectedOptions[0].textContent }));
    if (isOwnOnly) words.push(say("own choice only"));
    else if (!picked.isFiltered) words.push(say("all cities"));
    if (chosen.length) words.push(say("chosen: {names}", { names: chosen.map((city) => data.cities[city].name).join(", ") }));
    return words.join(" · ") + ". " + data.about + ".";
  }
  function cell(value, place, view) {
    if (typeof value !== "number") return value === null ? "–" : value;
    if (view.years.includes(place)) return String(value);
    return view.signed === place ? inDifference(value) : inPoints(value);
  }
  function fillTable(view, basis) {
    const make = (name, text, more) => Object.assign(document.createElement(name), { textContent: text }, more);
    table.caption.textContent = view.title + ". " + basis;
    const head = document.createElement("tr");
    head.append(...view.head.map((text, place) => make("th", text, { scope: "col", className: place >= view.figures ? "n" : "" })));
    table.tHead.replaceChildren(head);
    table.tBodies[0].replaceChildren(...view.rows.map((row) => {
      const line = document.createElement("tr");
      line.append(...row.map((value, place) => make(place ? "td" : "th", cell(value, place, view), place ? { className: place >= view.figures ? "n" : "" } : { scope: "row" })));
      return line;
    }));
  }
  function showChosen() {
    document.getElementById("chosen").replaceChildren(...chosen.map((city, place) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: data.cities[city].name + " ×" });
      button.setAttribute("aria-label", say("Remove {city}", { city: data.cities[city].name }));
      button.style.borderColor = MARKS[place % MARKS.length][0];
      button.addEventListener("click", () => { chosen = chosen.filter((other) => other !== city); fields.pick.focus(); apply(); });
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
  }
  function apply(said) {
    const state = readState(), picked = pick(state), view = VIEWS[state.view](data, state, picked), basis = describe(state, view, picked);
    document.getElementById("view-title").textContent = view.title;
    document.getElementById("view-basis").textContent = basis;
    document.getElementById("view-about").textContent = view.about;
    fillTable(view, basis);
    for (const name of ["index", "area"]) fields[name].closest("label").hidden = (UNUSED[state.view] || []).includes(name);
    showChosen();
    writeAddress();
    status.textContent = typeof said === "string" ? said : sayCount("{number} city shown", "{number} cities shown", view.n);
    current = { view, basis, state };
    delete element.dataset.drawn;
    return drawFigure(element, { data: view.traces, layout: view.layout }).then(() => { element.dataset.drawn = state.view; });
  }
  function addCity() {
    const text = fields.pick.value.trim().toLowerCase();
    if (!text) return;
    const place = [labels.findIndex((label) => label.toLowerCase() === text), data.cities.findIndex((city) => city.name.toLowerCase() === text || city.code === text)].find((found) => found >= 0);
    if (place === undefined) { status.textContent = say("There is no city called “{name}” here.", { name: fields.pick.value.trim() }); return; }
    if (!chosen.includes(place) && chosen.length >= data.most) { status.textContent = say("{most} cities are chosen already; remove one first.", { most: data.most }); return; }
    fields.pick.value = "";
    if (!chosen.includes(place)) chosen = [...chosen, place];
    const cycle = fields.cycle.value, isThere = data.network[cycle].some((row) => row.city === place);
    apply(isThere || fields.view.value === "lines" ? say("{city} added", { city: data.cities[place].name }) : say("{city} is not in the network of {cycle}", { city: data.cities[place].name, cycle }));
  }

  form.addEventListener("change", (event) => {
    if (event.target.name === "pick") { if (labels.includes(fields.pick.value)) addCity(); return; }
    if (event.target.name === "cycle") fillBands(fields.cycle.value);
    apply();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); addCity(); });
  fields.pick.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); addCity(); } });
  document.getElementById("add-city").addEventListener("click", addCity);
  form.addEventListener("reset", () => setTimeout(() => { chosen = []; fillBands(fields.cycle.value); apply(); }));
  for (const button of document.querySelectorAll("[data-save]")) button.addEventListener("click", () => save(button.dataset.save, current));
  /* A frame for the pages of others: the chart as it stands, without the form. */
  function showFrame() {
    const address = new URL(location.href), code = document.getElementById("embed-code");
    address.searchParams.set("embed", "yes");
    const frame = Object.assign(document.createElement("iframe"), { src: address.href, title: current.view.title, width: "100%", height: String(current.view.layout.height + 260) });
    frame.style.border = "0";
    code.value = frame.outerHTML;
    code.closest("label").hidden = false;
    code.focus();
    code.select();
  }
  document.getElementById("embed").addEventListener("click", showFrame);
  readAddress();
  return apply();
}

/* When all scripts of the page are there: names are broken over lines by `site.js`. */
if (document.getElementById("chart-filters")) document.addEventListener("DOMContentLoaded", () => startCharts(unfold(window.INDEX_CHARTS, readJson("chart-words"))));
