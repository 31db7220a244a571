import { ERRNO, ONLINE_TYPES, security } from '@warmboot/core';
import { BOOT_SERVICES_PROPERTIES } from './boot-services-schema.js';
import { DRIVER_PROPERTIES } from './driver-schema.js';
import { exploreSchema } from './explore-schema.js';
import { LOAD_PROPERTIES } from './load-schema.js';
import { DEVICE, ONLINE_TYPE, PHASE_PROPERTIES } from './phase-schema.js';
import {
  NAME,
  address,
  addressBits,
  bare,
  byArchitecture,
  count,
  flag,
  identifier,
  memoryNames,
  names,
  object,
  size,
  text,
} from './schema-parts.js';

const MACHINE = {
  memory: size('RAM at boot.'),
  maxmem: size('What the machine can grow to by plugging memory devices.'),
  slots: count('Slots for memory devices.', 256),
  firmware: text(
    'What boots the machine: bios, efi or dt (a devicetree without EFI), as the architecture has it.',
  ),
  cmdline: text('The command line of the first kernel.'),
  append: text('What comes after that command line, or after the ordinary one of the architecture.'),
  hypervisor: flag('Whether the CPU says that it runs under a hypervisor. Default true.'),
  'secure-boot': {
    enum: ['on', 'off', true, false],
    description:
      'Whether firmware verifies what it starts. The kernel is locked down then, unless lockdown says otherwise. Default off.',
  },
  lockdown: {
    enum: [...security.LOCKDOWN_LEVELS],
    description:
      'What /sys/kernel/security/lockdown says. Default: what Secure Boot and the command line ask for.',
  },
  'ima-appraise': flag(
    'Whether IMA enforces a rule for kernels of kexec (appraise func=KEXEC_KERNEL_CHECK).',
  ),
  'cap-sys-boot': flag('Whether those who call kexec have CAP_SYS_BOOT. Default true.'),
  'stuck-cpus': flag('Whether there are CPUs that cannot be parked. Default false.'),
  nodes: {
    type: 'array',
    items: count('A NUMA node.', 1023),
    minItems: 1,
    uniqueItems: true,
    description: 'NUMA nodes that can exist. Default: node 0.',
  },
  qemu: text("The machine in QEMU's own words: -m, -machine, -numa, -object, -device, -bios, -append."),
  capture: text('A recorded machine instead of a description: its directory or tar, relative to this file.'),
  'page-size': {
    ...size('A page of its kernel. Default: what distributions ship for the architecture.'),
    examples: ['4K', '16K', '64K'],
  },
  'va-bits': addressBits('Bits of virtual addresses that its kernel was built for.'),
  'va-bits-in-use': addressBits(
    'Bits of virtual addresses that its CPU lets the kernel use. Default: all that it was built for.',
  ),
  'pa-bits': addressBits('Bits of physical addresses that its kernel was built for.'),
  config: {
    type: 'object',
    propertyNames: { pattern: '^[A-Z0-9_]+$', examples: ['CRASH_HOTPLUG', 'MEMORY_HOTPLUG_DEFAULT_ONLINE'] },
    additionalProperties: {
      type: ['string', 'integer', 'boolean'],
      description: 'y, m, n or a value, as Kconfig has it.',
    },
    description:
      "Switches of its kernel's configuration, by Kconfig's names without CONFIG_: `{ EFI_RUNTIME_MAP: y }`.",
  },
};

const PURGATORY = object(
  'Sizes of a purgatory.',
  { bufsz: size('Bytes copied.'), memsz: size('Bytes taken.') },
  ['bufsz', 'memsz'],
);

const BLOCKS = {
  type: ['string', 'integer', 'array'],
  minimum: 0,
  minItems: 1,
  pattern: `^(?:all|${NAME}(?:\\[[0-9]+\\])?)$`,
  examples: ['all', 'dimm1', 'dimm1[0]', 'memory32', 32],
  items: {
    type: ['string', 'integer'],
    minimum: 0,
    pattern: `^${NAME}(?:\\[[0-9]+\\])?$`,
    examples: ['dimm1', 'dimm1[0]', 'memory32', 32],
    description: 'A block: its number, memory32, dimm1 (all blocks of the device) or dimm1[0].',
  },
  description:
    'Which blocks: all, a number, memory32, dimm1 (all blocks of the device), dimm1[0], or a list of these.',
};

