/** Builds the studio, unless these sources are built already, and prints the folder with index.html. */
import { studioFolder } from "./make.js";

console.log(studioFolder());
