export type { Reading } from "./device/reading.js";
