import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocatePages,
  allocatePool,
  arm64VirtualMap,
  bootFirmware,
  callRuntimeService,
  CONFIGURATION_TABLE_GUID,
  convertPointer,
  efiStatusCode,
  efiStatusFromCode,
  exitBootServices,
  findConfigurationTable,
  freePages,
  getMemoryMap,
  installConfigurationTable,
  linuxStubExit,
  MEMORY_ATTRIBUTE,
  MEMORY_TYPE,
  memoryMapOf,
  RUNTIME_SERVICE,
  runtimeEntries,
  setVirtualAddressMap,
  STUB_SLACK_DESCRIPTORS,
  type Firmware,
  type FirmwareDescription,
  type MemoryDescriptor,
  type ServiceCall,
} from '@warmboot/firmware-uefi';

const { WB, UC, RUNTIME } = MEMORY_ATTRIBUTE;
const MIB = 1024 * 1024;

const at = (type: number, start: number, size: number, attribute: bigint = WB): MemoryDescriptor => ({
  type,
  physicalStart: BigInt(start),
  virtualStart: 0n,
  numberOfPages: BigInt(size / 4096),
  attribute,
});

const MAP = [
  at(MEMORY_TYPE.conventional, MIB, 16 * MIB),
  at(MEMORY_TYPE.runtimeServicesCode, 17 * MIB, MIB, WB | RUNTIME),
  at(MEMORY_TYPE.mmio, 0x901_0000, 0x1000, UC | RUNTIME),
];

const firmware = (over: Partial<FirmwareDescription> = {}): Firmware =>
  bootFirmware({ memoryMap: MAP, ...over });

const done = <T>(call: ServiceCall<T>): { firmware: Firmware; output: T } => {
  if (call.outcome !== 'success') throw new Error(call.reason);
  return call;
};

const statusOf = (call: ServiceCall<unknown>): string =>
  call.outcome === 'undefined' ? 'undefined' : call.status;

const partial = (over: Partial<FirmwareDescription> = {}): Firmware =>
  exitBootServices(firmware(over), 99).firmware;
const runtime = (over: Partial<FirmwareDescription> = {}): Firmware => {
  const booted = firmware(over);
  return done(exitBootServices(booted, booted.mapKey)).firmware;
};

describe('status codes', () => {
  it('section 4 marks errors with bit 63', () => {
    expect(efiStatusCode('SUCCESS')).toBe(0n);
    expect(efiStatusCode('BUFFER_TOO_SMALL')).toBe(0x8000_0000_0000_0005n);
    expect(efiStatusCode('SECURITY_VIOLATION')).toBe(0x8000_0000_0000_001an);
    expect(efiStatusFromCode(efiStatusCode('NO_MAPPING'))).toBe('NO_MAPPING');
    expect(efiStatusFromCode(0x8000_0000_0000_00ffn)).toBeUndefined();
  });
});

describe('GetMemoryMap', () => {
  const booted = firmware({ memoryTypeBins: 2 });
  const needed = (3 + 2 * 2) * 48;

  it('G1 refuses a NULL size pointer', () => {
    expect(getMemoryMap(booted, undefined)).toMatchObject({ status: 'INVALID_PARAMETER', sizes: undefined });
  });

  it('G2 says how much it needs, spare entries for the bins included', () => {
    expect(getMemoryMap(booted, needed - 1, 'null')).toMatchObject({
      status: 'BUFFER_TOO_SMALL',
      sizes: { size: needed, mapKey: booted.mapKey, descriptorSize: 48, descriptorVersion: 1 },
    });
  });

  it('G3 looks at the buffer pointer after the size', () => {
    expect(getMemoryMap(booted, needed, 'null')).toMatchObject({ status: 'INVALID_PARAMETER' });
  });

  it('G4 returns the bytes that it used', () => {
    const call = getMemoryMap(booted, needed);
    expect(call).toMatchObject({ status: 'SUCCESS', sizes: { size: 3 * 48 } });
    expect(done(call).output).toBe(MAP);
  });
});

