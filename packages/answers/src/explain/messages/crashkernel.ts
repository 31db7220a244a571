import { messagesOf } from '../message.js';

const ASK = '`warmboot crashkernel SPEC --machine CAPTURE` (or --ram SIZE) shows what would fit, and why.';
const GRAMMAR = 'Forms: SIZE[@PLACE], START-[END]:SIZE,...[@PLACE], SIZE,high and SIZE,low.';
const PARSER = 'kernel/crash_core.c (kernel/crash_reserve.c since 6.9), __parse_crashkernel';

/** What kernels say as they reserve memory for a capture kernel. */
export const crashkernelMessages = messagesOf('Linux', [
  [
    'crashkernel reservation failed - memory is in use.',
    /crashkernel reservation failed - memory is in use/,
    'crashkernel=SIZE@PLACE names a place that is taken: by the kernel itself, which KASLR puts somewhere else at each boot, by the initrd, or by firmware. With KASLR it works in some boots only.',
    `Leave @PLACE out. ${ASK}`,
    'arch/x86/kernel/setup.c, reserve_crashkernel; kernel/crash_reserve.c, reserve_crashkernel_generic',
  ],
  [
    'crashkernel reservation failed - No suitable area found.',
    /crashkernel reservation failed - No suitable area found/,
    'No hole of memory is large enough where a plain size is looked for, nor above.',
    `Ask for less, or for SIZE,high. ${ASK}`,
    'arch/x86/kernel/setup.c, reserve_crashkernel (before 6.7)',
  ],
  [
    'cannot allocate crashkernel (size:0x20000000)',
    /cannot allocate crashkernel \(size:0x[0-9a-f]+\)/,
    'No hole is large enough. Before the rules that all architectures share (arm64 before 6.5 or so) a plain size is looked for below 4 GiB alone.',
    `Ask for less, or say SIZE,high. ${ASK}`,
    'arch/arm64/mm/init.c, reserve_crashkernel; kernel/crash_reserve.c, reserve_crashkernel_generic',
  ],
  [
    'cannot allocate crashkernel low memory (size:0x10000000).',
    /cannot allocate crashkernel low memory \(size:0x[0-9a-f]+\)/,
    'A place above 4 GiB was found, and none below for the part that devices of the capture kernel need; both are given up.',
    'Say SIZE,high with a smaller SIZE,low. Beside a plain size ,low is not read.',
    'kernel/crash_reserve.c, reserve_crashkernel_low',
  ],
  [
    'Cannot reserve 256MB crashkernel low memory, please try smaller size.',
    /Cannot reserve \d+MB crashkernel low memory/,
    'The same on x86 before 6.7: the region itself is above 4 GiB and has no low part.',
    'Say a smaller SIZE,low.',
    'arch/x86/kernel/setup.c, reserve_crashkernel_low',
  ],
  [
    'crashkernel reserved: 0x00000000eb600000 - 0x00000000fb600000 (256 MB)',
    /crashkernel reserved: 0x[0-9a-f]+ - 0x[0-9a-f]+ \(\d+ MB\)/,
    'The memory is set aside. The end is exclusive.',
    'Nothing: this is how it should be. /proc/iomem shows it as Crash kernel.',
    'kernel/crash_reserve.c, reserve_crashkernel_generic',
  ],
  [
    'crashkernel low memory reserved: 0xf3600000 - 0xfb600000 (128 MB)',
    /crashkernel low memory reserved: 0x[0-9a-f]+ - 0x[0-9a-f]+/,
    'The region is above 4 GiB, and this is its part below, for devices that reach 32 bits only.',
    'Nothing. Its size is that of SIZE,low beside SIZE,high, else the default of the architecture.',
    'kernel/crash_reserve.c, reserve_crashkernel_low',
  ],
  [
    'Reserving 256MB of memory at 1776MB for crashkernel (System RAM: 8191MB)',
    /Reserving \d+MB of memory at \d+MB for crashkernel/,
    'The memory is set aside.',
    'Nothing: this is how it should be.',
    'arch/x86/kernel/setup.c, reserve_crashkernel (before 6.7)',
  ],
  [
    'Reserving 256MB of low memory at 1520MB for crashkernel (low RAM limit: 4096MB)',
    /Reserving \d+MB of low memory at \d+MB for crashkernel/,
    'The region is above 4 GiB, and this is its part below.',
    'Nothing.',
    'arch/x86/kernel/setup.c, reserve_crashkernel_low',
  ],
  [
    'crashkernel: memory value expected',
    /crashkernel: [mM]emory value expected/,
    'What stands after crashkernel= is no size: crashkernel=auto on a kernel that never had it (it was Red Hat’s own, and is gone since RHEL 9) is the usual one.',
    `${GRAMMAR} On RHEL 9 and later \`kdumpctl reset-crashkernel\` writes one.`,
    PARSER,
  ],
  [
    "crashkernel: '-' expected",
    /crashkernel: '-' expected/,
    'A value with a colon is a list of ranges, and a range has no dash.',
    GRAMMAR,
    PARSER,
  ],
  [
    "crashkernel: ':' expected",
    /crashkernel: ':' expected/,
    'A range has no size after it.',
    GRAMMAR,
    PARSER,
  ],
  [
    'crashkernel: end <= start',
    /crashkernel: end <= start/,
    'A range ends before it begins.',
    'Ranges are START-END:SIZE, START being part of them and END not; units count (1024M-1G is empty).',
    PARSER,
  ],
  [
    'crashkernel: unrecognized char: .',
    /crashkernel: unrecognized char: /,
    'Something follows the size that is neither @ nor the end: 1.5G, 256MB, a blank’s substitute.',
    `Whole numbers with K, M, G or T. ${GRAMMAR}`,
    PARSER,
  ],
  [
    'crashkernel: invalid size',
    /crashkernel: invalid size/,
    'A range asks for as much as the machine has, or more.',
    'Ask for less. The RAM is counted without what firmware keeps.',
    PARSER,
  ],
  [
    "Memory value expected after '@'",
    /[mM]emory value expected after '@'/,
    'A list of ranges ends in @ without a place.',
    'Leave @ out.',
    PARSER,
  ],
  [
    'crashkernel size resulted in zero bytes',
    /crashkernel size resulted in zero bytes/,
    'No range of the list holds the RAM of this machine, so nothing is reserved.',
    `The last range may have no end (64G-:512M). ${ASK}`,
    PARSER,
  ],
  [
    'Using crashkernel=auto, the size chosen is a best effort estimation.',
    /Using crashkernel=auto/,
    'Red Hat’s kernels up to RHEL 8 choose a size by the RAM of the machine.',
    'The size may be too little for the drivers of this machine: `kdumpctl estimate` measures.',
    'kernels of RHEL 6 to 8',
  ],
  [
    'Ignoring crashkernel for a Xen PV domain',
    /Ignoring crashkernel for a Xen PV domain/,
    'A paravirtual guest of Xen does not own its memory, and has no capture kernel.',
    'Use a PVH or HVM guest, or let Xen itself dump: crashkernel= on the hypervisor’s own command line.',
    'arch/x86/kernel/setup.c, reserve_crashkernel',
  ],
]);
