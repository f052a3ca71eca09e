/* Downloads of the Index Charts: the table as CSV, the chart as a picture that carries its title, n, filter and origin. */
"use strict";

/* A cell of a CSV file; text that a spreadsheet would compute gets an apostrophe. */
function toCell(value) {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t]/.test(value) ? "'" + value : value;
  return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

/* The rows of the table with what they stand on, so that the file can be understood alone. */
function toCsv(view, basis) {
  const lines = [[...view.head, say("Shows"), say("Basis")], ...view.rows.map((row) => [...row, view.title, basis])];
  return lines.map((line) => line.map(toCell).join(",")).join("\r\n") + "\r\n";
}

function wrap(text, width) {
  return text.split(" ").reduce((lines, word) => {
    const last = lines[lines.length - 1];
    if (last && (last + " " + word).length <= width) lines[lines.length - 1] = last + " " + word;
    else lines.push(word);
    return lines;
  }, []);
}

/* The figure as it is saved: on white, with its title above and its basis below the title. */
function toPicture(view, basis, width) {
  const title = wrap(view.title, Math.floor(width / 10)), below = wrap(basis, Math.floor(width / 7));
  const legend = view.layout.showlegend ? 20 + 22 * Math.ceil(view.traces.filter((trace) => trace.showlegend !== false).length / 4) : 10 + view.layout.margin.t;
  const top = 40 + 24 * title.length + 18 * below.length + legend;
  const layout = { ...view.layout, width, height: view.layout.height + top, paper_bgcolor: "#fff", plot_bgcolor: "#fff",
    margin: { ...view.layout.margin, t: top, l: Math.max(40, view.layout.margin.l) },
    title: { text: title.map(plain).join("<br>") + "<br><span style=\"font-size:12px\">" + below.map(plain).join("<br>") + "</span>", x: 0.02, xanchor: "left", y: 1 - 22 / (view.layout.height + top), yref: "container", yanchor: "top", font: { size: 18 } } };
  return { data: view.traces, layout };
}

function offer(name, blob) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function save(format, { view, basis, state }) {
  const name = "index-charts-" + [state.view, state.cycle].join("-");
  if (format === "csv") return offer(name + ".csv", new Blob(["\ufeff" + toCsv(view, basis)], { type: "text/csv" }));
  const picture = toPicture(view, basis, 1100);
  return Plotly.downloadImage(picture, { format, filename: name, scale: format === "png" ? 2 : 1, width: 1100, height: picture.layout.height });
}