describe('AllocatePages and FreePages', () => {
  it('take the highest free pages and change the map key', () => {
    const booted = firmware();
    const call = done(allocatePages(booted, { kind: 'any' }, MEMORY_TYPE.loaderData, 2));
    expect(call.output).toEqual({ start: 17 * MIB - 8192, end: 17 * MIB });
    expect(call.firmware.mapKey).not.toBe(booted.mapKey);
    expect(call.firmware.memoryMap.slice(0, 2)).toEqual([
      at(MEMORY_TYPE.conventional, MIB, 16 * MIB - 8192),
      at(MEMORY_TYPE.loaderData, 17 * MIB - 8192, 8192),
    ]);
    expect(booted.memoryMap).toBe(MAP);
  });

  it('keep below a limit', () => {
    const limit = { kind: 'max-address', address: 2 * MIB - 1 } as const;
    expect(done(allocatePages(firmware(), limit, 2, 1)).output.end).toBe(2 * MIB);
    const tooLow = { kind: 'max-address', address: MIB } as const;
    expect(statusOf(allocatePages(firmware(), tooLow, 2, 1))).toBe('OUT_OF_RESOURCES');
  });

  it('split an entry in the middle and join it again', () => {
    const call = done(allocatePages(firmware(), { kind: 'address', address: 4 * MIB }, 4, 256));
    expect(call.firmware.memoryMap).toHaveLength(5);
    const freed = done(freePages(call.firmware, 4 * MIB, 256)).firmware;
    expect(freed.memoryMap).toEqual(MAP);
    expect(freed.allocations).toEqual([]);
    expect(freed.mapKey).toBeGreaterThan(call.firmware.mapKey);
  });

  it('D9 give runtime memory the attribute and the granularity', () => {
    const arm64 = firmware({ runtimeGranularity: 0x1_0000 });
    const call = done(allocatePages(arm64, { kind: 'any' }, MEMORY_TYPE.runtimeServicesData, 1));
    expect(call.output.end - call.output.start).toBe(0x1_0000);
    expect(runtimeEntries(call.firmware)).toHaveLength(3);
    const off = { kind: 'address', address: 4 * MIB + 4096 } as const;
    expect(statusOf(allocatePages(arm64, off, MEMORY_TYPE.runtimeServicesData, 1))).toBe('INVALID_PARAMETER');
    expect(statusOf(allocatePages(arm64, off, MEMORY_TYPE.loaderData, 1))).toBe('SUCCESS');
  });

  it.each([
    ['INVALID_PARAMETER', 'free memory as a type', { kind: 'any' }, MEMORY_TYPE.conventional, 1],
    ['INVALID_PARAMETER', 'persistent memory', { kind: 'any' }, MEMORY_TYPE.persistent, 1],
    ['INVALID_PARAMETER', 'a type that nobody owns', { kind: 'any' }, 0x6fff_ffff, 1],
    ['INVALID_PARAMETER', 'a misaligned address', { kind: 'address', address: MIB + 1 }, 2, 1],
    ['NOT_FOUND', 'pages that are not free', { kind: 'address', address: 17 * MIB }, 2, 1],
    ['NOT_FOUND', 'no pages at an address', { kind: 'address', address: 2 * MIB }, 2, 0],
    ['OUT_OF_RESOURCES', 'no pages anywhere', { kind: 'any' }, 2, 0],
    ['OUT_OF_RESOURCES', 'more than there is', { kind: 'any' }, 2, 4097],
    ['SUCCESS', 'an OEM type', { kind: 'any' }, 0x7000_0000, 1],
  ] as const)('answer %s for %s', (status, _, place, type, pages) => {
    expect(statusOf(allocatePages(firmware(), place, type, pages))).toBe(status);
  });

  it('free only what was allocated, in part if asked', () => {
    const { firmware: held } = done(allocatePages(firmware(), { kind: 'address', address: 4 * MIB }, 2, 3));
    expect(statusOf(freePages(held, 8 * MIB, 1))).toBe('NOT_FOUND');
    expect(statusOf(freePages(held, 17 * MIB, 1))).toBe('NOT_FOUND');
    expect(statusOf(freePages(held, 4 * MIB + 1, 1))).toBe('INVALID_PARAMETER');
    const middle = done(freePages(held, 4 * MIB + 4096, 1)).firmware;
    expect(middle.allocations).toHaveLength(2);
    expect(statusOf(freePages(middle, 4 * MIB + 4096, 1))).toBe('NOT_FOUND');
  });

  it('conserve every page, whatever the sequence', () => {
    const step = fc.record({
      free: fc.boolean(),
      page: fc.nat({ max: 4096 }),
      pages: fc.integer({ min: 1, max: 64 }),
    });
    const total = (map: readonly MemoryDescriptor[]) =>
      map.reduce((sum, entry) => sum + entry.numberOfPages, 0n);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let current = firmware();
        for (const { free, page, pages } of steps) {
          const address = MIB + page * 4096;
          const call = free
            ? freePages(current, current.allocations[0]?.start ?? address, 1)
            : allocatePages(current, { kind: 'address', address }, MEMORY_TYPE.loaderData, pages);
          if (call.outcome === 'success') expect(call.firmware.mapKey).toBe(current.mapKey + 1);
          current = call.firmware;
          expect(total(current.memoryMap)).toBe(total(MAP));
          const held = current.allocations.reduce((sum, { start, end }) => sum + (end - start) / 4096, 0);
          expect(total(current.memoryMap.filter(({ type }) => type === MEMORY_TYPE.loaderData))).toBe(
            BigInt(held),
          );
        }
      }),
    );
  });
});

