import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { parsingFile } from '@warmboot/format';
import type { Checkpoint, TaskResult } from '@warmboot/explorer';
import { checkpointHeader, checkpointLine, parseCheckpoint } from '@warmboot/explorer';
import { withPath } from '../session/with-path.js';
import { lockCheckpoint } from './checkpoint-lock.js';

/**
 * A campaign's results on disk, as JSON lines that are only ever appended. A result that was written is on the disk before
 * the next one begins, so whatever kills the process costs the searches that were under way and nothing else.
 */
export class CheckpointFile {
  readonly #path: string;
  readonly #file: number;
  readonly #unlock: () => void;
  /** What an earlier run left; undefined where this is the first. */
  readonly checkpoint: Checkpoint | undefined;

  /**
   * Opens a file to go on from, or begins one.
   * @param mark of the campaign: see `campaignMark`
   * @throws FormatError for a checkpoint of another campaign, or another kind of file: neither is touched,
   * and for one that another process works on
   */
  constructor(path: string, mark: string) {
    this.#path = path;
    this.#unlock = lockCheckpoint(path);
    try {
      this.#file = openSync(path, 'a+');
    } catch (error) {
      this.#unlock();
      throw error;
    }
    try {
      const text = readFileSync(this.#file, 'utf8');
      const read = parsingFile(path, () => parseCheckpoint(text, mark));
      this.checkpoint = read?.checkpoint;
      ftruncateSync(this.#file, Buffer.byteLength(text.slice(0, read?.length ?? 0)));
      if (read === undefined) this.#write(checkpointHeader(mark));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  append(result: TaskResult): void {
    this.#write(checkpointLine(result));
  }

  close(): void {
    closeSync(this.#file);
    this.#unlock();
  }

  #write(line: string): void {
    const bytes = Buffer.from(line);
    withPath(this.#path, () => {
      for (let written = 0; written < bytes.length;) written += writeSync(this.#file, bytes, written);
      fsyncSync(this.#file);
    });
  }
}
