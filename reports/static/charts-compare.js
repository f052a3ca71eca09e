/* More views of the Index Charts, across areas and indexes; how a view is made stands in `charts-views.js`. */
"use strict";

const MOST_ROWS_WITH_FIGURES = 60; // of a heat map; more take longer to draw than a reader waits

/* The areas that somebody has a score in, without the whole index. */
function areasOf(data, rows, index) {
  return data.areas.map((_, area) => area).filter((area) => area && rows.some((row) => scoreOf(row, index, area) !== null));
}

/* Cities by area: the darker, the more points; on wide screens with the points in the cells. */
function viewHeat(data, state, picked) {
  const { index } = state, rows = picked.shown, areas = areasOf(data, rows, index);
  const means = areas.map((area) => [data.areas[area].name, meanIfEnough(scoresOf(rows, index, area), data)]).filter((mean) => mean[1] !== null);
  means.sort((a, b) => b[1] - a[1]);
  const names = rows.map((row) => row.name), longest = picked.isNarrow ? 14 : 40;
  const z = rows.map((row) => areas.map((area) => scoreOf(row, index, area)));
  return {
    title: !areas.length ? say("No city of this choice has a score") : means.length > 1
      ? say("{high} is strongest in the mean of these cities ({most}), {low} weakest ({least})", { high: means[0][0], most: means[0][1], low: means[means.length - 1][0], least: means[means.length - 1][1] })
      : say("{cities} by policy area", { cities: countCities(rows.length) }),
    n: rows.length,
    about: [say("Each row is a city, each column a policy area; the stronger the colour of a cell, the more points. A cell without a score is empty."), tellNamed(rows.length), means.length ? "" : say("Fewer than {least} cities have no mean.", { least: data.least })].filter(Boolean).join(" "),
    traces: [{
      type: "heatmap", z, x: areas.map((_, number) => number), y: rows.map((_, number) => number), zmin: 0, zmax: 100, xgap: 1, ygap: 1, showscale: !picked.isNarrow,
      colorscale: [[0, "#e9f0f7"], [0.5, "#a9cbe8"], [1, "#5f9fd6"]], textfont: { color: INK }, colorbar: { thickness: 12, title: { text: say("points") } },
      text: z.map((line) => line.map((score) => (score === null ? "" : inPoints(score)))), texttemplate: picked.isNarrow || rows.length > MOST_ROWS_WITH_FIGURES ? "" : "%{text}",
      customdata: rows.map((row) => areas.map((area) => plain(row.name) + ", " + plain(data.areas[area].name))), hovertemplate: "%{customdata}: %{text}<extra></extra>",
    }],
    layout: layoutOf(210 + rowHeight(rows.length) * rows.length, {
      showlegend: false, margin: { l: roomFor(names, longest), r: picked.isNarrow ? 24 : 90, t: picked.isNarrow ? 130 : 170, b: 10 },
      xaxis: { tickvals: areas.map((_, number) => number), ticktext: areas.map((area) => plain(shorten(data.areas[area].name, picked.isNarrow ? 14 : 26))), tickangle: picked.isNarrow ? -90 : -40, side: "top", showgrid: false, zeroline: false },
      yaxis: rowsOf(names, longest, { range: [rows.length - 0.5, -0.5], showgrid: false }),
    }),
    head: [say("City"), say("Country"), say("Took part"), ...areas.map((area) => data.areas[area].name)], years: [2],
    rows: rows.map((row, number) => [row.name, row.country, row.cycle, ...z[number]]), figures: 3,
  };
}

/* Core against extended: above the line a city has more in the extended index. */
function viewPairs(data, state, picked) {
  const { area } = state;
  const rows = picked.shown.filter((row) => scoreOf(row, "core", area) !== null && scoreOf(row, "extended", area) !== null);
  const difference = (row) => scoreOf(row, "extended", area) - scoreOf(row, "core", area);
  const higher = rows.filter((row) => difference(row) > 0).length;
  const traces = [{ type: "scatter", mode: "lines", name: say("the same in both"), x: [0, 100], y: [0, 100], line: { color: OTHERS, dash: "dash", width: 2 }, hoverinfo: "skip" }];
  const add = (members, name, colour, symbol) => members.length && traces.push(dots(name, colour, symbol, {
    x: members.map((row) => scoreOf(row, "core", area)), y: members.map((row) => scoreOf(row, "extended", area)),
    text: members.map((row) => say("{name}: core {core}, extended {extended}", { name: plain(row.name), core: scoreOf(row, "core", area), extended: scoreOf(row, "extended", area) })), hovertemplate: "%{text}<extra></extra>",
  }));
  add(rows.filter((row) => !isChosen(picked, row)), say("city"), OWN, "circle");
  for (const row of rows.filter((each) => isChosen(picked, each))) add([row], plain(row.name), ...markOf(picked, row));
  const mean = meanIfEnough(rows.map(difference), data);
  return {
    title: rows.length ? sayCount("{higher} of {number} city has more points in the extended index than in the core index", "{higher} of {number} cities have more points in the extended index than in the core index", rows.length, { higher })
        + (mean === null ? "" : say("; the mean difference is {points}", { points: inDifference(mean) }))
      : say("No city of this choice has both a core and an extended score"),
    n: rows.length, traces,
    about: say("Each mark is a city: from left to right its core score, from below its extended score. On the dashed line both are the same. The extended index adds the questions of 2019.") + (rows.length ? "" : " " + say("Cycles before it have no extended index.")),
    layout: layoutOf(picked.isNarrow ? 420 : 560, { xaxis: { ...POINTS, title: { text: say("core, points") }, automargin: true }, yaxis: { ...POINTS, title: { text: say("extended, points") }, automargin: true } }),
    head: [say("City"), say("Country"), say("Took part"), say("Core index"), say("Extended index"), say("Difference")], years: [2],
    rows: rows.map((row) => [row.name, row.country, row.cycle, scoreOf(row, "core", area), scoreOf(row, "extended", area), difference(row)]), figures: 3, signed: 5,
  };
}

