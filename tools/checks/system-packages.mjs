// Programs and fonts from the operating system that some tests need.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * @typedef {object} SystemPackage
 * @property {string} name The Debian package.
 * @property {string} purpose
 * @property {RegExp} neededBy Names of the test files that need it.
 * @property {() => boolean} present
 */

/** The one list: when a test needs something from the system, it is named here. @type {readonly SystemPackage[]} */
const systemPackages = [
  {
    name: "chromium",
    purpose: "tests that open a page in a browser",
    neededBy: /\.browser\.test\.tsx?$/,
    present: () => ["chromium", "chromium-browser", "google-chrome"].some(isCommand),
  },
  {
    name: "mosquitto",
    purpose: "tests with another broker of MQTT",
    neededBy: /\.broker\.test\.ts$/,
    // Debian installs it where only the administrator's PATH looks.
    present: () => isCommand("mosquitto") || existsSync("/usr/sbin/mosquitto"),
  },
  {
    name: "mosquitto-clients",
    purpose: "tests with other clients of MQTT",
    neededBy: /\.broker\.test\.ts$/,
    present: () => isCommand("mosquitto_pub") && isCommand("mosquitto_sub"),
  },
  {
    name: "fonts-dejavu-core",
    purpose: "tests that look at the pixels of a picture",
    neededBy: /\.(browser|picture)\.test\.tsx?$/,
    present: () => existsSync("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
  },
];

/**
 * The packages that one of the test files needs and that are not there.
 *
 * @param {readonly string[]} testFiles
 * @param {readonly SystemPackage[]} [list]
 */
export function missingPackages(testFiles, list = systemPackages) {
  return list.filter(({ neededBy, present }) => testFiles.some((file) => neededBy.test(file)) && !present());
}

/**
 * Installs the packages through apt-get when this process may, and says what it did or what the user can do.
 *
 * @param {readonly SystemPackage[]} missing
 * @returns {{ ok: boolean, notes: string[] }}
 */
export function installPackages(missing) {
  const names = missing.map(({ name }) => name);
  const advice = [
    ...missing.map(({ name, purpose }) => `${name} is not installed; ${purpose} are skipped`),
    `to run them: sudo apt-get install ${names.join(" ")}`,
  ];
  if (process.getuid?.() !== 0 || !isCommand("apt-get")) return { ok: false, notes: advice };
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (/** @type {string[]} */ ...args) =>
    spawnSync("apt-get", args, { env, stdio: ["ignore", 2, 2] }).status === 0;
  if (apt("update", "-q") && apt("install", "-q", "-y", "--no-install-recommends", ...names)) {
    return { ok: true, notes: [`installed ${names.join(", ")} through apt-get`] };
  }
  return { ok: false, notes: [`apt-get could not install ${names.join(", ")}`, ...advice] };
}

/** @param {string} name */
function isCommand(name) {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, name)));
}
