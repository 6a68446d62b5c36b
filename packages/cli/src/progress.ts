import { formatCount } from "@tokenwright/workbench";
import { say, write } from "./terminal.js";

/** Tells how far the futures are, on standard error. */
export interface Progress {
  update(done: number, all: number): void;
  /** Takes the line away, before other text is written. */
  clear(): void;
}

/** Milliseconds between two lines: rewritten on a terminal, sparse in a log. */
const pause = { terminal: 80, log: 5000 };

/** One line rewritten on a terminal, a line every five seconds otherwise. */
export function createProgress(isTerminal: boolean = process.stderr.isTTY === true): Progress {
  const began = performance.now();
  let last = began;
  let isShown = false;
  return {
    update(done, all) {
      const now = performance.now();
      if (now - last < (isTerminal ? pause.terminal : pause.log) || done === all) return;
      last = now;
      const left = ((now - began) / done) * (all - done);
      const text = `${formatCount(done)} of ${formatCount(all)} futures · ${Math.floor((100 * done) / all)} % · ${duration(left)} left`;
      if (isTerminal) {
        write(2, `\r\u001b[K${text}`);
        isShown = true;
      } else say(text);
    },
    clear() {
      if (isShown) write(2, "\r\u001b[K");
      isShown = false;
    },
  };
}

/** `4 s`, `2 min 10 s`, `1 h 5 min`. */
export function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
