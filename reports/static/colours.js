/* Charts in the colours and the language of the page. Figures come in the colours of the light page; each of them is a custom
   property of the style sheets, and is read when a chart is drawn and again when the reader, the device or a printer changes it. */
"use strict";

const COLOURS = {
  "#1b2a3a": "--ink", "#d9dfe6": "--line", "#eef1f5": "--row", "#b8c4d2": "--pale", "#8595a8": "--bar", "#fff": "--paper",
  "#0b5fa5": "--own", "rgba(11,95,165,0.15)": "--own-soft", "#b34e08": "--others", "#a9c6e2": "--box",
  "#c2570c": "--mark-1", "#5b2a86": "--mark-2", "#00695c": "--mark-3", "#a3261b": "--mark-4", "#7a5c00": "--mark-6",
  "#e9f0f7": "--heat-low", "#a9cbe8": "--heat-middle", "#5f9fd6": "--heat-high",
};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(Object.entries(COLOURS).map(([colour, name]) => [colour, style.getPropertyValue(name).trim() || colour]));
}

/* A copy in which every colour is the one of now; what holds no colour is not copied. */
function recolour(value, colours, isColour) {
  if (typeof value === "string") return isColour && colours[value] ? colours[value] : value;
  if (Array.isArray(value)) return isColour || typeof value[0] === "object" ? value.map((item) => recolour(item, colours, isColour)) : value;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, recolour(item, colours, /color/i.test(name))]));
}

/* Months, days and numbers of a chart as the language writes them. */
function registerLanguage() {
  const write = (options, date) => new Intl.DateTimeFormat(WRITTEN, { ...options, timeZone: "UTC" }).format(date);
  const months = (style) => [...Array(12).keys()].map((month) => write({ month: style }, new Date(Date.UTC(2023, month, 15))));
  const days = (style) => [...Array(7).keys()].map((day) => write({ weekday: style }, new Date(Date.UTC(2023, 0, 1 + day))));
  const parts = new Intl.NumberFormat(WRITTEN, { numberingSystem: "latn" }).formatToParts(1234567.8);
  const sign = (type) => (parts.find((part) => part.type === type) || { value: "" }).value;
  Plotly.register({ moduleType: "locale", name: LANGUAGE, dictionary: {}, format: {
    days: days("long"), shortDays: days("short"), months: months("long"), shortMonths: months("short"),
    decimal: sign("decimal"), thousands: sign("group"), grouping: [3], currency: ["", ""], periods: ["AM", "PM"], date: "%d.%m.%Y", time: "%H:%M", dateTime: "%d.%m.%Y %H:%M",
    year: "%Y", month: "%b %Y", dayMonth: "%-d %b", dayMonthYear: "%-d %b %Y",
  } });
  return sign("decimal") + sign("group");
}

let separators = null;

/* Draws a figure, or draws it anew; it is kept with its own colours, for the next change. */
function drawFigure(element, figure) {
  if (separators === null) separators = registerLanguage();
  element.figure = figure;
  const { data, layout } = recolour({ data: figure.data, layout: figure.layout }, readColours(), false);
  return Plotly.react(element, data, { ...layout, separators }, { displayModeBar: false, responsive: true, locale: LANGUAGE });
}

function redrawAll() {
  for (const element of document.querySelectorAll(".plot")) if (element.figure) drawFigure(element, element.figure);
}

document.addEventListener("colours", redrawAll);
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redrawAll);
window.matchMedia("print").addEventListener("change", redrawAll);
document.getElementById("dark").addEventListener("load", redrawAll);
