// What people asked, with the command that answers and what it prints, as it prints it.
import { main, terminalOn } from '../../packages/cli/dist/index.js';

const MACHINES = 'examples/machines';
const CASES = 'examples/cases';

/**
 * The questions, in words that their askers would use. Of a long answer `from` and `to` name the part that answers: the first
 * line that matches, and the line after which no more is shown.
 */
const QUESTIONS = [
  {
    asked: 'Does arm64 support the mem=xxx@yyy kernel command line option?',
    argv: ['load', `${MACHINES}/debian-12-arm64.tar.gz`, '-c', '--append=mem=512M@0x60000000'],
    parts: [
      [/^Loaded by/, /^Loaded by/],
      [/mem=512M@.*: the size/, /whatever place/],
      [/^After kexec/, /MiB$/],
    ],
    says: 'To reduce memory only: the size is read, and the lowest 512 MiB stay. A real Debian kernel says “Memory limited to 512MB” and has 0x40000000-0x5fffffff.',
  },
  {
    asked: 'And x86, which documents mem=nn@ss?',
    argv: ['load', `${MACHINES}/debian-12-x86_64.tar.gz`, '-c', '--append=mem=512M@0x20000000'],
    parts: [
      [/^Loaded by/, /^Loaded by/],
      [/mem=512M@.*: the size/, /memmap= reads one/],
      [/^After kexec/, /own image/],
    ],
    says: 'The same; memmap=512M@0x20000000 is the one with a place.',
  },
  {
    asked:
      'My machine boots with efi=noruntime. After kexec -s the next kernel finds no RSDP and no ACPI. Why?',
    argv: ['run', `${CASES}/efi-noruntime.yaml`],
    parts: [[/^1\. kexec/, /finds no ACPI/]],
  },
  {
    asked:
      'crashkernel=256M@128M works, and after some reboots the log says “memory is in use”. Another reboot resolves it. What is wrong?',
    argv: ['crashkernel', '256M@128M', '--machine', `${MACHINES}/debian-12-x86_64.tar.gz`],
    says: 'Of twelve real boots of this machine eight reserved it.',
  },
  {
    asked: 'I boot with crashkernel=4G crashkernel=512M,low and get 128 MiB of low memory. Why not 512?',
    argv: ['crashkernel', '4G 512M,low', '--ram', '64G', '--arch', 'arm64', '--profile', 'linux-6.8'],
  },
  {
    asked: 'Why does crashkernel=3200M fail on an arm64 server with 8 GiB, and work with a newer kernel?',
    argv: ['crashkernel', '3200M', '--ram', '8G', '--arch', 'arm64'],
  },
  {
    asked: 'Which range of crashkernel=1G-64G:256M,64G-1T:512M,1T-:1G does a machine with 2 TiB get?',
    argv: [
      'crashkernel',
      '1G-64G:256M,64G-1T:512M,1T-:1G',
      '--ram',
      '2T',
      '--arch',
      'x86_64',
      '--profile',
      'linux-6.8',
    ],
  },
  {
    asked: 'We grow a guest from 32 to 512 GiB by DIMMs. Will the dump have the new memory?',
    argv: [
      'compare',
      `${CASES}/grows-and-crashes.yaml`,
      '--arch',
      'x86_64',
      '--profile',
      'linux-6.1',
      '--brief',
    ],
    parts: [[/^ *6 /, /anew$/]],
    says: 'Not with Linux 6.1. The next answer is that of 6.8.',
  },
  {
    asked: 'And with a kernel that updates the elfcorehdr on hotplug?',
    argv: [
      'compare',
      `${CASES}/grows-and-crashes.yaml`,
      '--arch',
      'x86_64',
      '--profile',
      'linux-6.8',
      '--brief',
    ],
    parts: [[/^ *7 /, /\/proc\/vmcore/]],
  },
  {
    asked:
      'What will the dump of the machine that I have here lack, and must kdump be reloaded when memory comes?',
    argv: ['load', `${MACHINES}/debian-12-x86_64.tar.gz`, '-p', '-s'],
    parts: [
      [/^Loaded/, /has \d+ MiB/],
      [/^After a panic/, /Memory that is plugged later/],
    ],
  },
  {
    asked: 'Plugging DIMMs beyond 256 GiB on arm64: is that refused?',
    argv: ['run', `${CASES}/arm64-recorded-dimm.yaml`],
    parts: [[/^1\. plug/, /memory:added/]],
    says: 'Distributions build for 48 bits. A kernel of 39 bits refuses it: try `--va-bits 39`.',
  },
  {
    asked: 'All I have is /proc/iomem of a Raspberry Pi. Where would kexec put a kernel?',
    argv: ['load', `${CASES}/raspberry-pi-iomem.txt`, '-c'],
    parts: [
      [/^What goes where/, /entered at/],
      [/^What the input/, /no file is given|file is given/],
    ],
  },
  {
    asked: 'A server has CXL memory that came as kmem. Does kexec use it, and does the next kernel have it?',
    argv: ['load', `${CASES}/cxl-server-iomem.txt`, '-c'],
    parts: [
      [/^What goes where/, /entered at/],
      [/^After kexec/, /finds it again/],
    ],
  },
  {
    asked: 'I have a syslog with two boots of RHEL 6. Can I ask with that?',
    argv: ['crashkernel', '128M', '--machine', `${CASES}/two-boots-of-2.6.log`],
  },
  {
    asked: 'How can user space know that the kernel that it loaded will not boot any more?',
    argv: ['run', 'examples/silent-unload.yaml', '--arch', 'arm64'],
    parts: [[/^Why it ended so/, /\.$/]],
    says: 'Mainline has nothing that tells. Here a policy drops the image whenever memory changes, so that kexec -e refuses; `warmboot explore examples/thread.yaml` tries every protection that was proposed.',
  },
  {
    asked: 'A DIMM was pulled after kexec -l. Why does the machine just reset on kexec -e?',
    argv: ['run', 'examples/thread.yaml', '--arch', 'x86_64', '--policy', 'none'],
    parts: [[/^Why it ended so/, /took it away/]],
  },
  {
    asked: 'Should the second call, kexec -e, fail instead? What would a check at the jump bring?',
    argv: ['run', 'examples/too-late.yaml', '--arch', 'arm64'],
    parts: [[/^Why it ended so/, /\.$/]],
    says: 'It avoids the silent death, and comes when the services of the machine are already down.',
  },
  {
    asked: 'Secure Boot is on, and kexec says: kexec_load failed: Operation not permitted',
    argv: ['explain', 'EPERM'],
  },
  {
    asked: 'kexec -a ends with “Key was rejected by service”. Why does it not fall back on the other call?',
    argv: ['explain', 'kexec_file_load failed: Key was rejected by service'],
  },
  {
    asked: 'What does “Cannot get kernel _text symbol address” mean? kdump on arm64 prints it.',
    argv: ['explain', 'Cannot get kernel _text symbol address'],
  },
  {
    asked: 'kexec -p says “Could not find a free area of memory of 0x3fb10000 bytes... locate_hole failed”',
    argv: ['explain', 'Could not find a free area of memory of 0x3fb10000 bytes...'],
  },
  {
    asked: 'kdumpctl: kdump: No memory reserved for crash kernel',
    argv: ['explain', 'kdumpctl[772]: kdump: No memory reserved for crash kernel'],
  },
  {
    asked: 'crashkernel=auto worked for years. Now dmesg says “crashkernel: memory value expected”.',
    argv: ['explain', '[    0.000000] crashkernel: memory value expected'],
  },
  {
    asked: 'The capture kernel dies with “System is deadlocked on memory”.',
    argv: ['explain', 'Kernel panic - not syncing: System is deadlocked on memory'],
  },
  {
    asked: 'makedumpfile with KASLR: how does it find the symbols, and what is missing here?',
    argv: ['explain', 'Cannot get kernel page_offset_base symbol address'],
    says: 'The kernel tells its offset in VMCOREINFO (KERNELOFFSET), which makedumpfile and crash read from the dump itself.',
  },
  {
    asked: 'We hot-add a DIMM, bring it online, and some days later it will not go again. Is that a bug?',
    argv: ['run', `${CASES}/kernel-memory-leaves.yaml`, '--arch', 'x86_64'],
    parts: [
      [/^4\. unplug/, /^4\. unplug/],
      [/^ +note +may be refused/, /it has none/],
    ],
    says: 'The kernel took pages of its own there. Memory that should go again goes online as online_movable.',
  },
  {
    asked:
      'kexec -l ends with “Cannot allocate memory” in a guest of 512 MiB, though 200 MiB are free and the initrd has 150.',
    argv: ['run', `${CASES}/load-needs-twice.yaml`, '--arch', 'x86_64'],
    parts: [[/^1\. kexec/, /refused/]],
    says: 'The image waits in pages of the kernel, beside the files that were read for it: about twice the initrd.',
  },
  {
    asked: 'A 15 GiB DIMM into a guest of 256 MiB: acpi PNP0C80:00: add_memory failed',
    argv: ['explain', 'acpi PNP0C80:00: add_memory failed'],
  },
  {
    asked: 'arm64 refuses kexec: “Can’t kexec: CPUs are stuck in the kernel.”',
    argv: ['explain', "kexec: Can't kexec: CPUs are stuck in the kernel."],
  },
  {
    asked: 'Our command line has kho=on. Does that change what kexec does?',
    argv: ['explain', 'kho=on'],
  },
];