const EXPECTATION_PROPERTIES = {
  arch: names('Only on these architectures.'),
  policy: names(
    'When one of these policies is in force; none: when no policy is. Without it: with the policies of the scenario itself.',
  ),
  result: {
    type: 'string',
    enum: ['ok', 'refused', 'waits', ...Object.keys(ERRNO)],
    description:
      'What the caller was answered: ok, refused (for whatever reason), or an errno; waits: nothing yet, for want of a lock.',
  },
  status: text('The status that firmware gave, by its name: SUCCESS, INVALID_PARAMETER.'),
  outcome: {
    type: 'string',
    enum: ['booted', 'refused', 'panic', 'hang', 'reset', 'returned', 'dead'],
    description:
      'How a jump ended; dead is any of panic, hang and reset; returned: the code that was called came back.',
  },
  reason: text('Text that the reason contains.'),
  log: names('Texts that lines of the kernel log contain.'),
  'no-log': names('Texts that no line of the kernel log contains.'),
  segments: {
    type: 'object',
    additionalProperties: { type: 'string', pattern: `^${NAME}$`, examples: ['dimm1', 'boot'] },
    description:
      'In which memory the segments of the loaded image lie, by kind: `kernel: dimm1`, `all: boot`; `none: dimm1` for no segment.',
  },
  blocks: {
    type: 'object',
    propertyNames: {
      pattern: `^(?:[0-9]+|${NAME}(?:\\[[0-9]+\\])?)$`,
      examples: ['dimm1', 'dimm1[0]', 'memory32'],
    },
    additionalProperties: { type: 'string', enum: ['online', 'offline', 'absent'] },
    description: 'States of blocks: `dimm1: online`, `memory32: absent`.',
  },
  loaded: flag('Whether an image is loaded (/sys/kernel/kexec_loaded).'),
  'crash-loaded': flag('Whether a crash image is loaded (/sys/kernel/kexec_crash_loaded).'),
  iomem: names('Texts that lines of /proc/iomem contain.'),
  'no-iomem': names('Texts that no line of /proc/iomem contains.'),
  cmdline: text("Text that the running kernel's command line contains."),
  'boot-memory': memoryNames(
    'Memory that the running kernel takes for its boot memory, at least a block of it.',
  ),
  'vmcore-covers': memoryNames('Memory that /proc/vmcore has, whole: after a crash, by its headers.'),
  'vmcore-lacks': memoryNames('Memory of which /proc/vmcore has not a byte.'),
  'vmcore-zeroes': memoryNames(
    'Memory of which some reads as zeroes in /proc/vmcore: a virtio-mem device says that it is not plugged.',
  ),
  sizes: {
    type: 'object',
    propertyNames: { pattern: `^${NAME}$`, examples: ['vm0'] },
    additionalProperties: object('Sizes of a virtio-mem device.', {
      requested: size('What the host wants it to have.'),
      plugged: size('What the guest has plugged.'),
      online: size("What the kernel's page allocator can use of that."),
    }),
    description: 'Sizes of virtio-mem devices, by name.',
  },
};

const EXPECT = {
  type: ['object', 'array'],
  description: 'What should come out: one expectation, or a list of them.',
  properties: EXPECTATION_PROPERTIES,
  additionalProperties: false,
  items: object('One expectation. Every member that is there must hold.', EXPECTATION_PROPERTIES),
};

const STEP_PROPERTIES = {
  note: text('Why this happens, for people.'),
  by: text('Who does it, for people: administrator, udev.'),
  only: names('Only on these architectures.'),
  unmovable: {
    ...BLOCKS,
    pattern: BLOCKS.items.pattern,
    examples: ['dimm1[0]', 'memory32', 'none'],
    description:
      'Blocks in which the kernel has a page of its own from here on, so that they cannot leave: dimm1[0], memory32, or a list; none says that it has none where it matters.',
  },
  expect: EXPECT,
  plug: DEVICE('Plug a memory device (a DIMM).'),
  unplug: identifier('Ask for a memory device back: its name.'),
  online: {
    type: ['string', 'object'],
    description: 'Bring offline blocks online: the word for all of them, or a word and blocks.',
    pattern: '^online(?:_kernel|_movable)?$',
    examples: ['online', 'online_kernel', 'online_movable'],
    properties: { type: ONLINE_TYPE, blocks: BLOCKS },
    additionalProperties: false,
  },
  offline: BLOCKS,
  'auto-online': { type: 'string', enum: ONLINE_TYPES, description: 'Write auto_online_blocks.' },
  load: {
    ...object('Load a kernel with kexec(8), by its own words.', {
      call: {
        type: 'string',
        enum: ['-c', '-s', '-a'],
        description:
          '-c: kexec_load; -s: kexec_file_load; -a: the second, and the first when that fails. Default -c.',
      },
      ...LOAD_PROPERTIES,
    }),
    type: ['null', 'object'],
  },
  'raw-load': object(
    'One kexec_load system call with these arguments.',
    {
      entry: address('The entry point.'),
      segments: {
        type: 'array',
        items: object(
          'A segment.',
          {
            mem: address('Destination.'),
            memsz: size('Bytes taken at the destination.'),
            bufsz: size('Bytes copied. Default: as many as are taken.'),
            holds: {
              type: 'string',
              pattern: '^[A-Za-z][A-Za-z0-9_-]*$',
              maxLength: 64,
              examples: ['dtb', 'cmdline'],
              description:
                'What its buffer holds, for kernels that load nothing without it: dtb, or a word of the architecture.',
            },
          },
          ['mem', 'memsz'],
        ),
        maxItems: 64,
        description: 'Segments, as the system call gets them.',
      },
      panic: flag('KEXEC_ON_CRASH.'),
      flags: size("The flags argument, whole. Default: this architecture's."),
    },
    ['entry', 'segments'],
  ),
  unload: {
    type: ['null', 'string'],
    enum: [null, 'normal', 'crash'],
    description: 'kexec -u: drop the image. Default: the normal one.',
  },
  exec: bare('kexec -e: jump into the loaded image.'),
  crash: bare('The kernel panics.'),
  write: object(
    "Something writes to memory behind the kernel's back: a device that was not shut down, or a bug.",
    {
      at: address('Where it writes.'),
      segment: text('Or: the segment that it hits, in the pages where it waits for the jump.'),
      panic: flag('A segment of the crash image.'),
      offset: size('Bytes from the start of the segment. Default 0.'),
      size: size('Bytes written. Default 1.'),
      byte: count('What each byte becomes. Default 0xa5.', 255),
    },
  ),
  'load-disabled': {
    type: ['null', 'integer'],
    minimum: 0,
    maximum: 2 ** 31 - 1,
    description: 'Write kernel.kexec_load_disabled. Default 1.',
  },
  ...DRIVER_PROPERTIES,
  ...BOOT_SERVICES_PROPERTIES,
  ...PHASE_PROPERTIES,
};

