import { humanSize, MiB } from '@warmboot/address';
import { FormatError } from '@warmboot/format';

/** Captures hold small files; more is a mistake in the path, or an attempt to fill memory. Bytes. */
const LARGEST_FILE = 64 * MiB;
/** All files of a capture together. Bytes. */
export const LARGEST_CAPTURE = 256 * MiB;
/** A capture keeps what comes in numbers - blocks, map entries - in tables, so it has some hundred files. */
const MOST_FILES = 10_000;

/** What is more than captures hold. */
export const tooMuch = (capture: string, field: string, found: string, allowed: string): FormatError =>
  new FormatError({
    format: 'capture',
    file: capture,
    field,
    found,
    allowed,
    advice: 'Is this a capture? `warmboot capture` prints the script that makes one.',
  });

/** Counts what a capture holds while it is read. */
export class CaptureAllowance {
  readonly #capture: string;
  #files = 0;
  #bytes = 0;

  /** @param capture its path, for messages */
  constructor(capture: string) {
    this.#capture = capture;
  }

  /** @throws FormatError when the file is one too many or too large */
  take(name: string, bytes: number): void {
    this.#files += 1;
    this.#bytes += bytes;
    if (bytes > LARGEST_FILE) {
      throw tooMuch(
        this.#capture,
        `the size of ${name}`,
        humanSize(bytes),
        `at most ${humanSize(LARGEST_FILE)}`,
      );
    }
    if (this.#bytes > LARGEST_CAPTURE) {
      const found = `more than ${humanSize(LARGEST_CAPTURE)}`;
      throw tooMuch(this.#capture, 'the size of all files', found, `at most ${humanSize(LARGEST_CAPTURE)}`);
    }
    if (this.#files > MOST_FILES) {
      const found = `more than ${MOST_FILES}`;
      throw tooMuch(this.#capture, 'the number of files', found, `at most ${MOST_FILES}`);
    }
  }
}
