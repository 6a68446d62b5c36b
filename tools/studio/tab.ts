import type { Browser, BrowserContext, Page as Tab } from "playwright-core";
import type { Served } from "../bundle/serve.js";

/** A tab with the studio in it, and all that it did that a user would not see. */
export interface StudioTab {
  readonly tab: Tab;
  readonly context: BrowserContext;
  /** Addresses that were asked for, in their order. */
  readonly requests: readonly string[];
  /** Errors of scripts and of the console. */
  readonly complaints: readonly string[];
  /** What must never happen: scripts of others that ran, dialogs, and what the Content-Security-Policy forbade. */
  trapped(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface TabOptions {
  /** What stands behind the address. */
  readonly fragment?: string;
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
  readonly context?: BrowserContext;
}

/** Names of what pages of others would call to show that they got in. */
export const trapName = "tokenwrightTrap";

type Trapping = Readonly<Record<string, { readonly calls?: readonly string[] } | undefined>>;

/** Opens the studio in a tab of its own, with storage of its own. */
export async function openStudio(browser: Browser, host: Served, options: TabOptions = {}): Promise<StudioTab> {
  const { fragment = "", width = 1280, height = 900, scheme = "light" } = options;
  const context =
    options.context ??
    (await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      locale: "en-GB",
      permissions: ["clipboard-read", "clipboard-write"],
      acceptDownloads: true,
    }));
  const tab = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  const dialogs: string[] = [];
  tab.on("request", (request) => requests.push(request.url()));
  tab.on("pageerror", (error) => complaints.push(String(error)));
  tab.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  tab.on("dialog", (dialog) => {
    dialogs.push(`${dialog.type()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await tab.addInitScript((name) => {
    const calls: string[] = [];
    const own = Object.assign((from: unknown) => calls.push(`ran: ${String(from)}`), { calls });
    Object.defineProperty(globalThis, name, { value: own, writable: false });
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      calls.push(`forbidden: ${violatedDirective} ${blockedURI} ${sample}`);
    });
  }, trapName);
  await tab.goto(`${host.address}${fragment}`);
  return {
    tab,
    context,
    requests,
    complaints,
    trapped: async () => [
      ...dialogs,
      ...(await tab.evaluate((name) => [...((globalThis as unknown as Trapping)[name]?.calls ?? [])], trapName)),
    ],
    close: () => (options.context === undefined ? context.close() : tab.close()),
  };
}

/** How long a computation may take on a busy machine, in milliseconds. */
export const patience = 90_000;

const runName = /run ([0-9a-f]{12}) /;

/** Name of the run whose futures are shown, once there are any, and once it is another than `before`. */
export async function shownRun(tab: Tab, before?: string): Promise<string> {
  await tab.waitForFunction(
    ([pattern, old]) => {
      const found = new RegExp(pattern!).exec(document.querySelector("footer")?.textContent ?? "")?.[1];
      return found !== undefined && found !== old;
    },
    [runName.source, before ?? ""] as const,
    { timeout: patience, polling: 20 },
  );
  return runName.exec((await tab.locator("footer").textContent()) ?? "")![1]!;
}

/** The hash of all values, as the page about provenance says it. */
export async function shownHash(tab: Tab): Promise<string> {
  await tab.getByRole("tab", { name: "Provenance" }).click();
  const row = tab.getByRole("row").filter({ has: tab.getByRole("rowheader", { name: "Hash of all values" }) });
  const text = await row.textContent({ timeout: patience });
  return /[0-9a-f]{64}/.exec(text ?? "")![0];
}

/** What a scenario with changes has for a slider: by the label that the builder gives it. */
export function slider(tab: Tab, label: string | RegExp) {
  return tab.getByRole("slider", { name: label });
}
