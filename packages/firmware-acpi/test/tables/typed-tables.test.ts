import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  dbg2Path,
  dbg2Registers,
  ecdtPath,
  parseAcpiTable,
  parseCedt,
  parseDbg2,
  parseDmar,
  parseEcdt,
  parseGtdt,
  parseHpet,
  parseIort,
  parseMpam,
  parsePptt,
  parseSlit,
  parseSpcr,
  parseTpm2,
  parseWaet,
  serialiseAcpiTable,
  serialiseCedt,
  serialiseGtdt,
  serialiseMpam,
  serialiseTable,
  tpm2LogArea,
  type AcpiTable,
  type TableHeader,
} from '../../src/index.js';
import { hasIasl } from '../conformance/acpiexec.js';
import { recorded, recordedTables } from '../recorded.js';
import { readWithIasl } from './iasl-table.js';

/** The table that iasl gives as an example of a kind. */
const exampleOf = (signature: string): Uint8Array => {
  const directory = mkdtempSync(join(tmpdir(), 'iasl-example-'));
  const name = signature.toLowerCase();
  try {
    spawnSync('iasl', ['-T', signature], { cwd: directory });
    spawnSync('iasl', [`${name}.asl`], { cwd: directory });
    const path = join(directory, `${name}.aml`);
    expect(existsSync(path), signature).toBe(true);
    return new Uint8Array(readFileSync(path));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

const KINDS = [
  'BERT',
  'BGRT',
  'DBG2',
  'DMAR',
  'ECDT',
  'EINJ',
  'ERST',
  'GTDT',
  'HEST',
  'HPET',
  'IORT',
  'LPIT',
  'NFIT',
  'PPTT',
  'SLIT',
  'SPCR',
  'TPM2',
  'WAET',
] as const;

const missing = hasIasl ? '' : ' (skipped: no iasl)';

describe.skipIf(!hasIasl)(`a typed view of each kind of table that iasl has an example of${missing}`, () => {
  it.each(KINDS)('%s is typed and comes out byte for byte', (signature) => {
    const bytes = exampleOf(signature);
    const table = parseAcpiTable(bytes);
    expect(table.kind).toBe(signature);
    expect(serialiseAcpiTable(table)).toEqual(bytes);
  });

  it('has what the examples say', () => {
    expect(parseDmar(exampleOf('DMAR')).entries.map(({ kind }) => kind)).toEqual([
      'remapping-unit',
      'reserved-memory',
      'root-port-ats',
      'unit-affinity',
    ]);
    expect(parseIort(exampleOf('IORT')).nodes.map(({ component }) => component)).toEqual([
      'its-group',
      'named-component',
      'root-complex',
      'smmu',
      'smmu-v3',
      'monitoring-group',
    ]);
    expect(parseEcdt(exampleOf('ECDT')).control.bitWidth).toBe(8);
  });
});

/** One value of a recorded table: its label in the text of `iasl -d`, and where our view has it. */
const VALUES: readonly (readonly [string, string, (bytes: Uint8Array) => number | bigint | undefined])[] = [
  ['HPET', 'Hardware Block ID', (bytes) => parseHpet(bytes).timerBlockId],
  ['HPET', 'Address', (bytes) => parseHpet(bytes).base.address],
  ['HPET', 'Minimum Clock Ticks', (bytes) => parseHpet(bytes).minimumTick],
  ['SPCR', 'Interface Type', (bytes) => parseSpcr(bytes).interfaceType],
  ['SPCR', 'Address', (bytes) => parseSpcr(bytes).base.address],
  ['SPCR', 'Interrupt', (bytes) => parseSpcr(bytes).gsi],
  ['SPCR', 'Baud Rate', (bytes) => parseSpcr(bytes).baudRate],
  ['DBG2', 'Port Type', (bytes) => parseDbg2(bytes).devices[0]?.portType],
  ['WAET', 'Flags (decoded below)', (bytes) => parseWaet(bytes).flags],
  ['IORT', 'Node Count', (bytes) => parseIort(bytes).nodes.length],
  ['IORT', 'Mapping Count', (bytes) => parseIort(bytes).nodes[0]?.mappings.length],
];

describe.skipIf(!hasIasl)(`recorded tables as iasl -d reads them${missing}`, () => {
  it.each(VALUES)('%s: %s', (signature, label, view) => {
    const found = recordedTables.find((table) => table.signature === signature);
    const bytes = found?.bytes ?? new Uint8Array();
    const line = readWithIasl(bytes)
      .source.split('\n')
      .find((one) => one.includes(` ${label} : `));
    const [, digits = ''] = / : ([0-9A-F]+)/.exec(line ?? '') ?? [];
    expect(BigInt(view(bytes) ?? -1)).toBe(BigInt(`0x${digits}`));
  });

  it('processors of a PPTT stand where iasl finds them', () => {
    const bytes = recordedTables.find(({ signature }) => signature === 'PPTT')?.bytes ?? new Uint8Array();
    const parents = [...readWithIasl(bytes).source.matchAll(/ Parent : ([0-9A-F]+)/g)].map(([, digits]) =>
      Number.parseInt(digits ?? '', 16),
    );
    const ours = parsePptt(bytes).entries.flatMap((entry) =>
      entry.kind === 'processor' ? [entry.parent] : [],
    );
    expect(ours).toEqual(parents);
  });
});

const header = (signature: string, revision = 1): TableHeader => ({
  signature,
  revision,
  oemId: 'WARMBT',
  oemTableId: 'WRITTEN\0',
  oemRevision: 3,
  creatorId: 'WBT ',
  creatorRevision: 7,
});

describe('tables that iasl has no example of', () => {
  it('CEDT: host bridges and windows, with the bridges of a window', () => {
    const table = parseCedt(
      serialiseCedt({
        kind: 'CEDT',
        header: header('CEDT'),
        entries: [
          { kind: 'host-bridge', uid: 7, version: 1, reserved: 0, base: 0xfe00_0000n, size: 0x1_0000n },
          {
            kind: 'memory-window',
            reserved1: 0,
            base: 1n << 38n,
            size: 1n << 34n,
            interleaveWays: 0,
            interleaveArithmetic: 0,
            reserved2: 0,
            granularity: 0,
            restrictions: 6,
            qosGroup: 0,
            rest: Uint8Array.of(7, 0, 0, 0),
          },
        ],
      }),
    );
    expect(table.entries).toMatchObject([
      { kind: 'host-bridge', uid: 7 },
      { kind: 'memory-window', size: 1n << 34n, rest: Uint8Array.of(7, 0, 0, 0) },
    ]);
  });

  it('MPAM: components with their resources', () => {
    const component = {
      interfaceType: 0,
      reserved1: 0,
      identifier: 1,
      base: 0x1000_0000n,
      mmioSize: 0x1000,
      overflowGsi: 0,
      overflowFlags: 0,
      reserved2: 0,
      overflowAffinity: 0,
      errorGsi: 0x21,
      errorFlags: 0,
      reserved3: 0,
      errorAffinity: 0,
      notReadyMaximum: 10,
      linkedDeviceHid: 0n,
      linkedDeviceUid: 0,
      resourceCount: 1,
      resources: Uint8Array.from({ length: 24 }, (_, at) => at),
    };
    const bytes = serialiseMpam({ kind: 'MPAM', header: header('MPAM'), components: [component, component] });
    expect(parseMpam(bytes).components).toEqual([component, component]);
    expect(serialiseAcpiTable(parseAcpiTable(bytes))).toEqual(bytes);
  });
});

describe('tables that are odd', () => {
  it('a GTDT whose timers stand further back, or elsewhere than it says', () => {
    const gtdt = parseGtdt(recorded('arm64-efi-adjacent-policy0', 'GTDT'));
    const watchdog = {
      kind: 'watchdog',
      reserved: 0,
      refreshFrame: 1n,
      controlFrame: 2n,
      gsi: 3,
      flags: 4,
    } as const;
    const odd = serialiseGtdt({
      ...gtdt,
      virtualEl2: { virtualEl2Gsi: 28, virtualEl2Flags: 0 },
      between: Uint8Array.of(1, 2, 3, 4, 5),
      platformTimers: [watchdog],
    });
    expect(parseGtdt(odd)).toMatchObject({
      platformTimers: [watchdog],
      between: Uint8Array.of(1, 2, 3, 4, 5),
    });
    expect(serialiseAcpiTable(parseAcpiTable(odd))).toEqual(odd);
    const early = serialiseGtdt({
      ...gtdt,
      header: { ...gtdt.header, revision: 3 },
      virtualEl2: { virtualEl2Gsi: 28, virtualEl2Flags: 0 },
      platformTimers: [watchdog],
      statedTimerOffset: 96,
    });
    expect(parseGtdt(early)).toMatchObject({ platformTimers: [watchdog], statedTimerOffset: 96 });
    expect(serialiseAcpiTable(parseAcpiTable(early))).toEqual(early);
  });

  it('a SLIT with bytes behind its matrix', () => {
    const bytes = serialiseTable(header('SLIT'), Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 10, 0xaa, 0xbb));
    expect(parseSlit(bytes)).toMatchObject({ distances: [[10]], rest: Uint8Array.of(0xaa, 0xbb) });
    expect(serialiseAcpiTable(parseAcpiTable(bytes))).toEqual(bytes);
  });

  it('a TPM2 with a log area, and one without', () => {
    const fields = [0, 0, 0, 0, 0x78, 0x56, 0x34, 0x12, 0, 0, 0, 0, 7, 0, 0, 0];
    const log = [0, 0, 1, 0, 0, 0x10, 0, 0, 0, 0, 0, 0];
    const long = parseTpm2(
      serialiseTable(
        header('TPM2', 4),
        Uint8Array.of(...fields, ...Array.from({ length: 12 }, () => 0), ...log),
      ),
    );
    expect(tpm2LogArea(long)).toEqual({ minimumLength: 0x1_0000, start: 0x1000n });
    expect(
      tpm2LogArea(parseTpm2(serialiseTable(header('TPM2', 3), Uint8Array.from(fields)))),
    ).toBeUndefined();
  });

  it('the path of an embedded controller follows its fields', () => {
    const path = Uint8Array.from('\\_SB.PCI0.EC0\0', (one) => one.charCodeAt(0));
    const bytes = serialiseTable(header('ECDT'), Uint8Array.of(...new Uint8Array(29), ...path));
    expect(ecdtPath(parseEcdt(bytes))).toBe('\\_SB.PCI0.EC0');
    const long = new Uint8Array(300_000).fill(0x41, 29);
    expect(ecdtPath(parseEcdt(serialiseTable(header('ECDT'), long)))).toHaveLength(300_000 - 29);
    expect(serialiseAcpiTable(parseAcpiTable(bytes))).toEqual(bytes);
  });

  it('the path of a debug port is read where the table says', () => {
    const [device] = parseDbg2(recorded('arm64-efi-adjacent-policy0', 'DBG2')).devices;
    expect(device === undefined ? undefined : dbg2Path(device)).toBe('COM0');
  });

  it('the registers of a debug port are where the table says; offsets that lead out of it are told of', () => {
    const [device] = parseDbg2(recorded('arm64-efi-adjacent-policy0', 'DBG2')).devices;
    if (device === undefined) throw new Error('the recorded DBG2 has no device');
    expect(dbg2Registers(device)).toEqual([
      { base: { space: 0, bitWidth: 8, bitOffset: 0, accessSize: 1, address: 0x900_0000n }, size: 0x1000 },
    ]);
    expect(() => dbg2Registers({ ...device, sizesOffset: 0xfff0 })).toThrow(/size of registers 0 is cut off/);
    expect(() => dbg2Registers({ ...device, registersOffset: 0 })).toThrow(/registers 0/);
  });

  it('a wrong checksum is refused, or told of where the caller says so', () => {
    const bytes = recorded('x86_64-bios-boot', 'SRAT').slice();
    bytes[9] = (bytes[9] ?? 0) ^ 1;
    const told: string[] = [];
    expect(() => parseAcpiTable(bytes)).toThrow('checksum');
    const table: AcpiTable = parseAcpiTable(bytes, {
      onWrongChecksum: ({ fault }) => told.push(fault.field),
    });
    expect([table.kind, told]).toEqual(['SRAT', ['checksum']]);
  });
});
