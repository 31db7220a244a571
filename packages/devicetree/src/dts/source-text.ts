import { FormatError } from '@warmboot/format';

/** A place in devicetree source. */
export interface Place {
  readonly source: SourceText;
  /** UTF-16 units from the start of the text. */
  readonly offset: number;
}

/** From here on the text stands in another file, as `# 12 "file.dtsi"` of the C preprocessor says. */
interface LineMark {
  readonly offset: number;
  readonly line: number;
  readonly file: string | undefined;
}

/** A file of devicetree source, and which line of which file each of its characters came from. */
export class SourceText {
  readonly text: string;
  readonly #marks: LineMark[];

  /** @param file its name for messages, when somebody knows one */
  constructor(text: string, file: string | undefined) {
    this.text = text;
    this.#marks = [{ offset: 0, line: 1, file }];
  }

  /** The line that begins at `offset` is line `line` of `file`. Marks are told in the order of their offsets. */
  markLine(offset: number, line: number, file: string): void {
    if (offset > (this.#marks.at(-1)?.offset ?? 0)) this.#marks.push({ offset, line, file });
  }

  /** The name of the file that `offset` came from. */
  fileAt(offset: number): string | undefined {
    return this.#markBefore(offset).file;
  }

  /** File, and one-based line and column. */
  locate(offset: number): { file: string | undefined; line: number; column: number } {
    const mark = this.#markBefore(offset);
    const before = this.text.slice(mark.offset, offset).split('\n');
    return { file: mark.file, line: mark.line + before.length - 1, column: (before.at(-1)?.length ?? 0) + 1 };
  }

  #markBefore(offset: number): LineMark {
    return this.#marks.findLast((mark) => mark.offset <= offset) as LineMark;
  }
}

/** The error for source that is wrong at a place. */
export const sourceFault = (
  { source, offset }: Place,
  field: string,
  found: string,
  allowed: string,
  advice?: string,
): FormatError => new FormatError({ format: 'dts', ...source.locate(offset), field, found, allowed, advice });
