import { MiB } from '@warmboot/address';

/**
 * The smallest crashkernel= with which Debian 12's 6.1.192 came up in a crash region of a guest of QEMU 7.2 with 1 GiB,
 * ran the init of its initrd and could read all of its files, and the largest that was tried and failed. MiB. Loaded by
 * `kexec -p -c` of 2.0.25, one CPU.
 */
export interface MeasuredCapture {
  readonly architecture: 'x86_64' | 'arm64';
  /** Bytes of the initrd, and of the cpio archives in it. */
  readonly packed: number;
  readonly unpacked: number;
  /** Beside `nr_cpus=1`. */
  readonly append?: string;
  readonly boots: number;
  readonly fails: number;
}

export const MEASURED: readonly MeasuredCapture[] = [
  { architecture: 'x86_64', packed: 1_031_893, unpacked: 1_983_828, boots: 84, fails: 82 },
  { architecture: 'x86_64', packed: 60_748_445, unpacked: 106_841_544, boots: 328, fails: 324 },
  {
    architecture: 'x86_64',
    packed: 60_748_445,
    unpacked: 106_841_544,
    append: 'root=/dev/vda1',
    boots: 248,
    fails: 240,
  },
  { architecture: 'x86_64', packed: 42_988_012, unpacked: 43_926_984, boots: 188, fails: 184 },
  { architecture: 'x86_64', packed: 35_835_744, unpacked: 64_898_504, boots: 220, fails: 216 },
  {
    architecture: 'x86_64',
    packed: 64_898_504,
    unpacked: 64_898_504,
    append: 'root=/dev/vda1',
    boots: 208,
    fails: 200,
  },
  { architecture: 'arm64', packed: 42_945_675, unpacked: 43_791_232, boots: 228, fails: 224 },
  { architecture: 'arm64', packed: 989_203, unpacked: 1_848_076, boots: 122, fails: 120 },
];

/** The region that was measured, where guests of 1 GiB have it. */
export const regionOf = ({ architecture }: MeasuredCapture, size: number) => {
  const start = architecture === 'x86_64' ? 0x1000_0000 : 0x5000_0000;
  return { start, end: start + size * MiB };
};