/** A word as a shell wants it. */
const quoted = (word) => {
  if (/^[\w./:=@,+-]+$/.test(word)) return word;
  return word.includes("'") ? `"${word}"` : `'${word}'`;
};

const answerOf = async (root, argv) => {
  const lines = [];
  const terminal = terminalOn(
    (text) => lines.push(...text.split('\n')),
    (text) => lines.push(...text.split('\n')),
  );
  const before = process.cwd();
  process.chdir(root);
  try {
    await main(argv, terminal);
  } finally {
    process.chdir(before);
  }
  return lines.map((line) => line.trimEnd());
};

/** The parts that answer, with `...` for what is between them. @throws Error for a part that is not there any more */
const cut = (lines, parts, argv) => {
  if (parts === undefined) return lines;
  const shown = [];
  let at = 0;
  for (const [from, to] of parts) {
    const first = lines.findIndex((line, index) => index >= at && from.test(line));
    const last = lines.findIndex((line, index) => index >= first && to.test(line));
    if (first < 0 || last < 0) throw new Error(`docs/cases.md: ${argv.join(' ')} prints no ${from} to ${to}`);
    if (first > at || shown.length > 0) shown.push('...');
    shown.push(...lines.slice(first, last + 1));
    at = last + 1;
  }
  if (at < lines.length) shown.push('...');
  return shown;
};

/** The page. @param root folder of the workspace, from which the commands run */
export const casesPage = async (root) => {
  const sections = [];
  for (const { asked, argv, parts, says } of QUESTIONS) {
    const lines = cut(await answerOf(root, argv), parts, argv);
    while (lines.at(-1) === '') lines.pop();
    sections.push(
      `## ${asked}\n\n\`\`\`sh\nnpx warmboot ${argv.map(quoted).join(' ')}\n\`\`\`\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n${says === undefined ? '' : `\n${says}\n`}`,
    );
  }
  return `# Cases

Questions that people asked, each with a command that answers it and what it prints; \`...\` stands for lines that are left
out. The inputs are in [examples/cases](../examples/cases) and [examples/machines](../examples/machines): put your own
in their place. A copy of /proc/iomem, a log in any form, or the tar that \`warmboot capture\` makes will do.

${sections.join('\n')}`;
};
