import type { AddressRange } from '@warmboot/address';
import { rangeAt } from '@warmboot/address';
import type { AddressText, BlockText } from '@warmboot/core';
import { addressNames } from '@warmboot/core';
import type { Board } from '../board/board.js';
import type { Guest } from '../guest/guest.js';
import type { ImageReader } from '../memory/loaded-image.js';

/** A memory device as QEMU's query-memory-devices lists it. */
export interface MemoryDevice {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>> & { readonly id: string };
}

/** What is known of a guest while a story is played in it. */
export interface StageFacts {
  readonly guest: Guest;
  readonly board: Board;
  /** Bytes of a memory block. */
  readonly blockSize: number;
  /** RAM that the machine was built with. */
  readonly bootRam: readonly AddressRange[];
  /** Bytes of the initrd that loads take. */
  readonly initrdSize: number;
  /** The architecture's number in the flags of kexec_load. */
  readonly archFlag: number;
  /** Whether the kernel takes memory devices; undefined where its configuration is not known. */
  readonly takesDimms: boolean | undefined;
}

/** A story speaks of a device that the board did not take: what should be done with it cannot be done. */
export class UnknownMemoryError extends Error {
  override readonly name = 'UnknownMemoryError';

  constructor(name: string) {
    super(`${name} never came`);
  }
}

/** A guest in which a story is played, and what the story's names mean there. */
export class Stage {
  readonly guest: Guest;
  readonly board: Board;
  readonly facts: StageFacts;
  /** Looks up what is loaded; changes when another kernel runs. */
  images: ImageReader | undefined;
  /** Whether the kernel's pool of randomness is known to be ready. */
  randomReady = false;
  readonly #memory = new Map<string, readonly AddressRange[]>();

  constructor(facts: StageFacts, images: ImageReader | undefined) {
    this.facts = facts;
    this.guest = facts.guest;
    this.board = facts.board;
    this.images = images;
    this.#memory.set(addressNames.BOOT_MEMORY, facts.bootRam);
  }

  /** Devices of memory, as the host has them. */
  async devices(): Promise<readonly MemoryDevice[]> {
    return (await this.guest.qmp.ask('query-memory-devices')) as readonly MemoryDevice[];
  }

  /** Remembers where a device is, so that its name keeps a meaning when it is gone. */
  remember(id: string, at: number, size: number): void {
    this.#memory.set(id, [rangeAt(at, size)]);
  }

  /** @throws UnknownMemoryError */
  address(text: AddressText): bigint {
    return BigInt.asUintN(
      64,
      addressNames.address(text, (name) => this.#find(name)),
    );
  }

  #find(name: string): readonly AddressRange[] {
    const ranges = this.#memory.get(name);
    if (ranges === undefined) throw new UnknownMemoryError(name);
    return ranges;
  }

  /** @throws UnknownMemoryError */
  blocks(texts: readonly BlockText[]): number[] {
    return texts.flatMap((text) =>
      addressNames.blocks(text, (name) => this.#find(name), this.facts.blockSize),
    );
  }
}

/** Hexadecimal with its prefix. */
export const hexText = (value: bigint | number): string => `0x${value.toString(16)}`;