describe('ExitBootServices', () => {
  it('section 4 ends boot services with the current key', () => {
    const after = runtime();
    expect(after).toMatchObject({ phase: 'runtime', timerRunning: false, beforeExitSignalled: true });
  });

  it('section 4 leaves the firmware partially shut down with a stale key', () => {
    const booted = firmware();
    const { firmware: changed } = done(allocatePool(booted, MEMORY_TYPE.loaderData, 10));
    const call = exitBootServices(changed, booted.mapKey);
    expect(call).toMatchObject({
      status: 'INVALID_PARAMETER',
      firmware: { phase: 'partially-shut-down', timerRunning: false, beforeExitSignalled: true },
    });
    expect(exitBootServices(call.firmware, changed.mapKey)).toMatchObject({ firmware: { phase: 'runtime' } });
  });

  it('D9 refuses misaligned runtime memory, but not device memory', () => {
    const odd = at(MEMORY_TYPE.runtimeServicesData, 32 * MIB, 0x1000, WB | RUNTIME);
    const booted = firmware({ memoryMap: [...MAP, odd], runtimeGranularity: 0x1_0000 });
    expect(exitBootServices(booted, booted.mapKey)).toMatchObject({
      status: 'INVALID_PARAMETER',
      reason: 'the runtime entry at 0x2000000 is not aligned to 65536',
      firmware: { phase: 'partially-shut-down' },
    });
    const fine = firmware({ runtimeGranularity: 0x1_0000 });
    expect(statusOf(exitBootServices(fine, fine.mapKey))).toBe('SUCCESS');
  });

  const services: readonly [string, (state: Firmware) => ServiceCall<unknown>][] = [
    ['AllocatePages', (state) => allocatePages(state, { kind: 'any' }, 2, 1)],
    ['AllocatePool', (state) => allocatePool(state, 2, 1)],
    ['FreePages', (state) => freePages(state, MIB, 1)],
    ['GetMemoryMap', (state) => getMemoryMap(state, 4096)],
    [
      'InstallConfigurationTable',
      (state) => installConfigurationTable(state, CONFIGURATION_TABLE_GUID.rng, 1n),
    ],
    ['ExitBootServices', (state) => exitBootServices(state, state.mapKey)],
  ];

  it.each(services)('section 4 leaves %s undefined at runtime', (name, call) => {
    const state = runtime();
    const result = call(state);
    expect(result).toMatchObject({ outcome: 'undefined', firmware: state });
    expect(result.outcome === 'undefined' && result.reason).toContain(name);
  });

  it('section 4 allows only the map, and memory from UEFI 2.9, when partially shut down', () => {
    const outcomes = (state: Firmware) =>
      Object.fromEntries(services.map(([name, call]) => [name, statusOf(call(state))]));
    expect(outcomes(partial())).toEqual({
      AllocatePages: 'undefined',
      AllocatePool: 'undefined',
      FreePages: 'undefined',
      GetMemoryMap: 'SUCCESS',
      InstallConfigurationTable: 'undefined',
      ExitBootServices: 'SUCCESS',
    });
    expect(outcomes(partial({ revision: 0x2_005a }))).toMatchObject({
      AllocatePages: 'SUCCESS',
      FreePages: 'NOT_FOUND',
      InstallConfigurationTable: 'undefined',
    });
  });
});

