import { failureWithin, meanResidualLife, reliability } from "../maintenance/weibull.js";
import { defineModule, numberOf, numbers } from "./define.js";

/** What a lifetime law says of a machine of an age. */
export const wearModule = defineModule(
  import.meta.url,
  {
    id: "maintenance.weibull",
    version: "1.0.0",
    kind: "forecast",
    title: "Chance of failure and mean time left of a machine of an age, by a Weibull law.",
    capabilities: ["remaining-life"],
    input: { type: "object", properties: { age: { type: "number", minimum: 0 } }, required: ["age"] },
    output: numbers("reliability", "failureChance", "meanResidualLife"),
    parameters: {
      type: "object",
      properties: {
        shape: { type: "number", exclusiveMinimum: 0 },
        scale: { type: "number", exclusiveMinimum: 0, description: "hours" },
        horizon: { type: "number", minimum: 0, description: "hours ahead" },
      },
      required: ["shape", "scale", "horizon"],
      additionalProperties: false,
    },
    units: { input: { age: "h" }, output: { reliability: "1", failureChance: "1", meanResidualLife: "h" } },
    deterministic: true,
    cost: { millisecondsPerThousand: 0, bytesPerDevice: 0 },
  },
  () => {
    let law = { shape: 1, scale: 1 };
    let horizon = 0;
    return {
      init: ({ shape, scale, horizon: ahead }) => {
        law = { shape: Number(shape), scale: Number(scale) };
        horizon = Number(ahead);
      },
      take: ({ device, time, values }) => {
        const age = numberOf(values, "age");
        if (age === undefined) return undefined;
        const said = {
          reliability: reliability(law, age),
          failureChance: failureWithin(law, age, horizon),
          meanResidualLife: meanResidualLife(law, age),
        };
        return { answer: { device, time, values: said }, why: { ...law, age, horizon } };
      },
      save: () => null,
      load: () => {},
    };
  },
);
