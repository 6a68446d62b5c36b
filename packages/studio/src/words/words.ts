import { createContext, useContext } from "react";
import { en, type Words } from "./en.js";
import { zh } from "./zh.js";

export const languages = { en, zh } as const satisfies Record<string, Words>;
export type Language = keyof typeof languages;

export const languageNames: Readonly<Record<Language, string>> = { en: "English", zh: "中文" };

const WordsContext = createContext<Words>(en);

export const WordsProvider = WordsContext.Provider;

export function useWords(): Words {
  return useContext(WordsContext);
}

/** The first of the browser's languages that there is a catalogue for. */
export function languageOf(wanted: readonly string[]): Language {
  const found = wanted.map((one) => one.slice(0, 2).toLowerCase()).find((one) => Object.hasOwn(languages, one));
  return (found as Language | undefined) ?? "en";
}
