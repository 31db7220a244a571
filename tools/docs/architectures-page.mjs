// The architectures side by side, from what their plugins say of themselves and from the stories in examples/.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GiB, hex, humanSize, TiB } from '../../packages/address/dist/index.js';
import { extend, platforms } from '../../packages/core/dist/index.js';
import { fromCommandLine, openFramework } from '../../packages/cli/dist/index.js';
import {
  compare,
  describeOutcome,
  ending,
  kernelOptionsOf,
  parseScenario,
  play,
} from '../../packages/scenario/dist/index.js';

const NONE = '-';

/** The version of Linux on the page: the first that hotplugs memory and loads an Image by kexec_file_load on all three. */
const PROFILE = 'linux-6.16';

/** Examples of plugins that an author outside would write. */
const OUTSIDE = ['riscv64', 'loongarch64', 'ppc64le', 's390x'];

/** Those behind which real kernels stand, in captures of this repository. */
const RECORDED = ['arm64', 'x86_64', 'riscv64'];

const sizes = [GiB, 64 * GiB, TiB];

/** The machine of an empty story: what the architecture makes of a description without a word. */
const ordinaryMachine = (framework, architecture) => {
  const story = 'name: an ordinary machine\nsteps:\n  - unload:\n';
  return play(framework, parseScenario(framework, story, 'ordinary.yaml'), {
    architecture,
    profile: PROFILE,
  });
};

/** `A, B and C`. */
const inWords = (names) => names.join(', ').replace(/, ([^,]*)$/, ' and $1');

const listOrNone = (words) => (words.length === 0 ? NONE : words.join(', '));

const reachOf = (reach) =>
  reach.ok ? `${hex(reach.value.start)} to ${hex(reach.value.end - 1)}` : reach.reason;

const zonesOf = ({ memory }, machine) =>
  memory
    .zones({ bootRam: machine.platform.bootRam, hypervisor: true })
    .map(({ name, end }) => (end === Infinity ? name : `${name} below ${hex(end)}`))
    .join(', ');

const blockSizes = ({ memory }, machine) => {
  const [ram] = machine.platform.bootRam;
  return sizes
    .map((size) => {
      const bootRam = [{ start: ram.start, end: ram.start + size }];
      return `${humanSize(memory.blockSize({ bootRam, hypervisor: true }))} at ${humanSize(size)}`;
    })
    .join(', ');
};

/** The page sizes that commands accept, the one that an ordinary machine has first. */
const pageSizes = ({ builds, memory }) => {
  const others = (builds?.pageSizes ?? []).filter((size) => size !== memory.pageSize);
  return [memory.pageSize, ...others].map(humanSize).join(', ');
};

/** The bits that commands accept with each page size, and what an ordinary machine has. */
const addressBits = ({ builds, memory }, _, { build }) => {
  if (builds?.vaBits === undefined) return NONE;
  const sizes = builds.pageSizes.map((size) => [humanSize(size), builds.vaBits(size).join(', ')]);
  const alike = new Set(sizes.map(([, bits]) => bits)).size === 1;
  const allowed = alike
    ? builds.vaBits(memory.pageSize).join(', ')
    : sizes.map(([size, bits]) => `${bits} with ${size}`).join('; ');
  const usual =
    build.vaBitsInUse === build.vaBits ? build.vaBits : `${build.vaBits}, ${build.vaBitsInUse} in use`;
  return `${allowed}; ordinarily ${usual}`;
};

const numberOf = (profile) => Number(/\d+$/.exec(profile.name)?.[0] ?? 0);

/** Profiles by version; those that a plugin brings are there with the plugin. */
const profileWords = ({ profiles }) =>
  profiles
    .all()
    .toSorted((a, b) => numberOf(a) - numberOf(b))
    .map(({ name }) => {
      const origin = profiles.originOf(name);
      return origin === '@warmboot/core' ? `\`${name}\`` : `\`${name}\` (with ${origin})`;
    })
    .join(', ');

/** Names of the parts of a kind that an architecture's own plugin brings. */
const broughtWith = (framework, point, architecture) => {
  const parts = framework.parts(point);
  const plugin = framework.architectures.originOf(architecture);
  return parts
    .all()
    .map(({ name }) => name)
    .filter((name) => parts.originOf(name) === plugin);
};

const codes = (words) => words.map((word) => `\`${word}\``);

