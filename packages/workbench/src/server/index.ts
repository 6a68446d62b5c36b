/** The studio on this machine: its page, and the files of one folder. */
export { type Studio, type StudioOptions, serveStudio } from "./serve-studio.js";
