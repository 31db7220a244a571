import { describe, expect, test } from 'vitest';
import type { KexecImageType, Machine } from '@warmboot/core/plugin';
import { describedMachine, Framework, kexecTools } from '@warmboot/core';
import { efiRuntimeMap, parseBootParams, plugin } from '../src/index.js';

const MAP = '/sys/firmware/efi/runtime-map';
const text = (value: string): Uint8Array => new TextEncoder().encode(`${value}\n`);

/** An EFI machine with or without two entries of a runtime map. */
const efiMachine = (withMap: boolean) => {
  const kernel = new Framework([plugin]).kernel({ architecture: 'x86_64' });
  const described = describedMachine(kernel, { firmware: 'efi', append: 'crashkernel=128M' });
  if (!described.ok) throw new Error(described.allowed);
  const entries = withMap
    ? [0, 1].flatMap((index): [string, Uint8Array][] => [
        [`${MAP}/${index}/type`, text('0x5')],
        [`${MAP}/${index}/phys_addr`, text(`0x${(0x3f00_0000 + index * 0x1000).toString(16)}`)],
        [`${MAP}/${index}/virt_addr`, text('0xfffffffeff000000')],
        [`${MAP}/${index}/num_pages`, text('0x1')],
        [`${MAP}/${index}/attribute`, text('0x800000000000000f')],
      ])
    : [];
  const machine: Machine = {
    ...described.machine,
    files: new Map([...described.machine.files, ...entries]),
  };
  return { kernel, machine, facts: { ...described.facts, randomReady: false } };
};

const loaded = (
  withMap: boolean,
  path: 'kexec_load' | 'kexec_file_load',
  type: KexecImageType = 'normal',
) => {
  const { kernel, machine, facts } = efiMachine(withMap);
  const request = kexecTools.request(facts, { type, cmdline: 'console=ttyS0', withInitrd: true });
  const step = kernel.apply<'kexec-load'>(machine, { kind: 'kexec-load', path, request });
  expect(step.result.status).toBe(0);
  const image = step.machine.kexec[type]!;
  const params = image.segments.find(({ kind }) => kind === 'boot_params')!;
  return { kernel, image, params, nodes: image.segments.filter(({ kind }) => kind === 'setup_data'), step };
};

const cmdlineOf = ({ params }: ReturnType<typeof loaded>): string =>
  new TextDecoder('latin1').decode(params.bytes);

// kexec/arch/i386/x86-linux-setup.c: setup_efi_data; crashdump-x86.c: load_crashdump_segments.
describe('x86 3.3, 3.6 kexec-tools and the runtime map of EFI', () => {
  test('SETUP_EFI and the map are segments of their own, with 40 bytes an entry', () => {
    const { nodes, params } = loaded(true, 'kexec_load');
    expect(nodes.map(({ bufsz }) => bufsz)).toEqual([16 + 96, 2 * 40]);
    const { efiInfo } = parseBootParams(params.bytes!);
    expect(efiInfo).toMatchObject({
      memoryMap: BigInt(nodes[1]!.mem),
      memoryMapSize: 2 * 40,
      descriptorSize: 40,
    });
  });

  test('without a map nothing of EFI is passed, and a capture kernel is told of ACPI on its command line', () => {
    const { nodes, params } = loaded(false, 'kexec_load');
    expect(nodes).toEqual([]);
    expect(parseBootParams(params.bytes!).efiInfo.loaderSignature).toBe(0);
    expect(cmdlineOf(loaded(false, 'kexec_load', 'crash'))).toContain(' acpi_rsdp=0x');
    expect(cmdlineOf(loaded(true, 'kexec_load', 'crash'))).not.toContain('acpi_rsdp=');
  });
});

// arch/x86/kernel/kexec-bzimage64.c: bzImage64_load, setup_efi_state.
describe('x86 4.2 kexec_file_load and the runtime map of EFI', () => {
  test('the map makes the blob longer by the stride of the running map, 48 bytes an entry', () => {
    const [without, withMap] = [loaded(false, 'kexec_file_load'), loaded(true, 'kexec_file_load')];
    expect(withMap.params.bufsz - without.params.bufsz).toBe(2 * 48);
    expect(parseBootParams(withMap.params.bytes!).efiInfo).toMatchObject({
      memoryMapSize: 2 * 48,
      descriptorSize: 48,
    });
  });

  test('the next kernel shows the map that it was given, and none that it was not', () => {
    const shows = (withMap: boolean): boolean => {
      const { kernel, step } = loaded(withMap, 'kexec_file_load');
      const { machine } = kernel.apply<'kexec-exec'>(step.machine, { kind: 'kexec-exec' });
      return [...machine.files.keys()].some((path) => path.startsWith(`${MAP}/`));
    };
    expect([shows(true), shows(false)]).toEqual([true, false]);
  });
});

// drivers/firmware/efi/Kconfig: EFI_RUNTIME_MAP, by configuration in 6.1 and selected later.
describe('a machine by description', () => {
  const shows = (profile: string, firmware: string, facts: { efiRuntimeMap?: boolean } = {}): boolean => {
    const kernel = new Framework([plugin]).kernel({
      architecture: 'x86_64',
      profile,
      facts: [{ source: 'kernel file', facts }],
    });
    const described = describedMachine(kernel, { firmware });
    return described.ok && efiRuntimeMap(described.machine.files) !== undefined;
  };

  test('shows the map always with 6.12, with 6.1 as it was configured, and never with a BIOS', () => {
    expect(shows('linux-6.12', 'efi')).toBe(true);
    expect(shows('linux-6.12', 'bios')).toBe(false);
    expect(shows('linux-6.1', 'efi')).toBe(false);
    expect(shows('linux-6.1', 'efi', { efiRuntimeMap: true })).toBe(true);
  });
});
