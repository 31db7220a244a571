import { alignDown, hex } from '@warmboot/address';

import type { Transition } from '../machine/transition.js';
import { MemoryBus } from '../machine/bus.js';
import type { Architecture } from '../contract/architecture.js';
import type { EarlyBoot, JumpOutcome } from '../contract/early-boot.js';
import { firstOverwritten, verifyDigest } from './digest.js';
import type { KexecImage } from '../image/image.js';
import type { Relocation } from './relocate.js';
import { PLAIN_RELOCATION, relocate } from './relocate.js';
import type { KexecSegment } from '../image/segment.js';
import type { NewSha256 } from '../contract/sha256.js';

/** What is at the destinations when the next kernel starts, or why it never does. */
export type Arrival =
  | { readonly outcome: 'arrived'; readonly segments: readonly KexecSegment[] }
  | Exclude<JumpOutcome, { readonly outcome: 'arrived' }>;

/**
 * From the first instruction of the relocation code to the last of the purgatory: the pages are moved, the architecture
 * says whether the jump arrives, and what is there is checked by whoever checks it.
 */
export const arrive = (
  transition: Transition,
  image: KexecImage,
  { kexec, earlyBoot }: Pick<Architecture, 'kexec'> & { readonly earlyBoot: EarlyBoot },
  newSha256: NewSha256,
): Arrival => {
  const { platform, contents, memory } = transition.machine;
  const style = kexec.relocation ?? PLAIN_RELOCATION;
  const relocation = relocate(platform, contents, image, style, memory.pageSize);
  transition.update({ contents: relocation.contents });
  announceLost(transition, relocation);
  if (relocation.derailed !== undefined) {
    return {
      outcome: 'hang',
      reason: `the relocation code, its page tables or its list was overwritten at ${hex(relocation.derailed)}`,
    };
  }
  const jump = earlyBoot.jump(transition.machine, image);
  if (jump.outcome !== 'arrived') {
    announceFault(transition, image, relocation, jump);
    return jump;
  }
  return check(transition, image, newSha256);
};

/** One event for each stretch of lost pages, named by its first. */
const announceLost = (transition: Transition, { lost }: Relocation): void => {
  for (const { start, segment } of lost) {
    transition.emit({ type: 'kexec:write-to-nothing', address: start, segment });
  }
};

/** The architecture may know of a fault that the walk could not see; what the walk met was told already. */
const announceFault = (
  transition: Transition,
  { segments }: KexecImage,
  { lost }: Relocation,
  jump: Exclude<JumpOutcome, { readonly outcome: 'arrived' }>,
): void => {
  const { address } = jump;
  if (address === undefined) return;
  const page = alignDown(address, transition.machine.memory.pageSize);
  if (lost.some(({ start }) => start === page)) return;
  const hit = segments.find(({ mem, memsz }) => mem <= address && address < mem + memsz);
  transition.emit({ type: 'kexec:write-to-nothing', address, segment: hit?.kind ?? 'other' });
};

/** The purgatory first, whose own code nothing checks; then the digest; without one, whatever was overwritten is used. */
const check = (transition: Transition, image: KexecImage, newSha256: NewSha256): Arrival => {
  const { platform, contents } = transition.machine;
  const bus = new MemoryBus(platform, contents);
  const purgatory = image.segments.find(({ kind }) => kind === 'purgatory');
  const broken = purgatory && firstOverwritten(purgatory, bus);
  if (broken !== undefined) {
    transition.emit({ type: 'kexec:overwritten', address: broken, segment: 'purgatory' });
    return { outcome: 'hang', address: broken, reason: `the purgatory was overwritten at ${hex(broken)}` };
  }
  if (image.verifiesDigest) {
    const digest = verifyDigest(image, platform, contents, newSha256);
    if (!digest.matches) return spin(transition, image, digest.expected, digest.found);
  }
  return use(transition, image, bus);
};

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Both purgatories loop for ever; only that of kexec-tools says why (core R5.11, R7.12). */
const spin = (
  transition: Transition,
  { fileMode }: KexecImage,
  expected: Uint8Array,
  found: Uint8Array,
): Arrival => {
  const output = fileMode ? [] : ["I'm in purgatory", 'sha256 digests do not match :('];
  transition.emit({
    type: 'kexec:digest-mismatch',
    expected: hexOf(expected),
    found: hexOf(found),
    output,
  });
  return {
    outcome: 'hang',
    reason: `the purgatory finds digest ${hexOf(found).slice(0, 8)}... instead of ${hexOf(expected).slice(0, 8)}... and spins`,
  };
};

/** What the next kernel finds: the bytes that are there, whatever was loaded. */
const use = (transition: Transition, image: KexecImage, bus: MemoryBus): Arrival => {
  const segments: KexecSegment[] = [];
  for (const segment of image.segments) {
    const address = firstOverwritten(segment, bus);
    if (address === undefined) {
      segments.push(segment);
      continue;
    }
    transition.emit({ type: 'kexec:overwritten', address, segment: segment.kind });
    if (segment.kind === 'kernel') {
      return {
        outcome: 'hang',
        address,
        reason: `the kernel was overwritten at ${hex(address)} and nothing checked it: what runs there is no kernel any more`,
      };
    }
    const { mem, bufsz, bytes } = segment;
    segments.push(
      bytes === undefined ? segment : { ...segment, bytes: bus.read({ start: mem, end: mem + bufsz }) },
    );
  }
  return { outcome: 'arrived', segments };
};
