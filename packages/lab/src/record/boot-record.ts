import type { Trace } from '@warmboot/scenario';
import type { Board } from '../board/board.js';
import type { Guest } from '../guest/guest.js';

/** Where each CPU keeps its registers for a crash. drivers/base/cpu.c: crash_notes */
export const crashNotes = async (guest: Guest): Promise<Trace['crash_notes']> => {
  const { out } = await guest.sh(
    'cd /sys/devices/system/cpu; for c in cpu[0-9]*; do [ -e $c/crash_notes ] && echo $c $(cat $c/crash_notes $c/crash_notes_size); done; cd /',
  );
  return out
    .split('\n')
    .map((line) => line.split(' '))
    .filter((fields) => fields.length === 3)
    .map(([cpu, address, size]) => ({ cpu: cpu!, address: address!, size: size! }));
};

const RUNTIME_MAP = '/sys/firmware/efi/runtime-map';
const RUNTIME_FILES = ['type', 'phys_addr', 'virt_addr', 'num_pages', 'attribute'] as const;

/** What EFI firmware keeps for itself while a kernel runs; empty where the kernel shows none. */
export const runtimeMap = async (guest: Guest): Promise<NonNullable<Trace['efi_runtime_map']>> => {
  const { out } = await guest.sh(`lab_table ${RUNTIME_MAP} ${RUNTIME_FILES.join(' ')}`);
  return out
    .split('\n')
    .map((line) => line.split('|'))
    .filter((fields) => fields.length === RUNTIME_FILES.length + 1)
    .map(([index, type, physical, virtual, pages, attribute]) => ({
      index: index!,
      type: type!,
      phys_addr: physical!,
      virt_addr: virtual!,
      num_pages: pages!,
      attribute: attribute!,
    }));
};

const TABLES = '/sys/firmware/acpi/tables';

/** What the firmware handed over, by the names that recordings give it. */
export const firmwareFiles = async (
  guest: Guest,
  { handover }: Board,
): Promise<readonly (readonly [string, Uint8Array])[]> => {
  const { out } = await guest.sh(`ls ${TABLES} 2>/dev/null`);
  const tables = out.split('\n').filter((name) => /^[A-Z0-9]+$/.test(name));
  const wanted = [
    [handover.path, handover.file],
    ...tables.map((name) => [`${TABLES}/${name}`, `acpi-${name}.bin`]),
  ];
  const files: (readonly [string, Uint8Array])[] = [];
  for (const [path, file] of wanted) {
    const bytes = await guest.bytes(path!);
    if (bytes !== undefined) files.push([file!, bytes]);
  }
  return files;
};
