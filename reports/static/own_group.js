/* A group of the reader's own on the page of a city: chosen from the network of the cycle, kept in the address and on the
   device, compared with like any other group. Means of fewer cities than the programme shows are not made. */
"use strict";

const OWN_GROUP = "peers";

function readOwnGroup(known) {
  const found = /[#&]peers=([a-z0-9,-]*)/.exec(window.location.hash);
  let kept = found ? found[1] : "";
  if (!found) { try { kept = window.localStorage.getItem(OWN_GROUP) || ""; } catch { kept = ""; } }
  return new Set(kept.split(",").filter((code) => known.has(code)));
}

function keepOwnGroup(chosen) {
  const codes = [...chosen].sort().join(",");
  history.replaceState(null, "", codes ? "#" + OWN_GROUP + "=" + codes : window.location.pathname + window.location.search);
  try { window.localStorage.setItem(OWN_GROUP, codes); } catch { /* the address is enough */ }
}

/* The means of the chosen cities by area of an index, where enough of them have a score. */
function meansOfCities(cities, index, areas, least) {
  const means = {};
  for (const area of [...areas, "INDEX"]) {
    const scores = cities.map((city) => city.scores[index + " " + area]).filter((score) => score !== undefined);
    if (scores.length >= least) means[area] = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  }
  return means;
}

/* `change` is told the own group as the groups of the page are, or null while too few are chosen. */
function startOwnGroup(indexes, change) {
  const box = document.getElementById("own-group");
  if (!box || !window.networkOfCities) return;
  const others = window.networkOfCities.filter((city) => city.code !== box.dataset.city);
  const least = Number(box.dataset.least);
  const chosen = readOwnGroup(new Set(others.map((city) => city.code)));
  const said = document.getElementById("own-group-said");
  const list = box.querySelector(".choices");
  const tell = (is_new) => {
    const cities = others.filter((city) => chosen.has(city.code));
    said.textContent = cities.length === 0 ? "" : cities.length < least
      ? say("{number} chosen; choose at least {least}", { number: cities.length, least }) : say("{number} chosen", { number: cities.length });
    change(cities.length < least ? null : indexes.map((index) => ({
      label: say("a group of your own"), cities: cities.length,
      means: meansOfCities(cities, index.code, index.areas.map((area) => area.code), least),
    })), is_new);
  };
  for (const city of others) {
    const label = document.createElement("label");
    const tick = document.createElement("input");
    Object.assign(tick, { type: "checkbox", value: city.code, checked: chosen.has(city.code) });
    tick.addEventListener("change", () => {
      if (tick.checked) chosen.add(city.code); else chosen.delete(city.code);
      keepOwnGroup(chosen);
      tell(true);
    });
    label.append(tick, " " + city.name);
    list.append(label);
  }
  document.getElementById("own-group-find").addEventListener("input", (event) => {
    const wanted = event.target.value.toLowerCase();
    for (const label of list.children) label.hidden = !label.textContent.toLowerCase().includes(wanted);
  });
  document.getElementById("own-group-clear").addEventListener("click", () => {
    chosen.clear();
    for (const tick of list.querySelectorAll("input")) tick.checked = false;
    keepOwnGroup(chosen);
    tell(true);
  });
  box.hidden = false;
  tell(/[#&]peers=/.test(window.location.hash));
}
