/*
 * What a replay relies on in a trace. Recorders may add fields, and a recording whose answers were cut out is still one,
 * so nothing that is an answer is required.
 */

const text = { type: 'string' } as const;

const texts = { type: 'array', items: text } as const;

const count = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;

const hexadecimal = {
  type: 'string',
  pattern: '^(?:0[xX])?[0-9a-fA-F]{1,16}$',
  examples: ['0x100000000'],
} as const;

const record = <const P extends Record<string, object>>(
  properties: P,
  required: readonly (keyof P & string)[] = [],
) => ({ type: 'object', properties, required }) as const;

const PURGATORY = record({ bufsz: hexadecimal, memsz: hexadecimal }, ['bufsz', 'memsz']);

const OBSERVED = {
  ...record(
    {
      iomem: text,
      blocks: {
        type: 'object',
        propertyNames: { pattern: '^memory[0-9]+$', examples: ['memory32'] },
        additionalProperties: record({ state: text, valid_zones: text, node: text }, [
          'state',
          'valid_zones',
        ]),
      },
      sys: { type: 'object', additionalProperties: text },
      crash_hotplug: { type: 'object', additionalProperties: text },
      firmware_memmap: {
        type: 'array',
        items: record({ index: count, start: text, end: text, type: text }, [
          'index',
          'start',
          'end',
          'type',
        ]),
      },
      zones: {
        type: 'array',
        items: record(
          { node: count, zone: text, spanned: count, present: count, managed: count, start_pfn: count },
          ['node', 'zone', 'spanned', 'present', 'managed'],
        ),
      },
      dmesg: texts,
    },
    ['iomem', 'blocks', 'sys', 'dmesg'],
  ),
  type: ['object', 'null'],
} as const;

/** A segment: arguments of a raw system call as a list, the answer to a load as an object. */
const SEGMENT = {
  type: ['array', 'object'],
  items: text,
  properties: { mem: hexadecimal, memsz: hexadecimal, bufsz: hexadecimal, kind: text, file: text },
  required: ['mem', 'memsz', 'bufsz', 'kind'],
} as const;

const STEP = record(
  {
    action: text,
    id: text,
    size: count,
    node: { type: ['integer', 'null'], minimum: 0 },
    address: hexadecimal,
    slot: count,
    kind: text,
    blocks: { type: ['string', 'array'], pattern: '^all$', examples: ['all', '[32, 33]'], items: count },
    block: count,
    state: text,
    command: text,
    case: text,
    opts: text,
    cmdline: text,
    initrd: { type: 'boolean' },
    kernel_format: text,
    fdt_segment: { type: ['integer', 'null'], minimum: 0 },
    entry: text,
    flags: text,
    requested: count,
    unmovable_pfns: { type: 'array', items: { type: ['string', 'array'], items: text } },
    random_ready: { type: 'boolean' },
    segments: { type: 'array', items: SEGMENT },
    result: { type: ['object', 'null'] },
    observed: OBSERVED,
  },
  ['action'],
);

/** JSON Schema of `trace.json`, as far as a replay reads it (captures/README.md). */
export const traceSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:warmboot:schema:trace:1',
  title: 'Warmboot trace',
  description:
    'A recorded run of a real kernel: what was done, what it answered, what it showed after each step.',
  ...record(
    {
      name: text,
      arch: text,
      firmware: text,
      qemu: record({ machine: text, memory: text, extra: texts }, ['machine', 'extra']),
      policy: text,
      policy_option: text,
      kernel: text,
      cmdline: text,
      config: record({
        PAGE_SIZE: count,
        VA_BITS: count,
        VA_BITS_ACTUAL: count,
        PA_BITS: count,
        ARCH_KEEP_MEMBLOCK: { type: 'boolean' },
      }),
      kernel_image: record({ format: text, elf: { type: 'object' } }, ['format']),
      cpuinfo: texts,
      initrd: record({ file_size: count }, ['file_size']),
      tools: record({ 'kexec-tools': text, purgatory: PURGATORY, kernel_purgatory: PURGATORY }, [
        'purgatory',
      ]),
      crash_notes: {
        type: 'array',
        items: record({ cpu: text, address: hexadecimal, size: text }, ['cpu', 'address', 'size']),
      },
      vmcoreinfo: text,
      efi_runtime_map: {
        type: 'array',
        items: record(
          {
            index: { type: 'string', pattern: '^[0-9]+$', examples: ['0'] },
            type: hexadecimal,
            phys_addr: hexadecimal,
            virt_addr: hexadecimal,
            num_pages: hexadecimal,
            attribute: hexadecimal,
          },
          ['index', 'type', 'phys_addr', 'virt_addr', 'num_pages', 'attribute'],
        ),
      },
      steps: { type: 'array', minItems: 1, items: STEP },
    },
    [
      'name',
      'arch',
      'firmware',
      'qemu',
      'policy',
      'cmdline',
      'kernel_image',
      'initrd',
      'tools',
      'crash_notes',
      'steps',
    ],
  ),
} as const;
