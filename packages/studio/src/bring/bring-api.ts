import type { ByteSpan } from '@warmboot/answers';

/** Something that somebody brought: a file, or a text that was pasted. */
export interface Brought {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Bytes of the whole file, where it is so large that its head alone was read. */
  readonly size?: number;
}

/** What a command would print, with the marks of a terminal's colours. */
export type Lines = readonly string[];

/** What is known of a file. */
export interface FileAnswer {
  /** As `warmboot inspect` prints it, or what it complains of. */
  readonly lines: Lines;
  readonly known: boolean;
  /** What each byte is, where the format is known by its bytes. */
  readonly spans: ByteSpan | undefined;
  /** What is inside it of which the same is known: tables of an acpidump, files of a tar. */
  readonly parts: readonly Brought[];
  /** The architecture, where a load can be asked of it: of a capture, a memory map, a log. */
  readonly machine: string | undefined;
  /** Whether kexec may be asked to load it. */
  readonly kernel: boolean;
}

/** The words of kexec(8) that the page has switches for. */
export interface LoadWords {
  readonly image: 'normal' | 'crash';
  readonly path: 'kexec_load' | 'kexec_file_load' | 'auto';
  readonly append: string;
  readonly all: boolean;
}

/** A stretch of physical memory in a map. */
export interface Placed {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What a load comes to. */
export interface LoadReport {
  readonly lines: Lines;
  /** RAM of the machine, and what the load puts where; nothing where it is refused. */
  readonly ram: readonly Placed[];
  readonly segments: readonly Placed[];
  /** The hand-over's own files. */
  readonly blobs: readonly Brought[];
}

/** What is asked of crashkernel=. */
export interface MemoryQuestion {
  readonly spec: string;
  /** Bytes of RAM of an ordinary machine; without it, the machine that was brought. */
  readonly ram: number | undefined;
  readonly machine: Brought | undefined;
}

/** What one kernel makes of the words. */
export interface MemoryRow {
  readonly who: string;
  /** Bytes that are reserved, and where; 0 for nothing. */
  readonly reserved: number;
  readonly at: number;
  /** What a capture kernel needs of them, by estimate. */
  readonly need: number | undefined;
  readonly enough: boolean;
}

/** The answer of the calculator. */
export interface MemoryAnswer {
  readonly lines: Lines;
  readonly rows: readonly MemoryRow[];
}

/** What can be asked of what somebody brings. It runs in a worker: plain data goes in and comes out. */
export interface BringApi {
  inspect(file: Brought, width: number): Promise<FileAnswer>;
  load(machine: Brought, kernel: Brought | undefined, words: LoadWords, width: number): Promise<LoadReport>;
  memory(question: MemoryQuestion, width: number): Promise<MemoryAnswer>;
  /** What each byte of a file is. */
  spans(bytes: Uint8Array): Promise<ByteSpan | undefined>;
}