/** Verbs that may stand alone, without a colon. */
export const BARE_VERBS = '^(?:load|unload|exec|crash|check-loaded|reboot-(?:begin|shutdown|jump))$';

/** JSON Schema of scenario files. Published as `@warmboot/scenario/schemas/scenario.schema.json`. */
export const scenarioSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:warmboot:schema:scenario:1',
  title: 'Warmboot scenario',
  ...object(
    'A story about one machine: what is loaded, plugged, pulled and run, and what should come of it.',
    {
      $schema: text('The schema of this file, for editors.'),
      name: { type: 'string', minLength: 1, maxLength: 200, description: 'A short title.' },
      story: text('What happens and why, for people.'),
      plugins: {
        type: 'array',
        items: {
          type: 'string',
          minLength: 1,
          examples: ['warmboot-arch-riscv64', './my-plugin'],
          description:
            'A plugin: the name of its package, or a path relative to this file that begins with ./ or ../ (or is absolute).',
        },
        description: 'Plugins that the story needs, beside those that come with the command.',
      },
      machine: object('The machine on which it happens.', {
        ...MACHINE,
        on: byArchitecture('What differs on single architectures.', object('A machine.', MACHINE)),
      }),
      kernel: byArchitecture('The kernel file of each architecture, by its header facts.', {
        type: 'object',
        properties: { format: text('Name of the image format.') },
        required: ['format'],
        description: 'Header facts, in the field names of recordings.',
      }),
      initrd: {
        ...size('Bytes of the initrd, the same everywhere or by architecture; false for none.'),
        type: ['integer', 'string', 'boolean', 'object'],
        additionalProperties: {
          ...size('Bytes of the initrd; false for none.'),
          type: ['integer', 'string', 'boolean'],
        },
      },
      tools: byArchitecture(
        'Sizes of what tools put between two kernels.',
        object('Tools of one architecture.', {
          purgatory: PURGATORY,
          kernel_purgatory: PURGATORY,
          kexec_tools: {
            type: 'string',
            pattern: String.raw`^[0-9]+(?:\.[0-9]+)*$`,
            examples: ['2.0.25', '2.0.32'],
            description: 'The release of kexec-tools. Default 2.0.25.',
          },
        }),
      ),
      profile: text(
        'The kernel profile: what this version of Linux does differently. Default: that of the release, else linux-6.1.',
      ),
      release: {
        type: 'string',
        pattern: String.raw`^[0-9]+\.[0-9]+(?:[^0-9\s]\S*)?$`,
        examples: ['6.12.117', '6.1.0-28-amd64'],
        description: 'The release of the kernel, as uname -r prints it: it picks the profile.',
      },
      arch: names('The architectures on which it is played, unless the player chooses others. Default: all.'),
      policy: names('Policies in force; none for mainline.'),
      udev: flag(
        'Whether the udev rule of a policy in force acts by itself after each step; false: only as steps say. Default true.',
      ),
      steps: {
        type: 'array',
        minItems: 1,
        maxItems: 10_000,
        description: 'What happens, in order. A file with an explore section needs none.',
        items: {
          type: ['object', 'string'],
          pattern: BARE_VERBS,
          examples: ['load', 'unload', 'exec', 'crash', 'check-loaded', 'reboot-begin'],
          description: 'One thing that happens: one verb, and what is expected of it.',
          properties: STEP_PROPERTIES,
          additionalProperties: false,
        },
      },
      expect: EXPECT,
      explore: exploreSchema(MACHINE),
    },
    ['name'],
  ),
} as const;

/** Verbs of a step, in the order of the schema. */
export const VERBS: readonly string[] = Object.keys(STEP_PROPERTIES).filter(
  (key) => !['note', 'by', 'only', 'unmovable', 'expect'].includes(key),
);
