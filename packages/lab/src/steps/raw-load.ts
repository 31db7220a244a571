import { addressNames, ERRNO, uapi } from '@warmboot/core';
import type { StepOf } from './step.js';
import { hexText } from './stage.js';

/** `rc=-1 errno=22` with the name of the error, as recordings have it. */
const named = (line: string): string => {
  const [, errno] = /^rc=-1 errno=(\d+)/.exec(line) ?? [];
  if (errno === undefined) return `${line} OK`;
  const name = Object.entries(ERRNO).find(([, value]) => value === Number(errno))?.[0];
  return `${line} ${name ?? '?'}`;
};

/** One kexec_load system call, made by perl; buffers hold zeros, or the machine's own devicetree. */
export const rawLoad: StepOf<'raw-load'> = async function* (verb, stage) {
  const { board, guest, facts } = stage;
  const flags =
    verb.flags === undefined
      ? facts.archFlag + (verb.image === 'crash' ? uapi.KEXEC_ON_CRASH : 0)
      : addressNames.size(verb.flags)!;
  const entry = hexText(stage.address(verb.entry));
  const wide = (text: string | number): string =>
    hexText(BigInt.asUintN(64, BigInt(addressNames.size(text) ?? text)));
  const segments = verb.segments.map(({ mem, memsz, bufsz }) => [
    hexText(stage.address(mem)),
    wide(memsz),
    wide(bufsz),
  ]);
  const fdt = verb.segments.findIndex(({ holds }) => holds === 'dtb');
  const words = segments.map((numbers, index) =>
    [...numbers, ...(index === fdt ? [board.handover.path] : [])].join(','),
  );
  const { out } = await guest.sh(
    `perl /lab/kload.pl ${[board.machine, entry, hexText(flags), ...words].join(' ')}; cat /sys/kernel/kexec_loaded /sys/kernel/kexec_crash_loaded`,
  );
  const [line = '', ...loaded] = out.split('\n');
  yield {
    arguments: {
      action: 'raw-load',
      entry,
      flags: hexText(flags),
      segments,
      ...(fdt < 0 ? {} : { fdt_segment: fdt }),
    },
    result: { out: [named(line), ...loaded] },
  };
};
