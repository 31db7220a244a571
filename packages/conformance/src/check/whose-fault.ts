import { Nonconformity } from './nonconformity.js';

/** A frame of a stack that is in a file: its path, and the line. */
const FRAME = /\(?((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()\n]*?):(\d+):\d+\)?$/;

/** Code of the kit; of the packages that it stands on; of what runs tests. */
const KIT = /\/(?:@warmboot|packages)\/conformance\/(?:src|dist)\//;
const MODEL = /\/(?:@warmboot|packages)\/(?:address|core|explorer|format|scenario)\/(?:src|dist)\//;
const RUNNER = /\/node_modules\/(?:\.pnpm\/)?(?:@?vitest|vite|tsyringe|tinypool|@noble)\b|node:/;

interface Frame {
  readonly file: string;
  readonly line: string;
}

const framesOf = (error: unknown): readonly Frame[] =>
  (error instanceof Error ? (error.stack ?? '') : '').split('\n').flatMap((text) => {
    const [, file, line] = FRAME.exec(text.trim()) ?? [];
    return file === undefined || line === undefined || RUNNER.test(file) ? [] : [{ file, line }];
  });

/**
 * What nobody foresaw, told like the rest, with the error itself as its cause: by the stack it was the plugin's code that
 * ran, or the model's on what the plugin gave it, or the kit's alone, which is no fault of the plugin's.
 */
export const unforeseen = (error: unknown): Nonconformity => {
  const what = error instanceof Error ? error.message : String(error);
  const frames = framesOf(error);
  const [top] = frames;
  const own = frames.find(({ file }) => !KIT.test(file) && !MODEL.test(file));
  if (own !== undefined) {
    const remedy = `look at ${own.file}:${own.line}, through which the error below came`;
    return new Nonconformity(what, remedy, { cause: error });
  }
  if (top !== undefined && KIT.test(top.file)) {
    const remedy = 'nothing of the plugin: report it to Warmboot with the error below, and skip this test';
    return new Nonconformity(`the kit itself failed: ${what}`, remedy, { cause: error });
  }
  const remedy =
    'look at the error below: the model failed on what the plugin gave it before, or by a fault of its own';
  return new Nonconformity(what, remedy, { cause: error });
};
