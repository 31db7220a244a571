import type { Architecture, Board, LoadFacts, Observation } from '@warmboot/core';
import type { Teller } from '../facts/told.js';

/** A real machine as somebody recorded it, whatever the form of the record. */
export interface MachineRecord extends Teller {
  /** As `uname -m` names it. */
  readonly arch: string;
  /** `Linux 6.1.192 x86_64` */
  readonly kernel: string;
  readonly board: Board;
  /**
   * What the record does not tell, and what is taken instead; what it has too much of. A sentence each, without its full
   * stop. Empty for a whole record.
   */
  readonly assumed?: readonly string[];
  /** For whoever compares with what the machine did, where nothing may be assumed. @throws FormatError that names all it lacks */
  requireWhole?(): void;
  /** Release of its kexec-tools, where the record says one: `2.0.25`. */
  readonly kexecTools?: string;
  /**
   * What it showed.
   * @param architecture as the build has it that the record tells of
   * @throws FormatError for files that are broken, missing, or of another architecture
   */
  observe(architecture: Architecture): Observation;
  /** Facts of the files and tools that loads on it use. @throws FormatError */
  facts(architecture: Architecture): LoadFacts;
}