describe('InstallConfigurationTable', () => {
  it('adds, replaces and removes', () => {
    const guid = CONFIGURATION_TABLE_GUID.rng;
    const added = done(installConfigurationTable(firmware(), guid, 1n)).firmware;
    const replaced = done(installConfigurationTable(added, guid, 2n)).firmware;
    expect(replaced.configurationTables).toEqual([{ guid, address: 2n }]);
    const removed = done(installConfigurationTable(replaced, guid, undefined)).firmware;
    expect(removed.configurationTables).toEqual([]);
    expect(statusOf(installConfigurationTable(removed, guid, undefined))).toBe('NOT_FOUND');
  });
});

describe('runtime services', () => {
  const { runtime: entries } = arm64VirtualMap(MAP);
  const map = memoryMapOf(entries);

  it('V1 take a virtual map once, after ExitBootServices', () => {
    expect(statusOf(setVirtualAddressMap(firmware(), map))).toBe('UNSUPPORTED');
    expect(statusOf(setVirtualAddressMap(partial(), map))).toBe('UNSUPPORTED');
    const virtual = done(setVirtualAddressMap(runtime(), map)).firmware;
    expect(virtual.virtualMap).toBe(entries);
    expect(statusOf(setVirtualAddressMap(virtual, map))).toBe('UNSUPPORTED');
  });

  it('V1 refuse descriptors of another version or size', () => {
    expect(statusOf(setVirtualAddressMap(runtime(), { ...map, descriptorVersion: 2 }))).toBe(
      'INVALID_PARAMETER',
    );
    expect(statusOf(setVirtualAddressMap(runtime(), { ...map, descriptorSize: 39 }))).toBe(
      'INVALID_PARAMETER',
    );
  });

  it('V1 check the map itself only where the firmware follows the specification to the letter', () => {
    const stray = memoryMapOf([...entries, at(6, 0x8000_0000, 4096)]);
    const short = memoryMapOf(entries.slice(1));
    const strict = { checksVirtualMap: true };
    expect(statusOf(setVirtualAddressMap(runtime(strict), stray))).toBe('NOT_FOUND');
    expect(statusOf(setVirtualAddressMap(runtime(strict), short))).toBe('NO_MAPPING');
    expect(statusOf(setVirtualAddressMap(runtime(strict), map))).toBe('SUCCESS');
    expect(statusOf(setVirtualAddressMap(runtime(), stray))).toBe('SUCCESS');
    expect(statusOf(setVirtualAddressMap(runtime(), short))).toBe('SUCCESS');
  });

  it('V2 convert their own pointers', () => {
    const virtual = done(setVirtualAddressMap(runtime(), map)).firmware;
    expect(done(convertPointer(virtual, BigInt(17 * MIB + 0x18))).output).toBe(0x2000_0018n);
    expect(statusOf(convertPointer(virtual, BigInt(MIB)))).toBe('NOT_FOUND');
    expect(statusOf(convertPointer(runtime(), BigInt(17 * MIB)))).toBe('UNSUPPORTED');
  });

  it('R4 work as far as the RT properties table says', () => {
    const supported = { runtimeServicesSupported: RUNTIME_SERVICE.ResetSystem };
    expect(statusOf(callRuntimeService(runtime(supported), 'GetVariable'))).toBe('UNSUPPORTED');
    expect(done(callRuntimeService(runtime(supported), 'ResetSystem')).output).toBe('physical');
    expect(done(callRuntimeService(firmware(supported), 'GetVariable')).output).toBe('physical');
    expect(statusOf(setVirtualAddressMap(runtime(supported), map))).toBe('UNSUPPORTED');
    const virtual = done(setVirtualAddressMap(runtime(), map)).firmware;
    expect(done(callRuntimeService(virtual, 'GetTime')).output).toBe('virtual');
  });
});

