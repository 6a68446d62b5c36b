import { expect, test } from "vitest";
import { readBibliography } from "../bibliography.js";
import { plainText, renderCitation } from "./citation.js";

test.each([
  ['Br{\\"u}njes, Lars', "Brünjes, Lars"],
  ['H{\\"o}rmann', "Hörmann"],
  ["Fran{\\c c}ois", "François"],
  ["Poincar{\\'e}", "Poincaré"],
  ["EuroS\\&P", "EuroS&P"],
  ["pages 610--611", "pages 610–611"],
  ["{Bitcoin Core}", "Bitcoin Core"],
])("BibTeX %j is shown as %j", (value, text) => {
  expect(plainText(value)).toBe(text);
});

test("an article names authors, year, title, journal, volume, pages and a link", () => {
  const [entry] = readBibliography(`@article{box-muller-1958,
  author = {Box, George E. P. and Muller, Mervin E.}, title = {A Note}, journal = {Annals},
  volume = {29}, number = {2}, pages = {610--611}, year = {1958}, doi = {10.1214/aoms}
}`);
  expect(renderCitation(entry!)).toBe(
    "George E. P. Box, Mervin E. Muller (1958). *A Note*. Annals, 29(2), pp. 610–611. " +
      "[doi:10.1214/aoms](https://doi.org/10.1214/aoms). (`box-muller-1958`)",
  );
});