/* How the scores of each area are spread: every city a dot, the middle half a box where there are enough. */
function viewSpread(data, state, picked) {
  const { index } = state, areas = areasOf(data, picked.shown, index), rows = picked.group;
  const traces = [], table = [], medians = [];
  areas.forEach((area, number) => {
    const scores = scoresOf(rows, index, area), enough = isEnough(scores, data);
    const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => (enough ? quantile(scores, share) : null));
    if (enough) {
      medians.push([data.areas[area].name, middle]);
      traces.push({ type: "scatter", mode: "lines", name: say("middle half of the cities"), legendgroup: "box", showlegend: medians.length === 1, x: [low, high], y: [number, number], line: { color: "#a9c6e2", width: 14 }, hovertemplate: say("middle half: {low} to {high}", { low, high }) + "<extra></extra>" });
      traces.push(dots(say("median"), INK, "line-ns-open", { legendgroup: "median", showlegend: medians.length === 1, x: [middle], y: [number], marker: { symbol: "line-ns-open", size: 16, color: INK, line: { width: 3, color: INK } }, hovertemplate: say("median: {points}", { points: middle }) + "<extra></extra>" }));
    }
    table.push([data.areas[area].name, scores.length, scores.length ? Math.min(...scores) : null, low, middle, high, scores.length ? Math.max(...scores) : null,
      ...picked.chosen.map((city) => { const row = picked.shown.find((each) => each.city === city); return row ? scoreOf(row, index, area) : null; })]);
  });
  const place = (members) => members.flatMap((row) => areas.map((area, number) => [scoreOf(row, index, area), number, row, area])).filter((item) => item[0] !== null);
  const add = (members, name, colour, symbol, more) => { const items = place(members); if (items.length) traces.push(dots(name, colour, symbol, {
    x: items.map((item) => item[0]), y: items.map((item) => item[1] + (more ? 0.32 : 0)), text: items.map((item) => say("{name}: {points}", { name: plain(item[2].name) + ", " + plain(data.areas[item[3]].name), points: item[0] })), hovertemplate: "%{text}<extra></extra>", ...more })); };
  add(rows.filter((row) => !isChosen(picked, row)), say("city"), OWN, "circle", { marker: { color: OWN, size: 6, opacity: 0.4 } });
  for (const row of picked.shown.filter((each) => isChosen(picked, each))) add([row], plain(row.name), ...markOf(picked, row));
  medians.sort((a, b) => b[1] - a[1]);
  return {
    title: !areas.length ? say("No city of this choice has a score") : medians.length > 1
      ? sayCount("Medians reach from {number} point in {low} to {most} in {high}", "Medians reach from {number} points in {low} to {most} in {high}", medians[medians.length - 1][1], { low: medians[medians.length - 1][0], most: medians[0][1], high: medians[0][0] })
      : say("{cities} by policy area", { cities: countCities(rows.length) }),
    n: rows.length, traces,
    about: say("Each row is a policy area, each small dot a city of the group; the bar holds the middle half of them, the stroke is the median. The scores of single cities are in the table of the view “Cities by area”.") + (medians.length ? "" : " " + say("Fewer than {least} cities have no median.", { least: data.least })),
    layout: layoutOf(130 + 40 * areas.length, { xaxis: { ...POINTS, automargin: true }, yaxis: { range: [areas.length - 0.3, -0.7], tickvals: areas.map((_, number) => number), ticktext: areas.map((area) => (picked.isNarrow ? breakName(plain(data.areas[area].name)) : plain(data.areas[area].name))), tickfont: { size: picked.isNarrow ? 10 : 12 }, gridcolor: "#eef1f5", zeroline: false, automargin: true } }),
    head: [say("Policy area"), say("Cities"), say("Lowest"), say("Lower quartile"), say("Median"), say("Upper quartile"), say("Highest"), ...picked.chosen.map((city) => data.cities[city].name)],
    years: [1], rows: table, figures: 2,
  };
}
