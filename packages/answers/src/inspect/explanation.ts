import type { Framework } from '@warmboot/core';

/** A list inside an explanation. */
export interface ExplainedTable {
  readonly title: string;
  readonly head?: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a file is and what it says: for people as it stands, for programs as data. */
export interface Explanation {
  readonly format: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly tables?: readonly ExplainedTable[];
  /** A source form, where the format has one. */
  readonly text?: string;
  /** What is inside, unpacked. */
  readonly inner?: Explanation;
}

/** What an explanation may ask for. */
export interface InspectContext {
  readonly framework: Framework;
  /** `--arch`; undefined for all that are registered. */
  readonly architectures: readonly string[];
  readonly path: string;
  /** Bytes of the whole file, where only its head was read. */
  readonly size?: number;
  /** Which boot of a log, as journalctl counts them; undefined for the one that tells most. */
  readonly boot?: number;
}

/** One format that files are tried against. */
export interface InspectFormat {
  readonly name: string;
  /** Whether the head of a file is enough, so that files of any size are explained. */
  readonly byHead?: boolean;
  /** Whether one file may tell of several boots. */
  readonly ofBoots?: boolean;
  /** By its first bytes or its shape; a file that is recognised may still be broken. */
  recognise(file: Uint8Array): boolean;
  /** @throws FormatError for a file that is broken */
  explain(file: Uint8Array, context: InspectContext): Explanation;
}

/** Text that is text: no zero bytes in its first kilobytes. */
export const textOf = (file: Uint8Array): string | undefined =>
  file.subarray(0, 8192).includes(0) ? undefined : new TextDecoder().decode(file);
