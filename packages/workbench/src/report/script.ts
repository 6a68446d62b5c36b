/**
 * The page's only script: a probe that reads values off a chart, and downloads of the data that the page
 * holds. It sends nothing, and the page's policy allows nothing else to run. Without it the page is complete
 * but for these two.
 */
export const script = `"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const save = (name, type, text) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
for (const button of document.querySelectorAll("button[data-save]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const name = button.dataset.save;
    save(data.run.id + "-" + name, name.endsWith(".csv") ? "text/csv" : "application/json", data.files[name]);
  });
}
const number = (value) => {
  const size = Math.abs(value);
  if (value === 0) return "0";
  return size >= 1e15 || size < 1e-4 ? value.toExponential(3) : value.toLocaleString("en", { maximumSignificantDigits: 4 });
};
const rows = data.files["bands.csv"].split("\\r\\n");
const columns = rows[0].split(",");
const share = (name) => columns.indexOf(name) - columns.length;
const perOutput = data.run.time.steps + 1;
for (const probe of document.querySelectorAll(".probe")) {
  probe.hidden = false;
  const output = Number(probe.dataset.output);
  const divisor = Number(probe.dataset.divisor);
  const slider = probe.querySelector("input");
  const text = probe.querySelector("output");
  const figure = probe.closest("figure");
  const show = (isAsked) => {
    const step = Number(slider.value);
    const cells = rows[1 + output * perOutput + step].split(",");
    const value = (name) => number(Number(cells.at(share(name))) / divisor);
    const epoch = cells.at(share("epoch"));
    const date = cells.at(share("date"));
    const when = [date, epoch === "" ? "" : "epoch " + epoch].filter((part) => part !== "").join(", ") || "step " + step;
    text.textContent = when + ": median " + value("p50") + ", half of the futures " + value("p25") + " to " + value("p75")
      + ", nine in ten " + value("p5") + " to " + value("p95") + probe.dataset.unit;
    slider.setAttribute("aria-valuetext", when);
    if (isAsked) for (const chart of figure.querySelectorAll("svg[data-width]")) {
      const cursor = chart.querySelector(".cursor");
      const at = perOutput === 1 ? 0 : (step / (perOutput - 1)) * Number(chart.dataset.width);
      cursor.setAttribute("x1", at);
      cursor.setAttribute("x2", at);
      cursor.setAttribute("visibility", "visible");
    }
  };
  show(false);
  slider.addEventListener("input", () => show(true));
  for (const chart of figure.querySelectorAll("svg[data-width]")) {
    chart.addEventListener("pointermove", (event) => {
      const box = chart.getBoundingClientRect();
      const at = (event.clientX - box.left) * (chart.viewBox.baseVal.width / box.width) - Number(chart.dataset.left);
      slider.value = Math.round((at / Number(chart.dataset.width)) * (perOutput - 1));
      show(true);
    });
  }
}
`;
