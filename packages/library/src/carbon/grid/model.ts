import { auxiliary, check, defineModel, input, type Model, parameter } from "@tokenwright/engine";
import { countries } from "./countries.js";

const figures =
  "codecarbon, upstream Our World in Data and Ember; the year of each country's figures is in figureYear.";

/** Texts by element, for the countries that differ from the common text. */
const by = (text: (country: (typeof countries)[number]) => string) =>
  Object.fromEntries(countries.map((country) => [country[0], text(country)]));

/**
 * Emissions of electricity by where it is used and how it was bought. Location-based: what the grids emit on
 * average. Market-based: the part for which certificates or contracts are held counts with their own factor,
 * the rest with the residual mix. Marginal: what additional load makes plants emit that would stand idle
 * otherwise. The three answer different questions and are never added up.
 *
 * A country's intensity is that of the year of its figures, and falls from then on by a share each year.
 */
const model: Model = defineModel({
  title: "Carbon intensity of electricity by country and year",
  about:
    "Location-based, market-based and marginal emissions of electricity used in several countries. Hours of the day " +
    "and seasons are left out: the figures are means of a year.",
  source: ["codecarbon", "ghg-protocol-scope-2"],
  dimensions: {
    place: {
      label: "country",
      elements: [...countries.map(([code]) => code), "elsewhere"],
      labels: { ...by(([, name]) => name), elsewhere: "all others" },
    },
  },
  lookups: {
    germanyFrom2015: {
      points: [
        ["0 year", "460 gCO2e/kWh"],
        ["1 year", "456 gCO2e/kWh"],
        ["2 year", "424 gCO2e/kWh"],
        ["3 year", "406 gCO2e/kWh"],
        ["4 year", "343 gCO2e/kWh"],
        ["5 year", "301 gCO2e/kWh"],
      ],
      beyond: "step",
      meaning: "Germany's intensity from 2015 to 2020, by time since the start of 2015",
      source: "codecarbon",
      confidence: "measured",
    },
  },
  parameters: {
    "intensity[place]": {
      value: "480.62 gCO2e/kWh",
      elements: by(([, , intensity]) => `${intensity} gCO2e/kWh`),
      unit: "gCO2e/kWh",
      meaning: "emissions per electricity generated, in the year of the figures; elsewhere the mean of 213 countries",
      source: figures,
      confidence: "measured",
    },
    "generation[place]": {
      value: "0 TWh/year",
      elements: by(([, , , generation]) => `${generation} TWh/year`),
      unit: "TWh/year",
      meaning: "electricity generated in the year of the figures",
      source: figures,
      confidence: "measured",
    },
    "figureYear[place]": {
      value: "2023",
      elements: by(([, , , , year]) => `${year}`),
      unit: "1",
      meaning: "year of the figures",
      source: "codecarbon",
      confidence: "measured",
    },
    "share[place]": {
      value: "generation[place] / sum(generation[*])",
      unit: "%",
      meaning: "share of the electricity that is used in a country; by default in proportion to what is generated",
      confidence: "assumption",
    },
    "decline[place]": {
      value: "0 %",
      unit: "%",
      meaning: "share by which the intensity falls from one year to the next",
      confidence: "assumption",
      range: ["-10 %", "30 %"],
    },
    startYear: parameter("2023", "calendar year in which the run starts", { confidence: "assumption", unit: "1" }),
    losses: parameter("0 %", "share of the electricity that is lost between plant and socket", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "30 %"],
    }),
    "contracted[place]": {
      value: "0 %",
      unit: "%",
      meaning: "share of the use for which certificates or contracts are held",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    },
    contractIntensity: parameter("0 gCO2e/kWh", "emissions per electricity under those contracts", {
      confidence: "assumption",
      unit: "gCO2e/kWh",
    }),
    residualFactor: parameter(
      "1",
      "intensity of what is left on a grid when all contracted electricity is taken out, over the grid's mean",
      { confidence: "assumption", unit: "1", range: ["0.8", "2"] },
    ),
    marginalIntensity: parameter(
      "743 gCO2e/kWh",
      "emissions per electricity of the plants that answer additional load",
      {
        source: "Natural gas in codecarbon's table by source; that gas is at the margin is an assumption.",
        confidence: "assumption",
        unit: "gCO2e/kWh",
        range: ["0 gCO2e/kWh", "1000 gCO2e/kWh"],
      },
    ),
  },
  inputs: {
    use: input("kWh/year", "electricity used; wire a network's power to it", { default: "{1_000_000 kWh/year}" }),
    intensityElsewhere: input(
      "gCO2e/kWh",
      "intensity elsewhere; feed a series by year to it, or a lookup, for a grid whose history is known",
      { default: "intensity[elsewhere] * (1 - decline[elsewhere]) ^ years[elsewhere]" },
    ),
    additionalUse: input("kWh/year", "part of it that would not be used otherwise, for the marginal view", {
      default: "0",
    }),
  },
  auxiliaries: {
    "years[place]": auxiliary(
      "1",
      "max(startYear + floor(time / {1 year}) - figureYear[place], 0)",
      "whole years since the figures",
    ),
    "intensityNow[place]": {
      unit: "gCO2e/kWh",
      equation: "intensity[place] * (1 - decline[place]) ^ years[place]",
      elements: { elsewhere: "intensityElsewhere" },
      meaning: "emissions per electricity generated, this year",
    },
    "marketIntensityNow[place]": auxiliary(
      "gCO2e/kWh",
      "contracted[place] * contractIntensity + (1 - contracted[place]) * residualFactor * intensityNow[place]",
      "the same by contracts and residual mix",
    ),
    locationIntensity: auxiliary(
      "gCO2e/kWh",
      "sum(share[*] * intensityNow[*]) / (1 - losses)",
      "location-based emissions per electricity used",
    ),
    marketIntensity: auxiliary(
      "gCO2e/kWh",
      "sum(share[*] * marketIntensityNow[*]) / (1 - losses)",
      "market-based emissions per electricity used",
    ),
    locationEmissions: auxiliary("tCO2e/year", "use * locationIntensity", "location-based emissions"),
    marketEmissions: auxiliary("tCO2e/year", "use * marketIntensity", "market-based emissions"),
    marginalEmissions: auxiliary(
      "tCO2e/year",
      "additionalUse * marginalIntensity / (1 - losses)",
      "emissions that the additional use causes",
    ),
    worldIntensity: auxiliary(
      "gCO2e/kWh",
      "sum(generation[*] * intensityNow[*]) / sum(generation[*])",
      "mean of the countries by what they generate",
    ),
  },
  checks: {
    sharesSumToOne: check("abs(sum(share[*]) - 1) < 0.000001", "the shares of the countries sum to 100 %"),
    sharesAreShares: check(
      "min(share[*]) >= 0 and min(contracted[*]) >= 0 and max(contracted[*]) <= 1 and losses >= 0 and losses < 1",
      "shares lie between 0 % and 100 %, and something arrives",
    ),
    additionalIsPart: check("additionalUse >= 0 and additionalUse <= use", "additional use is part of the use"),
  },
});

export default model;
