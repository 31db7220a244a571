import type { AddressRange } from '@warmboot/address';
import { hex, intersection, sizeOf } from '@warmboot/address';
import type { Architecture, Framework } from '@warmboot/core';
import { kexecTools, strerror } from '@warmboot/core';
import { resources } from '@warmboot/core/plugin';

import type { LoadPrediction, LoadQuestion } from '@warmboot/scenario';
import { aboutSize } from '../text/units.js';

/** No release is newer. */
const NEWEST = '999';

/** Why kexec(8) does not load, and what can be done about it. A sentence each. */
interface Explanation {
  readonly why: string;
  readonly todo: string;
}

/** What the tool printed, what it was asked, and the machine on which it was. */
interface Failure {
  readonly prediction: LoadPrediction;
  readonly question: LoadQuestion;
  readonly line: string;
  readonly match: RegExpMatchArray;
  /** Another architecture that knows the file for a kernel of its own. */
  readonly foreign: string | undefined;
  /** What a newer release of the tool takes the file for. */
  readonly newer: { readonly description: string; readonly since: string } | undefined;
}

type Explain = (failure: Failure) => Explanation;

const bounds = ({ memMin = 0, memMax = Infinity }: LoadQuestion): AddressRange => ({
  start: memMin,
  end: memMax + 1,
});

/** The largest piece of RAM that the tool may use. */
const largestPiece = ({ prediction: { before }, question }: Failure): number =>
  Math.max(
    0,
    ...[...resources.preorder(before.iomem.root)].flatMap(({ resource: { name, start, end } }) => {
      const wanted = question.image === 'crash' ? 'Crash kernel' : 'System RAM';
      const piece = name === wanted ? intersection({ start, end }, bounds(question)) : undefined;
      return piece === undefined ? [] : [sizeOf(piece)];
    }),
  );

const noRoom: Explain = (failure) => {
  const { question, match } = failure;
  const { memMin, memMax, image } = question;
  const asked = Number(match[1]);
  const bounded = memMin !== undefined || memMax !== undefined;
  const where = bounded
    ? ` from ${hex(memMin ?? 0)} to ${memMax === undefined ? 'the end' : hex(memMax)}`
    : '';
  return {
    why: `a segment needs ${aboutSize(asked)} (${hex(asked)}), and the largest piece of ${image === 'crash' ? 'the crash kernel’s region' : 'System RAM'}${where} has ${aboutSize(largestPiece(failure))}, less what is placed already`,
    todo: bounded
      ? 'Widen --mem-min and --mem-max, or leave them out.'
      : image === 'crash'
        ? 'Reserve more with crashkernel=, or take a smaller initrd.'
        : 'Take a smaller initrd, or a machine with more memory in one piece.',
  };
};

/** What the row says that knew the file best, or else the last one. */
const bestProbe = ({ prediction: { answer } }: Failure): string => {
  const probes = answer.report?.probes ?? [];
  const probe = probes.findLast(({ near }) => near) ?? probes.at(-1);
  return probe === undefined ? 'nothing was asked' : `${probe.type} says: ${probe.reason}`;
};

/** Why no row takes the file: a kernel for other machines, a tool that is too old, or what is wrong with it. */
const whyUnknown = (failure: Failure): string => {
  const { foreign, newer, prediction, question } = failure;
  if (foreign !== undefined)
    return `it is a kernel for ${foreign}, and the machine is ${prediction.architecture}`;
  if (newer !== undefined) {
    return `it is ${newer.description}, which kexec-tools knows since ${newer.since}, and this is ${question.tools}`;
  }
  return `no loader of kexec-tools ${question.tools} for ${prediction.architecture} takes it; ${bestProbe(failure)}`;
};

/** What a system call was answered. A release that tells the kernel of -d meets kernels that have never heard of it. */
const systemCallFailed =
  (todo: string): Explain =>
  ({ prediction: { answer }, question: { debug, tools } }) => {
    const why = (answer.tool.output.at(-1) ?? '').replace(/^\(|\)$/g, '');
    return debug &&
      /^flags .* not all known$/.test(why) &&
      kexecTools.profile(tools).debugFlags.kexec_load !== 0
      ? {
          why: `${why}: kexec-tools ${tools} tells the kernel of -d, and this kernel does not know that flag`,
          todo: 'Leave -d out, or name the release that the machine has: --tools=2.0.25.',
        }
      : { why, todo };
  };

const isLockedDown = ({ prediction: { before } }: Failure): boolean =>
  before.security !== undefined && before.security.lockdown !== 'none';

/** Answers to a signature that is not good. kexec-tools takes them as final. */
const SIGNATURE_ERRORS: readonly string[] = (
  ['ELIBBAD', 'EKEYREJECTED', 'ENOPKG', 'ENOKEY', 'ENODATA', 'EBADMSG'] as const
).map(strerror);

const afterFileLoad = (failure: Failure): string => {
  const said = failure.match[1] ?? '';
  if (isLockedDown(failure))
    return 'Load a kernel that is signed by a key of the machine; -c is refused by lockdown too.';
  if (SIGNATURE_ERRORS.includes(said)) {
    return 'Load a signed kernel, or use -c: -a does not fall back after this answer.';
  }
  return 'Try -c, with which kexec-tools chooses the places.';
};

const afterLoad = (failure: Failure): string => {
  const said = failure.match[1] ?? '';
  return isLockedDown(failure) || said === strerror('EACCES')
    ? 'Use -s, by which Linux can look at the signature of the file.'
    : 'Try -s, with which Linux chooses the places.';
};

