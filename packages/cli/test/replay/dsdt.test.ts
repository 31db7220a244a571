import { describe, expect, test } from 'vitest';
import { checksumFor } from '@warmboot/firmware-acpi';
import { FormatError } from '@warmboot/format';
import type { PredictedStep, TraceDirectory } from '@warmboot/scenario';
import { replayTrace } from '@warmboot/scenario';
import { standardFramework } from '../../src/session/standard-framework.js';
import { openRecording } from './recorded-traces.js';

const framework = standardFramework();
const DSDT = 'acpi-DSDT.bin';
const CHECKSUM_AT = 9;

/** The recording with another DSDT, or with none. */
const withDsdt = (
  { trace, files }: TraceDirectory,
  change: (dsdt: Uint8Array) => Uint8Array | undefined,
): TraceDirectory => {
  const { [DSDT]: dsdt, ...rest } = Object.fromEntries(files);
  const changed = change(dsdt!);
  return {
    trace,
    files: new Map(Object.entries(changed === undefined ? rest : { ...rest, [DSDT]: changed })),
  };
};

/** Byte code with one text in the place of another of the same length, wherever that stands. */
const rewritten =
  (from: string, to: string) =>
  (dsdt: Uint8Array): Uint8Array => {
    const text = Buffer.from(dsdt).toString('latin1');
    expect(text).toContain(from);
    const bytes = new Uint8Array(Buffer.from(text.replaceAll(from, to), 'latin1'));
    bytes[CHECKSUM_AT] = 0;
    bytes[CHECKSUM_AT] = checksumFor(bytes);
    return bytes;
  };

const plugs = (directory: TraceDirectory): PredictedStep[] =>
  [...replayTrace(framework, directory)].filter(({ action }) => action === 'dimm-add');

const refusal = (desc: string): object => ({ qmp: { error: { class: 'GenericError', desc } }, devices: [] });

describe.each(['x86_64-bios-numa', 'x86_64-efi-dimm-lifecycle', 'arm64-efi-numa'])('%s', (name) => {
  const recording = openRecording(name);

  test('without its DSDT has no memory hotplug, and says why in the answer and in the log', () => {
    const reason =
      'ACPI: memory cannot be hot-plugged without /sys/firmware/acpi/tables/DSDT, which is missing';
    const steps = plugs(withDsdt(recording, () => undefined));
    expect(steps.length).toBeGreaterThan(0);
    for (const { result, observed } of steps) {
      expect(result).toEqual(refusal(reason));
      expect(observed!.dmesg).toEqual([reason]);
    }
  });

  test('with a DSDT that has no controller has none either', () => {
    for (const { result, observed } of plugs(withDsdt(recording, rewritten('HPMR', 'OTHR')))) {
      const [line = ''] = observed!.dmesg;
      expect(line).toContain('no memory hotplug controller in the tables');
      expect(result).toEqual(refusal(line));
    }
  });

  test('with byte code that fails plugs the device, of which the kernel learns nothing', () => {
    const before = replayTrace(framework, recording).next().value as PredictedStep;
    const [first] = plugs(withDsdt(recording, rewritten('\x70\x60MSEL', '\x70\x60NONE')));
    expect(first!.result).toMatchObject({ qmp: { return: {} }, devices: [{ type: 'dimm' }] });
    expect(first!.observed!.blocks).toEqual(before.observed!.blocks);
    expect(first!.observed!.dmesg.join()).toMatch(/^ACPI: memory hotplug: AE_NOT_FOUND/);
  });

  test('with a DSDT that is cut off is bad input, by the name of the file', () => {
    const cut = withDsdt(recording, (dsdt) => dsdt.slice(0, 1000));
    expect(() => plugs(cut)).toThrow(FormatError);
    expect(() => plugs(cut)).toThrow(/DSDT/);
  });
});

describe('what the byte code says is what the kernel believes', () => {
  test('of the node: _PXM that gives every device node 1 puts all of them there', () => {
    const recording = openRecording('x86_64-bios-numa');
    const onNode1 = ({ observed }: PredictedStep): number =>
      Object.values(observed!.blocks).filter(({ node }) => node === 'node1').length;
    // Local0 = MES, which is 1, in place of Local0 = MPX.
    const told = plugs(withDsdt(recording, rewritten('\x70MPX_\x60', '\x70MES_\x60'))).at(-1)!;
    const recorded = plugs(recording).at(-1)!;
    expect(onNode1(told)).toBeGreaterThan(onNode1(recorded));
    expect(told.observed!.iomem).toBe(recorded.observed!.iomem);
  });

  test('of the range: a device that says it begins elsewhere is added there', () => {
    // The low half of the length, 0x40000000, in place of the low half of the address.
    const moved = withDsdt(openRecording('x86_64-bios-numa'), rewritten('\x70MRBLMINL', '\x70MRLLMINL'));
    const [first] = plugs(moved);
    expect(first!.observed!.iomem).toContain('140000000-17fffffff : System RAM');
    expect(first!.observed!.iomem).not.toContain('100000000-13fffffff');
  });

  test('of the ejection: _EJ0 that lets nothing go leaves the device where it is', () => {
    // MINS, which is no request to eject, in place of MEJ.
    const stuck = withDsdt(
      openRecording('x86_64-bios-dimm-lifecycle'),
      rewritten('\x70\x01MEJ_', '\x70\x01MINS'),
    );
    const removal = [...replayTrace(framework, stuck)].find(({ action }) => action === 'dimm-del')!;
    const statuses = (removal.result!['events'] as { data: { info: { status: number } } }[]).map(
      ({ data }) => data.info.status,
    );
    expect(removal.result!['removed']).toBe(false);
    expect(statuses).toEqual([0x84, 0x01]);
    expect(removal.observed!.dmesg).toContain('ACPI: \\_SB_.MHPC.MP01: Eject incomplete');
  });

  test('again after kexec: the next kernel asks the same byte code', () => {
    const { trace, files } = openRecording('x86_64-bios-file-load-exec');
    const step = (wanted: string) => trace.steps.find(({ action }) => action === wanted)!;
    // The image is loaded before the device comes, so the next kernel can know of it by its own scan alone.
    const steps = [trace.steps[0]!, step('kexec-load'), step('dimm-add'), step('kexec-exec')];
    const moved = withDsdt({ trace: { ...trace, steps }, files }, rewritten('\x70MRBLMINL', '\x70MRLLMINL'));
    const jump = [...replayTrace(framework, moved)].at(-1)!;
    expect(jump.result).toMatchObject({ outcome: 'booted' });
    expect(jump.observed!.iomem).toContain('140000000-17fffffff : System RAM');
    expect(jump.observed!.iomem).not.toContain('100000000-13fffffff');
  });
});