/** One row each: a title, and what to say of an architecture, its ordinary machine and its kernel. */
const ROWS = [
  ['other names', ({ aliases }) => listOrNone(aliases)],
  ['pages (`--page-size`)', pageSizes],
  ['bits of virtual addresses (`--va-bits`)', addressBits],
  ['its options of Kconfig (`machine.config`)', ({ builds }) => listOrNone(codes(builds?.options ?? []))],
  ['memory blocks under a hypervisor', blockSizes],
  ['zones of its ordinary machine', zonesOf],
  ['highest physical address', ({ memory }) => hex(memory.physicalLimit - 1)],
  ['memory can be added at', (_, machine, kernel) => reachOf(kernel.hotplugRange(machine))],
  ['memblock survives boot', ({ memory }) => (memory.keepsMemblock ? 'yes' : 'no')],
  ['own memory notifiers', ({ notifiers }) => listOrNone(notifiers.map(({ name }) => `\`${name}\``))],
  ['kernel files, in the order of probing', ({ images }) => listOrNone(images.map(({ name }) => name))],
  ['kexec_load', ({ userSpaceLoader }) => (userSpaceLoader === undefined ? 'not supported' : 'yes')],
  [
    'its kexec searches',
    ({ userSpaceLoader }) =>
      userSpaceLoader?.direction === undefined ? NONE : `from the ${userSpaceLoader.direction} address on`,
  ],
  ['kexec_file_load', ({ fileLoader }) => (fileLoader === undefined ? 'not supported' : 'yes')],
  [
    'the kernel’s own purgatory checks a digest',
    ({ fileLoader }) => (fileLoader?.verifiesDigest === true ? 'yes' : 'no'),
  ],
  ['KEXEC_ARCH flag', ({ kexec }) => hex(kexec.archFlag)],
  ['KEXEC_PRESERVE_CONTEXT', ({ kexec }) => (kexec.preserveContext ? 'yes' : 'no')],
  ['control pages', ({ kexec }) => humanSize(kexec.controlPageSize)],
  [
    'the kernel rewrites a crash header after hotplug',
    ({ kexec }) => (kexec.crashHotplug === true ? 'versions that can' : 'no'),
  ],
  ['firmware of described machines', ({ referenceMachine }) => listOrNone(referenceMachine?.firmwares ?? [])],
  [
    'its ordinary machine',
    (_, { platform }) =>
      `${humanSize(platforms.installedBytes(platform))} from ${hex(platform.bootRam[0].start)} on`,
  ],
  [
    'first memory device',
    ({ referenceMachine }, { platform }) =>
      referenceMachine === undefined ? NONE : hex(referenceMachine.deviceMemoryBase(platform)),
  ],
  ['machine_kexec_prepare() may refuse a load', ({ kexec }) => (kexec.prepare === undefined ? 'no' : 'yes')],
  [
    'memory comes by',
    ({ name }, _, __, framework) =>
      listOrNone(['plugged devices', ...broughtWith(framework, extend.PROVIDER, name)]),
  ],
  [
    'verbs of its own in scenarios',
    ({ name }, _, __, framework) => listOrNone(codes(broughtWith(framework, extend.ACTION, name))),
  ],
  ['files it reads', ({ files = [] }) => listOrNone(files.map(({ path }) => `\`${path}\``))],
];

const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** Whether an architecture has the firmware that a story wants. */
const hasFirmware = (framework, { machine: { firmware } }, architecture) =>
  firmware === undefined ||
  framework.architectures.get(architecture).referenceMachine.firmwares.includes(firmware);

const endingWords = (answer) => (answer.ok && answer.outcome === undefined ? 'ok' : describeOutcome(answer));

/** How each story in examples/ ends, mainline and unprotected. */
const endings = (root, framework, names) =>
  readdirSync(join(root, 'examples'))
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .flatMap((file) => {
      const scenario = parseScenario(framework, readFileSync(join(root, 'examples', file), 'utf8'), file);
      const machines = [scenario.machine, ...Object.values(scenario.machineOn)];
      if (machines.some(({ capture }) => capture !== undefined)) return [];
      const played = names.map((architecture) =>
        hasFirmware(framework, scenario, architecture)
          ? play(framework, scenario, { architecture, policies: [], profile: PROFILE })
          : undefined,
      );
      const told = played.filter((one) => one !== undefined);
      const differs = compare(told).steps.some((step) => step.differs);
      return [
        [
          `[${scenario.name}](../examples/${file})`,
          ...played.map((one) => (one === undefined ? NONE : endingWords(ending(one)))),
          differs ? '≠' : '',
        ],
      ];
    });

/** What stands behind each column. */
const recordedWords = (names) => {
  const [recorded, read] = [true, false].map((wanted) =>
    names.filter((name) => RECORDED.includes(name) === wanted),
  );
  const others =
    read.length === 0
      ? ''
      : ` Nothing is recorded for ${inWords(read)}: what they do is read in sources, and the test kit says no more than that it fits together.`;
  return `Recordings of real kernels stand behind ${recorded.join(', ')}.${others}`;
};

export const architecturesPage = async (root) => {
  const outside = OUTSIDE.map((name) => join(root, 'examples', `arch-${name}`));
  const framework = await openFramework(fromCommandLine(outside));
  const architectures = framework.architectures.all();
  const names = architectures.map(({ name }) => name);
  const ordinary = architectures.map(({ name }) => ordinaryMachine(framework, name));
  return `# The architectures side by side

What the plugins say of themselves, and what follows from it, for the kernel profile \`${PROFILE}\`. The page is generated: \`npm run docs:pages\`. The same for a
story of your own, with reasons: \`warmboot compare STORY --plugin ./examples/arch-riscv64\`.

${table(
  ['', ...architectures.map(({ name }) => `${name}`)],
  ROWS.map(([title, say]) => [
    title,
    ...ordinary.map(({ start, kernel }) => say(kernel.architecture, start.machine, kernel, framework)),
  ]),
)}

Kernel profiles (\`--profile\`; a release picks its own, or the last one before it): ${profileWords(framework)}.
Options of Kconfig that every architecture knows: ${codes(kernelOptionsOf({})).join(', ')}.

Brought by ${architectures.map(({ name }) => `${framework.architectures.originOf(name)} (${name})`).join(', ')}.

${recordedWords(names)}

## How the stories end

Every story of \`examples/\` that is told of a described machine, without a protection, on the same kernel. What is refused on the way
may be refused earlier on one architecture than on another; ≠ marks stories in which any step was answered differently, - architectures without the firmware of the story.

${table(['story', ...names, ''], endings(root, framework, names))}
`;
};