/** What the tool prints, from the most telling line on. */
const EXPLANATIONS: readonly (readonly [RegExp, Explain])[] = [
  [
    /^Cannot determine the file type of/,
    (failure) => ({
      why: whyUnknown(failure),
      todo: `\`warmboot inspect ${failure.question.kernel?.path ?? 'FILE'}\` says what it is; -d here, what every loader said.`,
    }),
  ],
  [
    /^Unsupported kernel type (.+)/,
    ({ prediction, question }) => ({
      why: `kexec-tools ${question.tools} has no such type on ${prediction.architecture}`,
      todo: 'Leave -t out: the tool finds the type by itself. -d shows the types.',
    }),
  ],
  [
    /^Wrong file type (.+), file matches type (.+)/,
    ({ match }) => ({
      why: `-t ${match[1]} allows this type alone`,
      todo: `Say -t ${match[2]}, or leave -t out.`,
    }),
  ],
  [
    /^Memory for crashkernel is not reserved/,
    () => ({
      why: '-p loads into memory that was set aside at boot, and /proc/iomem has no "Crash kernel" line',
      todo: 'Boot with crashkernel=256M; `warmboot crashkernel` says what a machine would reserve.',
    }),
  ],
  [/^Could not find a free area of memory of (0x[0-9a-f]+) bytes/, noRoom],
  [
    /command line too long/i,
    ({ prediction: { answer, architecture } }) => ({
      why: `it has ${answer.cmdline.length + 1} bytes with its end, more than this kernel takes on ${architecture}`,
      todo: 'Shorten --append, or leave --reuse-cmdline out and give the whole line.',
    }),
  ],
  [
    /^Ramdisks not supported/,
    () => ({
      why: 'on x86 kexec-tools starts an ELF kernel with ELF boot notes, which have no place for an initrd',
      todo: 'Load the bzImage of the same build: Linux needs its boot_params anyway.',
    }),
  ],
  [
    /^Invalid memory segment (0x[0-9a-f]+) - (0x[0-9a-f]+)/,
    ({ match, prediction: { answer } }) => ({
      why: answer.reason ?? `the file wants to be at ${match[1]}-${match[2]}, and that is not all free RAM`,
      todo: 'Load the bzImage or Image of the same build, which can go anywhere.',
    }),
  ],
  [
    /^BzImage truncated/,
    () => ({
      why: 'the file ends before the kernel that its header announces',
      todo: 'Copy the kernel again: the file was cut off on its way.',
    }),
  ],
  [
    /^ELF executable is not supported/,
    ({ prediction: { answer } }) => ({
      why: answer.reason ?? '',
      todo: 'Use -c, or the Image of the same build.',
    }),
  ],
  [
    /^uImage is not supported/,
    ({ prediction: { answer } }) => ({ why: answer.reason ?? '', todo: 'Use -c, or the Image inside.' }),
  ],
  [
    /^kexec: Error: image \+ initrd too big/,
    () => ({
      why: 'on arm64 the kernel and its initrd must lie within 32 GiB of each other',
      todo: 'Take a smaller initrd, or bound the search with --mem-max.',
    }),
  ],
  [
    /^kexec: setup_2nd_dtb failed/,
    ({ prediction: { answer } }) => {
      const said = answer.tool.output.findLast((line) => line.startsWith('setup_2nd_dtb: '));
      return said === undefined
        ? {
            why: 'it is no devicetree blob, or not a whole one',
            todo: '`warmboot inspect` says what the file of --dtb is; without --dtb the running machine’s tree is taken.',
          }
        : {
            why: said.slice('setup_2nd_dtb: '.length),
            todo: 'Give a devicetree with --dtb whose /chosen/kaslr-seed is zero or missing, or use -s.',
          };
    },
  ],
  [/^kexec_file_load failed: (.+)/, (failure) => systemCallFailed(afterFileLoad(failure))(failure)],
  [/^kexec_load failed: (.+)/, (failure) => systemCallFailed(afterLoad(failure))(failure)],
];

/** What happened, why, and what to do: a line each. */
export const refusalLines = (
  { architectures }: Framework,
  prediction: LoadPrediction,
  question: LoadQuestion,
): readonly string[] => {
  const { output, status } = prediction.answer.tool;
  const file = question.kernel?.bytes;
  const foreign = architectures
    .all()
    .find(
      ({ name, images }) =>
        file !== undefined &&
        name !== prediction.architecture &&
        images.some(({ recognise }) => recognise(file).ok),
    )?.name;
  const newer = file && newerType(architectures.get(prediction.architecture), file);
  for (const [pattern, explain] of EXPLANATIONS) {
    for (const line of output) {
      const match = pattern.exec(line);
      if (match === null) continue;
      return worded(line, status, explain({ prediction, question, line, match, foreign, newer }));
    }
  }
  const line = output.at(-1) ?? 'no word';
  const { reason, path } = prediction.answer;
  return worded(line, status, {
    why: reason ?? 'the tool gives no more reason',
    todo: `Try ${path === 'kexec_load' ? '-s' : '-c'}; -d shows all that was said.`,
  });
};

/** The row of any release that takes a file. */
const newerType = ({ kernelFiles }: Architecture, file: Uint8Array): Failure['newer'] => {
  if (kernelFiles === undefined) return undefined;
  const { bytes } = kernelFiles.unpack(file, NEWEST);
  for (const row of kernelFiles.types) {
    const probed = row.probe(bytes, kernelFiles.types);
    if (probed.ok) return { description: probed.file.description, since: row.since ?? NEWEST };
  }
  return undefined;
};

const worded = (line: string, status: number, { why, todo }: Explanation): readonly string[] => [
  `warmboot: kexec fails with status ${status}: ${line}`,
  `  Why: ${why.replace(/\.$/, '')}.`,
  `  ${todo}`,
];
