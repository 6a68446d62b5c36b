/** Prints as JSON what this Node computes, or how fast. Bundled, so that any Node runs it as it is. */
import { type Fingerprint, fingerprint } from "./fingerprint.js";
import { measureSpeed } from "./speed.js";

/** What is printed without `--speed`. */
export interface InNode extends Fingerprint {
  /** Its version, `v20.20.2`. */
  readonly node: string;
}

const numberAfter = (flag: string) => {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
};

if (process.argv.includes("--speed")) {
  console.log(JSON.stringify(measureSpeed(() => process.cpuUsage().user + process.cpuUsage().system)));
} else {
  const generated = numberAfter("--generated");
  const options = { keptOnly: process.argv.includes("--kept"), ...(generated === undefined ? {} : { generated }) };
  const answer: InNode = { node: process.version, ...(await fingerprint(options)) };
  console.log(JSON.stringify(answer));
}
