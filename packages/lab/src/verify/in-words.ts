import { humanSize } from '@warmboot/address';
import type { PredictedStep, RecordedStep } from '@warmboot/scenario';

/** One side of a step: what the real machine answered, or what the model said. */
type Side = Pick<RecordedStep | PredictedStep, 'result' | 'observed'> & {
  readonly segments?: readonly unknown[] | undefined;
};

type Blocks = Readonly<Record<string, { readonly state: string; readonly valid_zones: string }>>;

const OUTCOMES: Readonly<Record<string, string>> = {
  booted: 'boots',
  refused: 'refused',
  panic: 'kernel panic',
  hang: 'dead: hangs',
  reset: 'platform reset',
};

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const blocksOf = ({ observed }: Side): Blocks => observed?.blocks ?? {};

/** Blocks that came with a step, and their states. */
const come = (side: Side, before: Side): string => {
  const known = blocksOf(before);
  const fresh = Object.entries(blocksOf(side)).filter(([name]) => known[name] === undefined);
  if (fresh.length === 0) return 'no block comes';
  const states = [...new Set(fresh.map(([, { state }]) => state))].join(', ');
  return `${counted(fresh.length, 'block')} come${fresh.length === 1 ? 's' : ''}, ${states}`;
};

/** What writes to the states of blocks came to: the blocks that changed, and what was refused. */
const written = (out: string, side: Side): string => {
  const fine = [...out.matchAll(/^memory(\d+) 0$/gm)].map(([, number]) => `memory${number}`);
  const refused = [...new Set([...out.matchAll(/write error: (.*)$/gm)].map(([, reason]) => reason!))];
  const zones = [...new Set(fine.map((name) => blocksOf(side)[name]?.valid_zones ?? ''))].filter(
    (zone) => zone !== '',
  );
  const online = fine.length === 0 ? [] : [`${counted(fine.length, 'block')} online (${zones.join(', ')})`];
  return [...online, ...refused].join('; ') || 'no block was offline';
};

const kernelPlace = (segments: readonly unknown[]): string => {
  const kernel = segments.find((segment) => (segment as { readonly kind?: string }).kind === 'kernel');
  const mem = (kernel as { readonly mem?: string } | undefined)?.mem;
  return mem === undefined ? '' : `, kernel at ${mem}`;
};

const firstLine = (text: unknown): string =>
  String(Array.isArray(text) ? text[0] : text).split('\n')[0] ?? '';

interface Device {
  readonly data: { readonly id?: string; readonly size?: number };
}

/** A step's answer in a few words, the same for the real machine and for the model. */
export const inWords = ({ action, id }: RecordedStep, side: Side, before: Side): string => {
  const { result } = side;
  if (result === null || result === undefined) return '-';
  const { rc, out } = result;
  switch (action) {
    case 'dimm-add': {
      const { error } = result['qmp'] as { readonly error?: { readonly desc: string } };
      return error === undefined ? come(side, before) : `refused: ${error.desc}`;
    }
    case 'dimm-del':
      return result['removed'] === true ? 'removed' : 'stays';
    case 'online':
      return written(String(out), side);
    case 'kexec-load':
      if (rc !== 0) return `refused (kexec exits with ${String(rc)})`;
      return side.segments === undefined
        ? 'loaded'
        : `${counted(side.segments.length, 'segment')}${kernelPlace(side.segments)}`;
    case 'raw-load':
      return firstLine(out);
    case 'kexec-exec':
    case 'crash':
      return OUTCOMES[String(result['outcome'])] ?? String(result['outcome']);
    case 'virtio-mem': {
      const devices = (result['devices'] ?? []) as readonly Device[];
      const device = devices.find(({ data }) => id === undefined || data.id === id);
      return `${humanSize(device?.data.size ?? 0)} plugged`;
    }
    case 'vmcore-head':
      return String(out) === '' ? 'no vmcore' : 'a vmcore';
    default:
      return rc === 0 ? 'ok' : firstLine(out).replace(/^sh: write error: /, '') || `status ${String(rc)}`;
  }
};
