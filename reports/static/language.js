/* The language of the page: texts, plurals and numbers. English texts are the keys; the words of another language come as
   `words-<code>.js`, made from its language file, and a text that lacks there is shown in English. */
"use strict";

const LANGUAGE = document.documentElement.lang || "en";
const WRITTEN = LANGUAGE === "en" ? "en-GB" : LANGUAGE;
const WHOLE = new Intl.NumberFormat(WRITTEN, { maximumFractionDigits: 0, numberingSystem: "latn" });
const PLURALS = new Intl.PluralRules(WRITTEN);

/* A text with its {values}; a value may be a number, which is written as the language writes it. */
function say(text, values) {
  const said = (window.WORDS || {})[text] || text;
  return values ? said.replace(/\{([a-z_]+)\}/g, (all, name) => (name in values ? inWriting(values[name]) : all)) : said;
}

/* One or many, as the language counts the number in the way it is written; `{number}` is filled with it, or with what `values` say. */
function sayCount(one, many, number, values) {
  return say(PLURALS.select(Math.abs(roundHalfAway(number))) === "one" ? one : many, { number, ...values });
}

function inWriting(value) { return typeof value === "number" ? inWhole(value) : String(value); }

function roundHalfAway(value) { return Math.sign(value) * Math.floor(Math.abs(value) + 0.5); }

/* Whole numbers, half away from zero, with a true minus. */
function inWhole(value) {
  const whole = roundHalfAway(value);
  return (whole < 0 ? "−" : "") + WHOLE.format(Math.abs(whole));
}
