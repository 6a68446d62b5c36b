import { isDangerousKey } from "@tokenwright/engine";
import { quote, refuse } from "./refuse.js";

/** Levels of lists and objects in what a device sends. */
const deepest = 16;

/**
 * A value of JSON from a stranger. Before anything is built the text is walked once, and refused as `device/json`
 * when it is nested more than 16 deep, or an object has a key twice or one that reaches into JavaScript's objects:
 * readers disagree on which of two equal keys counts, and what was signed must mean one thing.
 *
 * @param text Bounded by the caller.
 * @throws TokenwrightError `device/json`.
 */
export function parseBoundedJson(text: string): unknown {
  refuseAmbiguity(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse("device/json", `The JSON cannot be read: ${quote((error as Error).message)}.`);
  }
}

/** Walks over the text without judging its grammar, which JSON.parse does. */
function refuseAmbiguity(text: string): void {
  /** For every open bracket the keys seen so far; undefined for a list. */
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x7b:
        open.push(new Set());
        break;
      case 0x5b:
        open.push(undefined);
        break;
      case 0x7d:
      case 0x5d:
        open.pop();
        break;
      case 0x22: {
        const end = endOfString(text, at);
        const keys = open.at(-1);
        if (keys !== undefined && isKey(text, end)) addKey(keys, text.slice(at, end), at);
        at = end - 1;
        break;
      }
    }
    if (open.length > deepest)
      refuse("device/json", `The JSON is nested more than ${deepest} deep.`, `character ${at}`);
  }
}

/** The offset after the closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === 0x5c) at++;
    else if (character === 0x22) return at + 1;
  }
  return text.length;
}

function isKey(text: string, end: number): boolean {
  for (let at = end; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character !== 0x20 && character !== 0x09 && character !== 0x0a && character !== 0x0d) return character === 0x3a;
  }
  return false;
}

function addKey(keys: Set<string>, literal: string, at: number): void {
  const key = textOf(literal) ?? refuse("device/json", "A key of the JSON is no text.", `character ${at}`);
  if (isDangerousKey(key)) refuse("device/json", `The key ${key} is not allowed.`, `character ${at}`);
  if (keys.has(key)) refuse("device/json", `The key ${quote(key)} stands twice.`, `character ${at}`);
  keys.add(key);
}

function textOf(literal: string): string | undefined {
  try {
    return String(JSON.parse(literal));
  } catch {
    return undefined;
  }
}
