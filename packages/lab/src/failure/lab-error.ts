/** Lines of a console that are shown with a failure. */
const SHOWN_LINES = 12;

/**
 * What kept a real kernel from being recorded: a tool that is not there, a kernel that does not boot, a guest that went
 * silent. The message is one sentence; the last lines of the guest's console follow it where there was a console.
 */
export class LabError extends Error {
  override readonly name = 'LabError';
  /** The last console lines of the guest. */
  readonly console: readonly string[];

  /** @param console all that the guest said, or its end */
  constructor(message: string, console = '', options: { readonly cause?: unknown } = {}) {
    const lines = lastLines(console);
    super([message, ...lines.map((line) => `  | ${line}`)].join('\n'), options);
    this.console = lines;
  }
}

/** The guest was disturbed by the emulation, and not by what was asked of it: the run says nothing and is repeated. */
export class SpoiltRunError extends LabError {}

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');

/** Marks between which a guest's shell answers: they tell nobody anything. */
const MARK = /^(<LAB-\d+-|-\d+-LAB-\d+>|LAB-READY .*)$/;

const lastLines = (text: string): string[] =>
  text
    .replaceAll(ESCAPES, '')
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !MARK.test(line))
    .slice(-SHOWN_LINES);
