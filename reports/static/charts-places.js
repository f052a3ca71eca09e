/* Views of the Index Charts that place cities: areas around a circle, groups of like cities, the world. How a view is made stands
   in `charts-views.js`. */
"use strict";

function inHundredths(value) { return new Intl.NumberFormat(WRITTEN, { minimumFractionDigits: 2, maximumFractionDigits: 2, numberingSystem: "latn" }).format(value); }

/* The chosen cities against the means, area by area around a circle. */
function viewRadar(data, state, picked) {
  const { index } = state, areas = areasOf(data, picked.sample, index), names = areas.map((area) => data.areas[area].name);
  const cities = picked.shown.filter((row) => isChosen(picked, row) && areas.some((area) => scoreOf(row, index, area) !== null));
  const meansOf = (rows) => areas.map((area) => meanIfEnough(scoresOf(rows, index, area), data));
  const sample = meansOf(picked.sample), group = picked.isFiltered ? meansOf(picked.group) : areas.map(() => null);
  const ring = (values) => [...values, values[0]], labels = names.map((name) => plain(name).split(" ").reduce((lines, word) => {
    const last = lines.length - 1;
    if (last >= 0 && (lines[last] + " " + word).length <= (picked.isNarrow ? 12 : 20)) lines[last] += " " + word; else lines.push(word);
    return lines;
  }, []).join("<br>"));
  const around = (name, values, line, marker) => ({
    type: "scatterpolar", mode: "lines+markers", name, r: ring(values), theta: ring(labels), line, marker, connectgaps: false,
    text: ring(names.map((area, place) => plain(area) + ": " + inPoints(values[place]))), hovertemplate: "%{text}<extra>" + name + "</extra>",
  });
  const traces = [around(say("sample mean"), sample, { color: OWN, width: 2, dash: "dash" }, { size: 5, color: OWN })];
  if (group.some((mean) => mean !== null)) traces.push(around(say("mean of the group"), group, { color: PALE, width: 3, dash: "dot" }, { size: 5, color: PALE }));
  for (const row of cities) {
    const [colour, symbol] = markOf(picked, row);
    traces.push(around(plain(row.name), areas.map((area) => scoreOf(row, index, area)), { color: colour, width: 2 }, { size: 9, color: colour, symbol }));
  }
  const gaps = cities.length === 1 ? areas.map((area, place) => [names[place], scoreOf(cities[0], index, area) - sample[place]]).filter((_, place) => scoreOf(cities[0], index, areas[place]) !== null && sample[place] !== null) : [];
  gaps.sort((a, b) => b[1] - a[1]);
  let title = areas.length ? say("Choose a city to see it against the means of its sample") : say("No city of this choice has a score");
  if (cities.length > 1) title = say("{count} cities by policy area, against the mean of the sample", { count: cities.length });
  else if (gaps.length > 1) title = say("{city} is furthest above the sample in {high} and furthest below it in {low}", { city: cities[0].name, high: gaps[0][0], low: gaps[gaps.length - 1][0] });
  else if (cities.length) title = say("{city} by policy area", { city: cities[0].name });
  return {
    title, n: cities.length || picked.sample.length, traces,
    about: say("Each direction is a policy area, the further out the more points. The dashed line is the mean of the sample; areas without a score leave a gap.") + " " + sayCount("The sample has {number} city.", "The sample has {number} cities.", picked.sample.length),
    layout: layoutOf(picked.isNarrow ? 460 : 620, {
      margin: { l: picked.isNarrow ? 60 : 120, r: picked.isNarrow ? 60 : 120, t: 60, b: 60 }, font: { ...FONT, size: picked.isNarrow ? 9 : 12 }, legend: { orientation: "h", y: 1.1, yanchor: "bottom", x: 0 },
      polar: { bgcolor: "rgba(0,0,0,0)", radialaxis: { range: [0, 100], tickvals: [25, 50, 75, 100], gridcolor: GRID, angle: 90, tickangle: 90 }, angularaxis: { gridcolor: GRID, direction: "clockwise", rotation: 90 } },
    }),
    head: [say("Policy area"), say("Sample mean"), say("Mean of the group"), ...cities.map((row) => row.name)],
    rows: areas.map((area, place) => [names[place], sample[place], group[place], ...cities.map((row) => scoreOf(row, index, area))]), figures: 1, years: [],
  };
}

