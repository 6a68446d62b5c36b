/** Longest name of a file in a folder, in UTF-16 units, and most folders above it. */
export const mostCharacters = 1_000;
export const mostFolders = 8;

/** What is a device on Windows, whatever ending follows. */
const devices = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])( *\..*| *)$/i;

/**
 * The parts of a file's name in the folder, `tokens/scenario.yaml`, separated by `/` on every system.
 *
 * @returns Undefined for a name that is not plain: absolute, with `.` or `..`, hidden, with a character that some
 * system gives a meaning (`\`, `:`, wildcards, control and formatting characters), with a letter that looks like one of
 * these or stands for it in an address (`．`, `%2e`), a device of Windows, or too long.
 */
export function partsOf(name: string): readonly string[] | undefined {
  if (name === "" || name.length > mostCharacters) return undefined;
  const parts = name.split("/");
  return parts.length <= mostFolders + 1 && parts.every(isPlain) ? parts : undefined;
}

/** Whether a part of a name is one that every system takes as it is written. */
export function isPlain(part: string): boolean {
  const folded = part.normalize("NFKC");
  return isAsWritten(part) && (folded === part || (isAsWritten(folded) && !folded.includes("/")));
}

function isAsWritten(part: string): boolean {
  if (part === "" || part.startsWith(".") || /[. ]$/.test(part)) return false;
  if (/%[0-9a-f]{2}/i.test(part)) return false;
  if (/[\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(part)) return false;
  // File systems count bytes.
  return Buffer.byteLength(part) <= 255 && !devices.test(part);
}
