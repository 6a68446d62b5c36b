import { expect, test } from "vitest";
import { importXmile } from "./import-xmile.js";
import { engineModel, runXmile } from "./run-xmile.js";
import { toXmile } from "./to-xmile.js";

const file = (method: string, stock: string, flows: string) => `<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><vendor>x</vendor><name>Belt</name></header>
<sim_specs method="${method}" time_units="month"><start>0</start><stop>5</stop><dt>0.25</dt></sim_specs>
<model><variables>
${stock}
${flows}
<aux name="transit"><eqn>2</eqn></aux>
</variables></model></xmile>`;

const belt = `<stock name="belt"><eqn>8</eqn><inflow>put</inflow><outflow>off</outflow>
<conveyor><len>transit</len></conveyor></stock>`;
const flows = `<flow name="put"><eqn>3</eqn></flow>
<flow name="off"/>
<stock name="done"><eqn>0</eqn><inflow>off</inflow></stock>`;

// Closed form: the initial 8 are spread over the transit time of 2 months, 4 a month;
// then what was put on 2 months before comes off, 3 a month.
test("a conveyor lets go what was put on it a transit time before, its initial content evenly", () => {
  const imported = importXmile(file("Euler", belt, flows), "belt.xmile");
  expect(imported.unsupported).toEqual([]);
  const { columns, times } = runXmile(imported);
  const values = (id: string) => columns.find((column) => column.id === id)!.values;
  for (const [row, time] of times.entries()) {
    expect(values("off")[row], `off at ${time}`).toBeCloseTo(time < 2 ? 4 : 3, 12);
    expect(values("belt")[row], `content at ${time}`).toBeCloseTo(time < 2 ? 8 - time : 6, 12);
  }
});

test("what is written as XMILE and read again is the same model", () => {
  const { model, simulation } = importXmile(file("Euler", belt, flows), "belt.xmile");
  const written = toXmile(model, simulation);
  expect(written.unsupported).toEqual([]);
  expect(written.text).toContain("<conveyor>");
  expect(importXmile(written.text, "again.xmile").model).toEqual(model);
  expect(engineModel({ model, simulation }).stocks?.["belt"]?.conveyor).toEqual({ time: "transit" });
});

const told = (text: string) =>
  importXmile(text, "belt.xmile").unsupported.map(({ line, name, what }) => `${line} ${name}: ${what}`);

test("what a conveyor has besides its length is named with its line", () => {
  expect(told(file("RK4", belt, flows))).toEqual([
    "6 belt: A conveyor moves once a step, so the model is run by Euler's method instead of Runge and Kutta's.",
  ]);
  const limited = belt.replace("</len>", "</len>\n<capacity>9</capacity>\n<sample>1</sample>");
  expect(told(file("Euler", limited, flows))).toEqual([
    "8 belt: The capacity of this conveyor is not read: it takes whatever flows in.",
    "9 belt: The sample of this conveyor is not read: its transit time is read at every step in which something enters.",
  ]);
  const discrete = belt.replace("<conveyor>", '<conveyor discrete="true" one_at_a_time="false">');
  expect(told(file("Euler", discrete, flows))).toEqual([
    "7 belt: The attribute discrete of this conveyor is not read.",
  ]);
  const endless = belt.replace("<outflow>off</outflow>", "");
  expect(told(file("Euler", endless, `<flow name="put"><eqn>3</eqn></flow>`))).toEqual([
    "7 belt: This conveyor is read as a plain stock: it has no outflow.",
  ]);
  const leaking = belt.replace("<inflow>", "<outflow>lost</outflow><inflow>");
  const [leak, ...others] = told(file("Euler", leaking, `${flows}<flow name="lost"><eqn>0.1</eqn><leak/></flow>`));
  expect(leak).toContain("lost: This flow leaks from a conveyor; it is read as a plain flow.");
  expect(others).toEqual([]);
});
