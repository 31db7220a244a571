/** Exit status of kexec(8) after die(). */
export const TOOL_DIED = 1;
/** Exit status of kexec(8) after a loader returned an error: EFAILED as the shell sees it (core R7.11). */
export const TOOL_FAILED = 255;
/** Exit status of `kexec -s` where the call is missing or does not know the image: EFALLBACK (core R7.11). */
export const TOOL_WITHOUT_CALL = 253;

/** Ends a run of the tool from the depth of its steps; `runTool` makes a result of it. */
export class ToolGaveUp extends Error {
  readonly status: number;
  /** What it prints last. */
  readonly lines: readonly string[];

  constructor(status: number, ...lines: string[]) {
    super(lines.join('\n'));
    this.status = status;
    this.lines = lines;
  }
}

/** A loader returned an error, and the tool says last which file it was. */
export class LoaderFailed extends ToolGaveUp {
  constructor(...lines: string[]) {
    super(TOOL_FAILED, ...lines);
  }
}
