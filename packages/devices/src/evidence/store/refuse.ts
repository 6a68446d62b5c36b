import { fail } from "@tokenwright/engine";

/** Why the store cannot do what it was asked. */
export const storeRefusals = [
  { code: "evidence/locked" },
  { code: "evidence/closed" },
  { code: "evidence/failed" },
  { code: "evidence/damaged" },
  { code: "evidence/message" },
] as const;

type StoreRefusal = (typeof storeRefusals)[number]["code"];

export function refuseStore(code: StoreRefusal, message: string, hint: string, file?: string): never {
  return fail({ code, message, hint, ...(file === undefined ? {} : { place: { file } }) });
}
