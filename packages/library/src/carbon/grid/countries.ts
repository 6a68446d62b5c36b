/** Code (ISO 3166 alpha-3, small letters), name, intensity in g CO2e/kWh, generation in TWh, year of the figures. */
export type Country = readonly [code: string, name: string, intensity: string, generation: string, year: number];

/**
 * Electricity of countries that matter for mining or host many nodes: life-cycle emissions per electricity
 * generated, and how much was generated.
 *
 * Source: codecarbon (MIT licence), global_energy_mix; upstream Our World in Data and Ember.
 */
export const countries: readonly Country[] = [
  ["are", "United Arab Emirates", "561.135", "154.74", 2022],
  ["aus", "Australia", "548.692", "274.89", 2023],
  ["bra", "Brazil", "98.348", "713.18", 2023],
  ["btn", "Bhutan", "23.333", "9.0", 2022],
  ["can", "Canada", "170.043", "634.9", 2023],
  ["che", "Switzerland", "34.843", "70.89", 2023],
  ["chn", "China", "582.317", "9459.59", 2023],
  ["deu", "Germany", "380.95", "504.79", 2023],
  ["dnk", "Denmark", "151.65", "33.63", 2023],
  ["esp", "Spain", "174.05", "269.75", 2023],
  ["eth", "Ethiopia", "24.643", "15.42", 2022],
  ["fin", "Finland", "79.158", "79.84", 2023],
  ["fra", "France", "56.039", "514.11", 2023],
  ["gbr", "United Kingdom", "237.589", "293.49", 2023],
  ["geo", "Georgia", "167.594", "14.38", 2023],
  ["hkg", "Hong Kong", "699.499", "35.94", 2022],
  ["idn", "Indonesia", "675.931", "333.54", 2022],
  ["ind", "India", "713.441", "1967.9", 2023],
  ["irl", "Ireland", "290.805", "31.43", 2023],
  ["irn", "Iran", "655.125", "363.03", 2023],
  ["isl", "Iceland", "27.68", "19.87", 2022],
  ["ita", "Italy", "330.718", "262.58", 2023],
  ["jpn", "Japan", "485.392", "1013.51", 2023],
  ["kaz", "Kazakhstan", "821.391", "113.88", 2023],
  ["kor", "South Korea", "430.567", "614.19", 2023],
  ["mys", "Malaysia", "605.831", "181.09", 2022],
  ["nld", "Netherlands", "267.622", "122.15", 2023],
  ["nor", "Norway", "30.08", "153.59", 2023],
  ["pol", "Poland", "661.926", "168.75", 2023],
  ["pry", "Paraguay", "23.755", "56.83", 2023],
  ["rus", "Russia", "441.039", "1177.47", 2023],
  ["sgp", "Singapore", "470.783", "57.33", 2023],
  ["swe", "Sweden", "40.695", "166.36", 2023],
  ["tha", "Thailand", "549.583", "190.49", 2023],
  ["ukr", "Ukraine", "259.693", "112.71", 2022],
  ["usa", "United States", "369.473", "4249.05", 2023],
  ["zaf", "South Africa", "707.686", "228.35", 2023],
];
