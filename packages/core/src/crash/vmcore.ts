import { coreLayoutOf, CoreWriter, ELF64_LITTLE } from './core-format.js';
import { readCoreHeader } from './elfcorehdr.js';

/** Where {@link Machine.files} of a capture kernel keeps what can be known of /proc/vmcore: its headers. */
export const VMCORE_FILE = '/proc/vmcore';

/** Bytes of the empty note that ends a per-CPU note buffer: struct elf_note. */
const FINAL_NOTE_SIZE = 12;
/** Bytes of text that 6.1 writes into vmcoreinfo, roughly. */
const TYPICAL_VMCOREINFO_TEXT = 3 * 1024;
/** Header and padded name of the vmcoreinfo note. */
const VMCOREINFO_NOTE_HEAD = 12 + 12;

/**
 * The headers of /proc/vmcore: all notes merged into one PT_NOTE behind the header pages, then the loads, laid out page
 * by page after it. fs/proc/vmcore.c: parse_crash_elf64_headers, merge_note_headers_elf64, process_ptload_program_headers_elf64,
 * and their twins for 32 bits: the dump is as wide as the header that was handed over.
 * @param elfcorehdr what the capture kernel was handed
 * @param pageSize of the capture kernel, in bytes
 * @param vmcoreinfoText bytes of text in the crashed kernel's vmcoreinfo; only the notes' size depends on it
 */
export const vmcoreHeaders = (
  elfcorehdr: Uint8Array,
  pageSize: number,
  vmcoreinfoText = TYPICAL_VMCOREINFO_TEXT,
): Uint8Array => {
  const page = BigInt(pageSize);
  const pageDown = (value: bigint): bigint => value - (value % page);
  const pageUp = (value: bigint): bigint => pageDown(value + page - 1n);

  const { machine, notes, loads, format = ELF64_LITTLE } = readCoreHeader(elfcorehdr);
  const layout = coreLayoutOf(format);
  const wrap = 1n << BigInt(format.bits);
  const headers = BigInt(layout.header + layout.programHeader * (loads.length + 1));
  const notesAt = pageUp(headers);
  const cpuNotes = notes.slice(0, -1).reduce((sum, { size }) => sum + size - FINAL_NOTE_SIZE, 0);
  const notesSize = BigInt(
    cpuNotes + VMCOREINFO_NOTE_HEAD + vmcoreinfoText + ((4 - (vmcoreinfoText % 4)) % 4),
  );

  const out = new CoreWriter(format).fileHeader(machine, loads.length + 1).note(notesAt, 0n, notesSize);
  let offset = notesAt + pageUp(notesSize);
  for (const load of loads) {
    const from = load.offset ?? load.paddr;
    const start = pageDown(from);
    out.load({ ...load, offset: (offset + from - start) % wrap });
    offset = (offset + pageUp((from + load.size) % wrap) - start + wrap) % wrap;
  }
  return out.align(pageSize).toBytes();
};