/* Cities by how alike their areas are, as the study of the cycle grouped them. */
function viewClusters(data, state, picked) {
  const found = data.clusters[state.cycle], shown = new Map(picked.shown.map((row) => [row.city, row]));
  const members = found ? found.cities.filter(([city]) => shown.has(city)) : [];
  const symbols = ["circle", "square", "diamond", "triangle-up", "cross", "x", "star", "hexagon"], colours = [OWN, OTHERS, "#5b2a86", "#00695c", "#a3261b", "#7a5c00", INK, PALE];
  const traces = (found ? found.names : []).map((name, cluster) => {
    const own = members.filter((member) => member[1] === cluster);
    return dots(say("group {name}", { name }), colours[cluster], symbols[cluster], {
      x: own.map((member) => member[2]), y: own.map((member) => member[3]), text: own.map(([city]) => plain(data.cities[city].name)), hovertemplate: "%{text}<extra></extra>",
    });
  }).filter((trace) => trace.x.length);
  const chosen = members.filter(([city]) => picked.chosen.includes(city));
  if (chosen.length) traces.push({
    type: "scatter", mode: "text", showlegend: false, x: chosen.map((member) => member[2]), y: chosen.map((member) => member[3]), text: chosen.map(([city]) => plain(data.cities[city].name)),
    textposition: "top center", textfont: { color: INK, size: 13 }, hoverinfo: "skip",
  });
  const axis = { showticklabels: false, gridcolor: GRID, zeroline: true, zerolinecolor: GRID, title: { text: "" } };
  return {
    title: members.length ? sayCount("{number} city of this choice, in {groups} learning groups of like cities", "{number} cities of this choice, in {groups} learning groups of like cities", members.length, { groups: traces.filter((trace) => trace.mode === "markers").length })
      : say("There are no learning groups for this choice"),
    n: members.length, traces,
    about: say("Each mark is a city, its sign the group. Cities that lie close together have a similar profile of areas; neither axis says what is better.") + " " +
      (found ? say("How far apart the groups are: silhouette {silhouette} (1 is clearly apart, 0 not at all); how often they are found again: {stability} of 1.", { silhouette: inHundredths(found.silhouette), stability: inHundredths(found.stability) }) : say("Fewer than ten cities of this cycle have enough scores.")),
    layout: layoutOf(picked.isNarrow ? 420 : 560, { xaxis: axis, yaxis: { ...axis }, margin: { l: 16, r: 16, t: 10, b: 20 } }),
    head: [say("City"), say("Country"), say("Group")],
    rows: members.map(([city, cluster]) => [data.cities[city].name, data.cities[city].country, found.names[cluster]]), figures: 3, years: [],
  };
}

/* The cities on the map of the world: the darker, the more points. */
function viewWorld(data, state, picked) {
  const { index, area } = state, rows = picked.shown.filter((row) => scoreOf(row, index, area) !== null);
  const placed = rows.filter((row) => data.cities[row.city].place), scores = placed.map((row) => scoreOf(row, index, area));
  const marker = { size: 11, cmin: 0, cmax: 100, colorscale: [[0, "#e9f0f7"], [0.5, "#5f9fd6"], [1, "#0b5fa5"]], line: { color: INK, width: 1 }, showscale: !picked.isNarrow, colorbar: { thickness: 12, title: { text: say("points") } } };
  const at = (members, more) => ({
    type: "scattergeo", lat: members.map((row) => data.cities[row.city].place[0]), lon: members.map((row) => data.cities[row.city].place[1]),
    text: members.map((row) => plain(row.name) + ": " + inPoints(scoreOf(row, index, area))), hovertemplate: "%{text}<extra></extra>", ...more,
  });
  const traces = placed.length ? [at(placed, { name: say("city"), mode: "markers", showlegend: false, marker: { ...marker, color: scores } })] : [];
  for (const row of placed.filter((each) => isChosen(picked, each))) {
    const [colour, symbol] = markOf(picked, row);
    traces.push(at([row], { name: plain(row.name), mode: "markers+text", text: [plain(row.name)], textposition: "top center", textfont: { color: INK }, marker: { size: 15, color: colour, symbol, line: { color: "#fff", width: 1 } } }));
  }
  const countries = new Set(placed.map((row) => row.country)).size, left = rows.length - placed.length;
  return {
    title: placed.length ? sayCount("{number} city on the map", "{number} cities of {countries} countries on the map, between {low} and {high} points", placed.length, { countries, low: inPoints(Math.min(...scores)), high: inPoints(Math.max(...scores)) })
      : say("No city of this choice has a place on the map"),
    n: placed.length, traces,
    about: say("Each mark is a city at the place that it gave; the darker, the more points.") + (left ? " " + sayCount("{number} city gave no place.", "{number} cities gave no place.", left) : "") + " " +
      say("The map shows coastlines only and says nothing about borders."),
    layout: layoutOf(picked.isNarrow ? 320 : 560, {
      margin: { l: 0, r: 0, t: 10, b: 0 },
      geo: { fitbounds: placed.length ? "locations" : false, projection: { type: "natural earth" }, resolution: 110, showland: true, landcolor: GRID, showcoastlines: true, coastlinecolor: PALE, showocean: false, showcountries: false, showframe: false, bgcolor: "rgba(0,0,0,0)" },
    }),
    head: [say("City"), say("Country"), say("Latitude"), say("Longitude"), say("Score")],
    rows: placed.map((row) => [row.name, row.country, ...data.cities[row.city].place.map((degrees) => String(degrees)), scoreOf(row, index, area)]), figures: 2, years: [],
  };
}
