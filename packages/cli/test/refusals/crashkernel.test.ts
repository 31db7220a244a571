import { expect, it } from 'vitest';
import { refusalIn, warmboot } from '../warmboot.js';

const refusal = (...argv: readonly string[]) => refusalIn('', 'crashkernel', ...argv);

it('says why nothing is reserved, with status 1', async () => {
  const { status, out } = await warmboot(
    'crashkernel',
    '3200M',
    '--ram',
    '8G',
    '--arch',
    'arm64',
    '--profile',
    'linux-6.1',
  );
  expect(status).toBe(1);
  expect(out).toMatchInlineSnapshot(`
    "crashkernel=3200M
    kernel  linux-6.1 (--profile), 4 KiB pages (what distributions ship), 48-bit addresses (what distributions ship)

           rules of   RAM    reserved  low part
    ───────────────────────────────────────────
    arm64  linux-6.1  8 GiB  nothing   -

    Why
      the largest hole below 4 GiB is 2.9 GiB at 0x40000000, too little for 3200 MiB; 4.9 GiB at
      0xfffe0000 would do, and these rules do not look there for a plain size: say ,high.
      | cannot allocate crashkernel (size:0xc8000000)"
  `);
});

it('says why no range holds the memory, with status 1', async () => {
  const { status, out } = await warmboot(
    'crashkernel',
    '16G-:512M',
    '--ram',
    '8G',
    '--arch',
    'x86_64',
    '--profile',
    'linux-6.1',
  );
  expect(status).toBe(1);
  expect(out).toMatchInlineSnapshot(`
    "crashkernel=16G-:512M
    kernel  linux-6.1 (--profile)

            rules of   RAM    reserved  low part
    ────────────────────────────────────────────
    x86_64  linux-6.1  8 GiB  nothing   -

    Why
      no range of 16G-:512M holds 8 GiB of RAM, so nothing is asked for.
      | crashkernel size resulted in zero bytes"
  `);
});

it('what is no size', async () => {
  expect(await refusal('abc', '--ram', '8G')).toMatchInlineSnapshot(`
    "warmboot: crashkernel: the specification is broken at character 1 of "abc"; allowed: a size such as 256M
      crashkernel=abc
                  ^
      Forms: SIZE[@PLACE], START-[END]:SIZE,...[@PLACE], SIZE,high and SIZE,low; units K, M, G and T."
  `);
});

it('a suffix that does not exist', async () => {
  expect(await refusal('512M,hihg', '--ram', '8G')).toMatchInlineSnapshot(`
    "warmboot: crashkernel: the specification is broken at character 5 of "512M,hihg"; allowed: the end, or @PLACE
      crashkernel=512M,hihg
                      ^
      Forms: SIZE[@PLACE], START-[END]:SIZE,...[@PLACE], SIZE,high and SIZE,low; units K, M, G and T."
  `);
});

it('a range without its size', async () => {
  expect(await refusal('1G-4G:', '--ram', '8G')).toMatchInlineSnapshot(`
    "warmboot: crashkernel: the specification is broken at character 7 of "1G-4G:"; allowed: a size such as 256M
      crashkernel=1G-4G:
                        ^
      Forms: SIZE[@PLACE], START-[END]:SIZE,...[@PLACE], SIZE,high and SIZE,low; units K, M, G and T."
  `);
});

it('a range whose end is no size', async () => {
  expect(await refusal('1G-x:64M', '--ram', '8G')).toMatchInlineSnapshot(`
    "warmboot: crashkernel: the specification is broken at character 4 of "1G-x:64M"; allowed: a size such as 256M
      crashkernel=1G-x:64M
                     ^
      Forms: SIZE[@PLACE], START-[END]:SIZE,...[@PLACE], SIZE,high and SIZE,low; units K, M, G and T."
  `);
});

it('a range that ends before it starts', async () => {
  expect(await refusal('4G-1G:64M', '--ram', '8G')).toMatchInlineSnapshot(`
    "warmboot: crashkernel: the specification is broken at character 4 of "4G-1G:64M"; allowed: an end above its start
      crashkernel=4G-1G:64M
                     ^
      Forms: SIZE[@PLACE], START-[END]:SIZE,...[@PLACE], SIZE,high and SIZE,low; units K, M, G and T."
  `);
});

it('the second of two ranges', async () => {
  expect(await refusal('1G-2G:64M,4G:128M', '--ram', '8G')).toMatchInlineSnapshot(`
    "warmboot: crashkernel: the specification is broken at character 13 of "1G-2G:64M,4G:128M"; allowed: '-'
      crashkernel=1G-2G:64M,4G:128M
                              ^
      Forms: SIZE[@PLACE], START-[END]:SIZE,...[@PLACE], SIZE,high and SIZE,low; units K, M, G and T."
  `);
});

it('a broken ,low beside a good ,high', async () => {
  expect(await refusal('512M,high', 'x,low', '--ram', '8G')).toMatchInlineSnapshot(`
    "warmboot: crashkernel: the specification is broken at character 1 of "x,low"; allowed: a size such as 256M
      crashkernel=x,low
                  ^
      Forms: SIZE[@PLACE], START-[END]:SIZE,...[@PLACE], SIZE,high and SIZE,low; units K, M, G and T."
  `);
});

it('nothing at all', async () => {
  expect(await refusal('', '--ram', '8G')).toMatchInlineSnapshot(`
    "warmboot: crashkernel: it is empty; allowed: a size
      Forms: SIZE[@PLACE], START-[END]:SIZE,...[@PLACE], SIZE,high and SIZE,low; units K, M, G and T."
  `);
});

it('no machine', async () => {
  expect(await refusal('256M')).toMatchInlineSnapshot(
    `"warmboot: crashkernel: the machine is not given; allowed: --ram 8G, or --machine CAPTURE"`,
  );
});

it('two machines', async () => {
  expect(await refusal('256M', '--ram', '8G', '--machine', 'x.tar')).toMatchInlineSnapshot(
    `"warmboot: crashkernel: the machine is given twice, by --ram and by --machine; allowed: one of the two"`,
  );
});

it('memory that is no size', async () => {
  expect(await refusal('256M', '--ram', 'much')).toMatchInlineSnapshot(
    `"warmboot: crashkernel: --ram is "much"; allowed: a size such as 8G"`,
  );
});

it('memory in which no kernel starts', async () => {
  expect(await refusal('256M', '--ram', '8M', '--arch', 'x86_64')).toMatchInlineSnapshot(
    `"warmboot: crashkernel: a machine of x86_64 with 8 MiB is one that does not start; allowed: 0x800000 bytes of memory: at least 256 MiB, in units of 2 MiB"`,
  );
});

it('a firmware that the architecture has not', async () => {
  expect(await refusal('256M', '--ram', '8G', '--arch', 'arm64', '--firmware', 'bios')).toMatchInlineSnapshot(
    `"warmboot: crashkernel: a machine of arm64 with 8 GiB is one that does not start; allowed: firmware bios: the virt machine boots with dt or efi"`,
  );
});

it('a profile that does not exist', async () => {
  expect(await refusal('256M', '--ram', '8G', '--profile', 'linux-6.9')).toMatchInlineSnapshot(
    `"warmboot: unknown kernel profile "linux-6.9". Did you mean linux-6.1 or linux-6.6 or linux-6.8? Known: linux-6.1, linux-6.6, linux-6.8, linux-6.10, linux-6.12, linux-5.15, linux-5.14, linux-5.10, linux-5.4, linux-4.18."`,
  );
});
