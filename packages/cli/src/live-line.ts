import { clean, isStyled, terminalWidth, textWidth, write } from "./terminal.js";

/** One line at the foot of a terminal that is written over, with lasting lines above it; without a terminal only those. */
export class LiveLine {
  #shown = "";
  readonly isLive = process.stderr.isTTY === true && isStyled(process.stderr);

  /** Writes over the foot. Nothing without a terminal. */
  show(line: string): void {
    if (!this.isLive || line === this.#shown) return;
    this.#clear();
    let cut = clean(line);
    while (textWidth(cut) > terminalWidth() - 1) cut = cut.slice(0, -1);
    write(2, cut);
    this.#shown = line;
  }

  /** Writes a line that stays. */
  say(line: string): void {
    const foot = this.#shown;
    this.#clear();
    write(2, `${clean(line)}\n`);
    if (foot !== "") this.show(foot);
  }

  end(): void {
    this.#clear();
  }

  #clear(): void {
    if (this.#shown !== "") write(2, "\r\u001b[2K");
    this.#shown = "";
  }
}