describe('the Linux stub', () => {
  const allocate = (state: Firmware, times = 1): Firmware => {
    let current = state;
    for (let index = 0; index < times; index += 1) {
      const place = { kind: 'address', address: MIB + index * 8192 } as const;
      current = done(allocatePages(current, place, MEMORY_TYPE.bootServicesData, 1)).firmware;
    }
    return current;
  };

  it('section 4 leaves the map in ACPI reclaim memory, under a table of its own', () => {
    const exit = linuxStubExit(firmware());
    if (exit.outcome !== 'exited') throw new Error(exit.reason);
    expect(exit).toMatchObject({ attempts: 1, firmware: { phase: 'runtime' } });
    const home = exit.memoryMap.find(({ physicalStart }) => physicalStart === BigInt(exit.buffer.start));
    expect(home?.type).toBe(MEMORY_TYPE.acpiReclaim);
    const { configurationTables } = exit.firmware;
    expect(findConfigurationTable(configurationTables, CONFIGURATION_TABLE_GUID.linuxBootMemoryMap)).toBe(
      BigInt(exit.buffer.start),
    );
    expect(exit.sizes.size).toBe(exit.memoryMap.length * 48);
  });

  it('section 4 reads the map again when it changed, and hands over the new one', () => {
    const exit = linuxStubExit(firmware(), (state, when) =>
      when === 'before-exit' ? allocate(state) : state,
    );
    if (exit.outcome !== 'exited') throw new Error(exit.reason);
    expect(exit.attempts).toBe(2);
    expect(exit.memoryMap.filter(({ type }) => type === MEMORY_TYPE.bootServicesData)).toHaveLength(1);
  });

  it('section 4 gives up after the second refusal', () => {
    const stubborn = linuxStubExit(firmware({ revision: 0x2_005a }), (state, when) =>
      when === 'before-exit' ? allocate(state) : done(allocatePool(state, 4, 1)).firmware,
    );
    expect(stubborn).toMatchObject({
      outcome: 'failed',
      status: 'INVALID_PARAMETER',
      attempts: 2,
      firmware: { phase: 'partially-shut-down' },
    });
  });

  it('section 4 survives a map that grew within the slack, and no further', () => {
    // The first pages split one entry into two; each further one adds two more.
    const within = linuxStubExit(firmware(), (state, when) =>
      when === 'before-exit' ? allocate(state, STUB_SLACK_DESCRIPTORS / 2 - 1) : state,
    );
    expect(within.outcome).toBe('exited');
    const beyond = linuxStubExit(firmware(), (state, when) =>
      when === 'before-exit' ? allocate(state, STUB_SLACK_DESCRIPTORS) : state,
    );
    expect(beyond).toMatchObject({ outcome: 'failed', status: 'BUFFER_TOO_SMALL', attempts: 1 });
  });

  it('section 4 reports that there is no room for the buffer, and a firmware that is gone', () => {
    const full = firmware({ memoryMap: MAP.slice(1) });
    expect(linuxStubExit(full)).toMatchObject({ outcome: 'failed', status: 'OUT_OF_RESOURCES', attempts: 0 });
    expect(linuxStubExit(runtime())).toMatchObject({ outcome: 'failed', status: 'UNDEFINED', attempts: 0 });
    expect(linuxStubExit(firmware({ memoryMap: [] }))).toMatchObject({ status: 'LOAD_ERROR' });
  });
});

describe('bootFirmware', () => {
  it.each([{ descriptorSize: 39 }, { runtimeGranularity: 0x3000 }, { runtimeGranularity: 512 }])(
    'refuses %j',
    (over) => {
      expect(() => firmware(over)).toThrow(TypeError);
    },
  );
});
