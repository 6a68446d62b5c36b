/** What the test page runs: the fingerprint, on request. */
import { fingerprint } from "../golden/fingerprint.js";

Object.assign(globalThis, { tokenwrightPage: { fingerprint } });
