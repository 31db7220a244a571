import { arm64Board } from './arm64.js';
import type { Board } from './board.js';
import { LabError } from '../failure/lab-error.js';
import { riscv64Board } from './riscv64.js';
import { x86Board } from './x86-64.js';

const BOARDS: readonly Board[] = [x86Board, arm64Board, riscv64Board];

/** Whether there is a board for an architecture, by the model's name for it. */
export const hasBoard = (architecture: string): boolean => BOARDS.some(({ name }) => name === architecture);

/** The board of an architecture, by the model's name for it. @throws LabError for one that no board is for */
export const boardOf = (architecture: string): Board => {
  const board = BOARDS.find(({ name }) => name === architecture);
  if (board !== undefined) return board;
  const allowed = BOARDS.map(({ name }) => name).join(', ');
  throw new LabError(`no board of QEMU is known for ${architecture}; allowed: ${allowed}`);
};
