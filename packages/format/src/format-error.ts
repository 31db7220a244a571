/** Where in which input something broke, and what would have been right. */
export interface FormatFault {
  /** Name of the format, as its users say it: `dtb`, `boot_params`, `/proc/iomem`. */
  readonly format: string;
  /** The file that held the input, when the caller knows one. */
  readonly file?: string | undefined;
  /** Byte offset from the start of the input (binary formats). */
  readonly offset?: number | undefined;
  /** One-based line (text formats). */
  readonly line?: number | undefined;
  /** One-based column (text formats). */
  readonly column?: number | undefined;
  /** The field that could not be read: `totalsize`, `/memory/size`. */
  readonly field: string;
  /** What stood there. */
  readonly found: string;
  /** What is allowed there. */
  readonly allowed: string;
  /** What a person can do about it, where that does not follow from what is allowed: a sentence or two. */
  readonly advice?: string | undefined;
}

const place = ({ file, offset, line, column }: FormatFault): string => {
  const spot: string[] = [];
  if (file !== undefined) spot.push(file);
  if (line !== undefined) spot.push(column === undefined ? `line ${line}` : `line ${line}, column ${column}`);
  if (offset !== undefined) spot.push(`offset 0x${offset.toString(16)}`);
  return spot.length === 0 ? '' : `${spot.join(', ')}: `;
};

/**
 * Broken input. The message is one line that a person can act on; the parts are kept for programs.
 * A refusal that a kernel would give is never a FormatError: that is a value with an errno.
 */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  readonly fault: FormatFault;

  constructor(fault: FormatFault, options?: { readonly cause?: unknown }) {
    super(
      `${place(fault)}${fault.format}: ${fault.field} is ${fault.found}; allowed: ${fault.allowed}`,
      options,
    );
    this.fault = fault;
  }

  /** The message, and on a line of its own what can be done about it, where somebody knows. */
  inWords(): string {
    const { advice } = this.fault;
    return advice === undefined ? this.message : `${this.message}\n  ${advice}`;
  }

  /** The same fault, with the file that only the caller knows. */
  inFile(file: string): FormatError {
    return new FormatError({ ...this.fault, file: this.fault.file ?? file }, { cause: this });
  }

  /** The same fault, found in a directory: in its file where one is known, else in the directory as a whole. */
  inDirectory(directory: string): FormatError {
    const { file } = this.fault;
    const place = file === undefined ? directory : `${directory.replace(/\/+$/, '')}/${file}`;
    return new FormatError({ ...this.fault, file: place }, { cause: this });
  }
}

/** Runs a parser on the content of a directory; a FormatError that leaves it names the file with its path. */
export const parsingDirectory = <T>(directory: string, parse: () => T): T => {
  try {
    return parse();
  } catch (error) {
    throw error instanceof FormatError ? error.inDirectory(directory) : error;
  }
};

/** Runs a parser on the content of `file`; a FormatError that leaves it names the file. */
export const parsingFile = <T>(file: string, parse: () => T): T => {
  try {
    return parse();
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(file) : error;
  }
};
