import { type CodeScan, roomOf, scanErrorCodes } from "./error-codes.js";
import { type Meaning, meanings, rooms } from "./error-meanings.js";
import { generatedNote, page, wrap } from "./markdown.js";

/** Thrown when the table of meanings and the errors of the code are not the same; the message names each difference. */
export class MeaningsError extends Error {}

/** What is wrong between the codes of the sources and their meanings, one sentence each. */
export function compareMeanings(
  { codes, doubtful }: CodeScan,
  table: Readonly<Record<string, Meaning>>,
  roomTable: Readonly<Record<string, string>>,
): string[] {
  const known = new Set(Object.keys(table));
  const usedRooms = new Set([...codes.keys()].map(roomOf));
  return [
    ...[...codes]
      .filter(([code]) => !known.has(code))
      .map(([code, places]) => `${code} (${places[0]}) has no entry in tools/docs/error-meanings.ts`),
    ...[...known].filter((code) => !codes.has(code)).map((code) => `${code} has an entry, but no error has this code`),
    ...[...usedRooms]
      .filter((room) => !Object.hasOwn(roomTable, room))
      .map((room) => `the room ${room} has no sentence`),
    ...Object.keys(roomTable)
      .filter((room) => !usedRooms.has(room))
      .map((room) => `the room ${room} has a sentence, but no error is from there`),
    ...[...doubtful].map(([text, places]) => `${places[0]} has "${text}": write it as code: "${text}", or rename it`),
  ];
}

/** The page of all errors. @throws MeaningsError */
export function errorsPage(root: string): string {
  const scan = scanErrorCodes(root);
  const problems = compareMeanings(scan, meanings, rooms);
  if (problems.length > 0) throw new MeaningsError(problems.join("\n"));
  const codes = [...scan.codes.keys()].sort();
  const sections = [...new Set(codes.map(roomOf))].map((room) =>
    page(
      `## ${room}`,
      rooms[room],
      ...codes
        .filter((code) => roomOf(code) === room)
        .map((code) => `### ${code}\n\n${meanings[code]![0]}\\\nTry: ${meanings[code]![1]}`),
    ).trimEnd(),
  );
  return page(
    "# Errors",
    generatedNote,
    "An error says what was found, what was expected, where, and one thing to try. It ends with a code that stays from\n" +
      "version to version; this page has one line of meaning and one thing to try for each.",
    wrap(`${codes.length} codes: ${[...new Set(codes.map(roomOf))].map((room) => `[${room}](#${room})`).join(" · ")}`),
    ...sections,
  );
}
