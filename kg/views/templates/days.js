// The days of publication: a bar for each stretch of them, and two fields.
"use strict";

const BARS = 40; // at most
const dated = statements.filter((statement) => /^\d{4}-\d{2}-\d{2}/.test(statement.article.date ?? ""))
  .map((statement) => statement.article.date.slice(0, 10));
const [firstDay, lastDay] = [dated.reduce((a, b) => (b < a ? b : a), dated[0] ?? ""), dated.reduce((a, b) => (b > a ? b : a), dated[0] ?? "")];

// A click on a bar keeps the claims of its stretch.
function buildTimeline() {
  byId("dates").hidden = !dated.length || firstDay === lastDay;
  if (byId("dates").hidden) return;
  for (const name of ["from", "to"]) Object.assign(byId(name), { min: firstDay, max: lastDay });
  const day = 86_400_000;
  const [start, days] = [Date.parse(firstDay), Math.round((Date.parse(lastDay) - Date.parse(firstDay)) / day) + 1];
  const width = Math.ceil(days / BARS);
  const iso = (place) => new Date(start + place * day).toISOString().slice(0, 10);
  for (let place = 0; place * width < days; place += 1) {
    byId("timeline").append(timelineBar(iso(place * width), iso(Math.min(days, (place + 1) * width) - 1)));
  }
}

function timelineBar(from, to) {
  const bar = element("button", { type: "button" });
  Object.assign(bar.dataset, { from, to });
  bar.addEventListener("click", () => {
    const again = state.from === from && state.to === to;
    Object.assign(state, again ? { from: "", to: "" } : { from, to });
    update();
  });
  return bar;
}

// How tall the bars are, by the claims that pass everything but the days.
function showDays() {
  if (byId("dates").hidden) return;
  for (const [name, end] of [["from", firstDay], ["to", lastDay]]) byId(name).value = state[name] || end;
  const told = statements.filter((statement) => statement.failed === NOTHING || statement.failed === DAYS);
  const perDay = count(told.map((statement) => (statement.article.date ?? "").slice(0, 10)));
  const bars = [...byId("timeline").children];
  const numbers = bars.map(({ dataset: { from, to } }) => [...perDay].reduce(
    (sum, [day, number]) => sum + (day >= from && day <= to ? number : 0), 0));
  const tallest = Math.max(1, ...numbers);
  bars.forEach((bar, place) => showBar(bar, numbers[place], tallest));
}

function showBar(bar, number, tallest) {
  const { from, to } = bar.dataset;
  const stretch = from === to ? dayWords(from) : `${dayWords(from)} to ${dayWords(to)}`;
  Object.assign(bar, { disabled: !number, title: stretch, className: `bar-${Math.ceil((8 * number) / tallest)}` });
  bar.setAttribute("aria-label", `${stretch}: ${plural(number, "claim")}`);
  bar.setAttribute("aria-pressed", String(Boolean(state.from || state.to) && from >= (state.from || firstDay) && to <= (state.to || lastDay)));
}

function listenToDays() {
  for (const [name, end] of [["from", firstDay], ["to", lastDay]]) {
    byId(name).addEventListener("change", ({ target }) => {
      state[name] = target.value === end ? "" : target.value;
      update();
    });
  }
}
