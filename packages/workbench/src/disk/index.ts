/** Files of this machine. */
export { checkWritable, listFolder, writeFolder, writeInParts, writeNew, writeWhole } from "./disk.js";
export { filesIn } from "./files-in.js";
