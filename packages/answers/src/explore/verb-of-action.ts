import { hex } from '@warmboot/address';
import type { Json } from '@warmboot/explorer';

/** A step of a scenario as it is written: a verb with what follows its colon. */
export type WrittenVerb = Readonly<Record<string, Json>>;

type ActionData = Readonly<Record<string, Json>> & { readonly kind: string };

interface DimmData {
  readonly id: string;
  readonly range: { readonly start: number; readonly end: number };
  readonly node: number;
  readonly slot: number;
  readonly driver?: string;
}

/** A device, at its very place. */
export const deviceWords = ({ id, range, node, slot, driver }: DimmData): WrittenVerb => ({
  id,
  size: sizeWords(range.end - range.start),
  at: hex(range.start),
  ...(node === 0 ? {} : { node }),
  slot,
  ...(driver === undefined ? {} : { driver }),
});

/** `256M`, or hexadecimal where no unit divides it. */
export const sizeWords = (bytes: number): string => {
  for (const [unit, letter] of [
    [1024 ** 4, 'T'],
    [1024 ** 3, 'G'],
    [1024 ** 2, 'M'],
    [1024, 'K'],
  ] as const) {
    if (bytes >= unit && bytes % unit === 0) return `${bytes / unit}${letter}`;
  }
  return hex(bytes);
};

const blockWords = (block: Json | undefined): string => `memory${Number(block)}`;

/** How a scenario writes an action; undefined for one that it has no verb for. */
export const verbOfAction = (data: Json): WrittenVerb | undefined => {
  const action = data as ActionData;
  const { kind, id = null, block, word = null, blocks, image = null } = action;
  switch (kind) {
    case 'dimm-insert':
      return { insert: deviceWords(action['dimm'] as unknown as DimmData) };
    case 'dimm-add':
      return { plug: deviceWords(action['dimm'] as unknown as DimmData) };
    case 'dimm-attach':
      return { attach: id };
    case 'dimm-del':
      return { unplug: id };
    case 'eject-begin':
    case 'eject-remove':
    case 'eject-finish':
      return { [kind]: id };
    case 'eject-refuse':
      return { [kind]: { id, block: blockWords(block) } };
    case 'eject-abandon':
      return { [kind]: { id, block: blockWords(block), errno: action['errno'] ?? null } };
    case 'offline-lock':
    case 'offline-ask':
    case 'offline-begin':
    case 'offline-finish':
    case 'online-lock':
    case 'online-ask':
    case 'online-begin':
      return { [kind]: blockWords(block) };
    case 'online-finish':
      return { [kind]: { block: blockWords(block), type: word } };
    case 'block-online':
      return word === '1' ? { 'device-online': blockWords(block) } : undefined;
    case 'block-state':
      return word === 'offline'
        ? { offline: blockWords(block) }
        : { online: { type: word, blocks: blockWords(block) } };
    case 'online':
      return {
        online: { type: word, blocks: Array.isArray(blocks) ? blocks.map(blockWords) : (blocks ?? 'all') },
      };
    case 'auto-online':
      return { 'auto-online': word };
    case 'kexec-unload':
      return { unload: image };
    case 'reboot-begin':
    case 'reboot-shutdown':
    case 'reboot-jump':
      return { [kind]: null };
    case 'kexec-exec':
      return { exec: null };
    case 'crash':
      return { crash: null };
    case 'load-disabled':
      return { 'load-disabled': action['value'] ?? null };
    default:
      return undefined;
  }
};
