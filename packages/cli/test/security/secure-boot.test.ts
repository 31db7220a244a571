import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, test } from 'vitest';
import { warmboot } from '../warmboot.js';

const folder = mkdtempSync(join(tmpdir(), 'warmboot-secure-boot-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

/** The log and the answers of a story of loads, on one architecture. */
const story = async (
  {
    machine = '',
    tools,
    config = '',
    arch = 'x86_64',
  }: { machine?: string; tools?: string; config?: string; arch?: string },
  ...steps: readonly string[]
) => {
  const path = join(folder, `${(files += 1)}.yaml`);
  const described = [machine, config === '' ? '' : `config: { ${config} }`].filter((part) => part !== '');
  writeFileSync(
    path,
    [
      'name: who may load',
      `machine: { ${['memory: 1G', ...described].join(', ')} }`,
      `arch: [${arch}]`,
      ...(tools === undefined ? [] : ['tools:', `  ${arch}: { kexec_tools: ${tools} }`]),
      'steps:',
      ...steps.map((step) => `  - ${step}`),
    ].join('\n'),
  );
  const { out } = await warmboot('run', path, '--json');
  const records = out.split('\n').map(
    (line) =>
      JSON.parse(line) as {
        readonly answer?: { readonly ok: boolean; readonly errno?: string; readonly reason?: string };
        readonly result?: { readonly output?: readonly string[] };
        readonly observed?: { readonly dmesg: readonly string[] };
      },
  );
  return records
    .filter(({ answer }) => answer !== undefined)
    .map(({ answer, result, observed }) => ({
      ok: answer!.ok,
      said: [...(result?.output ?? []), answer?.reason ?? ''].join('\n'),
      log: observed?.dmesg ?? [],
    }));
};

const load = (call: string, more = ''): string => `load: { call: ${call}${more === '' ? '' : `, ${more}`} }`;

const SECURE = 'secure-boot: on';

describe('kexec_load, which has no file to show', () => {
  test('core 4.1 row 3: lockdown refuses it: EPERM, and the log says who', async () => {
    const [answer] = await story({ machine: 'lockdown: integrity' }, load('-c'));
    expect(answer).toMatchObject({ ok: false });
    expect(answer!.said).toContain('kexec_load failed: Operation not permitted');
    expect(answer!.said).toContain('use kexec_file_load (-s) with a signed kernel');
    expect(answer!.log).toContain(
      'Lockdown: kexec: kexec of unsigned images is restricted; see man kernel_lockdown.7',
    );
  });

  test('lockdown= on the command line counts, and the strictest word of several', async () => {
    for (const append of ['lockdown=confidentiality', 'lockdown=integrity lockdown=none']) {
      const [answer] = await story({ machine: `append: '${append}'` }, load('-c'));
      expect(answer!.said).toContain('Operation not permitted');
    }
    expect(await story({ machine: "append: 'lockdown=nonsense'" }, load('-c'))).toMatchObject([{ ok: true }]);
  });

  test('core 4.1 row 2: under Secure Boot IMA speaks first: EACCES; without its rules, lockdown: EPERM', async () => {
    const [ima] = await story({ machine: SECURE }, load('-c'));
    expect(ima!.said).toContain('kexec_load failed: Permission denied');
    expect(ima!.log.join()).toContain('impossible to appraise a kernel image without a file descriptor');
    const [lockdown] = await story({ machine: SECURE, config: 'IMA_ARCH_POLICY: n' }, load('-c'));
    expect(lockdown!.said).toContain('kexec_load failed: Operation not permitted');
  });

  test('mainline is not locked down by Secure Boot', async () => {
    const config = 'IMA_ARCH_POLICY: n, LOCK_DOWN_IN_EFI_SECURE_BOOT: n';
    expect(await story({ machine: SECURE, config }, load('-c'))).toMatchObject([{ ok: true }]);
  });

  test('a rule of IMA: EACCES', async () => {
    const [answer] = await story({ machine: 'ima-appraise: true' }, load('-c'));
    expect(answer!.said).toContain('Permission denied');
  });
});

describe('kexec_file_load, by the signature of the file', () => {
  const REQUIRED = 'KEXEC_SIG: y, KEXEC_SIG_FORCE: y';

  it.each([
    ['none', 'No data available', -61],
    ['unknown-key', 'Required key not available', -126],
    ['unsupported', 'Package not installed', -65],
    ['broken', 'Key was rejected by service', -129],
    ['revoked', 'Key was rejected by service', -129],
    ['not-pe', 'Accessing a corrupted shared library', -80],
  ])('core R5.9a: required, and %s: %s; -a does not fall back', async (signature, words, number) => {
    for (const call of ['-s', '-a']) {
      const [answer] = await story({ config: REQUIRED }, load(call, `signature: ${signature}`));
      expect(answer!.said).toContain(`kexec_file_load failed: ${words}`);
      expect(answer!.log).toContain(`kexec_file: Enforced kernel signature verification failed (${number}).`);
    }
    expect(await story({ config: REQUIRED }, load('-c', `signature: ${signature}`))).toMatchObject([
      { ok: true },
    ]);
  });

  test('a trusted signature passes under everything', async () => {
    for (const machine of [SECURE, 'lockdown: confidentiality']) {
      expect(await story({ machine, config: REQUIRED }, load('-s'), load('-a'))).toMatchObject([
        { ok: true },
        { ok: true },
      ]);
    }
  });

  test('core R5.9: checked, not required: a bad one is EPERM under lockdown, and passes without', async () => {
    const config = 'KEXEC_SIG: y, KEXEC_SIG_FORCE: n';
    const [locked] = await story({ machine: SECURE, config }, load('-a', 'signature: none'));
    expect(locked!.said).toContain('kexec_file_load failed: Operation not permitted');
    expect(await story({ config }, load('-s', 'signature: none'))).toMatchObject([{ ok: true }]);
  });

  test('a kernel that cannot verify the format: EKEYREJECTED whatever the signature', async () => {
    const config = `${REQUIRED}, KEXEC_BZIMAGE_VERIFY_SIG: n`;
    const [answer] = await story({ config }, load('-a'));
    expect(answer!.said).toContain('Key was rejected by service');
    expect(answer!.said).toContain('without a way to verify this format');
  });

  test('without KEXEC_SIG, IMA appraises under Secure Boot: EACCES without an IMA signature', async () => {
    const from = { machine: SECURE, config: 'KEXEC_SIG: n' };
    const [answer] = await story(from, load('-s'));
    expect(answer!.said).toContain('kexec_file_load failed: Permission denied');
    expect(await story(from, load('-s', 'ima-signed: true'))).toMatchObject([{ ok: true }]);
  });
});

describe('unloading', () => {
  test('core R4.17: by kexec_load it is refused under lockdown; by kexec_file_load, which 2.0.27 tries first, it is not', async () => {
    const from = { machine: 'lockdown: integrity' };
    expect(await story({ ...from, tools: '2.0.25' }, load('-s'), 'unload:')).toMatchObject([
      { ok: true },
      { ok: false },
    ]);
    expect(await story({ ...from, tools: '2.0.27' }, load('-s'), 'unload:')).toMatchObject([
      { ok: true },
      { ok: true },
    ]);
  });
});

describe('who calls, and which CPUs there are', () => {
  test('core 4.1 row 1, R4.11: without CAP_SYS_BOOT neither a load nor a jump', async () => {
    const answers = await story({ machine: 'cap-sys-boot: false' }, load('-c'), load('-s'), 'exec:');
    expect(answers.map(({ ok }) => ok)).toEqual([false, false, false]);
    expect(answers.every(({ said }) => said.includes('CAP_SYS_BOOT'))).toBe(true);
  });

  test('arm64 5.1: CPUs that cannot be parked: EBUSY, but for a crash image', async () => {
    const machine = "stuck-cpus: true, append: 'crashkernel=256M'";
    const from = { machine, arch: 'arm64' };
    const [normal, crash] = await story(from, load('-c'), load('-c', 'panic: true'));
    expect(normal!.said).toContain('kexec_load failed: Device or resource busy');
    expect(normal!.log).toContain("Can't kexec: CPUs are stuck in the kernel.");
    expect(crash).toMatchObject({ ok: true });
    expect(await story({ ...from, arch: 'x86_64' }, load('-c'))).toMatchObject([{ ok: true }]);
  });
});

describe('the command', () => {
  const machine = fileURLToPath(new URL('../../../../captures/x86_64-bios-load', import.meta.url));

  test('load --secure-boot: -c is refused, with what to do', async () => {
    const { status, err } = await warmboot('load', machine, '-c', '--secure-boot');
    expect(status).toBe(1);
    expect(err).toContain('kexec_load failed: Permission denied');
    expect(err).toContain('Use -s');
  });

  test('load --lockdown --signature none: -a is final, and -c is no way out', async () => {
    const { err } = await warmboot('load', machine, '-a', '--lockdown', 'integrity', '--signature', 'none');
    expect(err).toContain('kexec_file_load failed: Operation not permitted');
    expect(err).toContain('-c is refused by lockdown too');
  });

  it.each([
    ['EPERM', ['lockdown', 'CAP_SYS_BOOT', 'use -s with a signed kernel']],
    ['EACCES', ['IMA', 'does not fall back']],
    ['EKEYREJECTED', ['does not fall back', '-c does without a signature where lockdown is off']],
    ['ENODATA', ['the kernel file has none', 'does not fall back']],
    ['ENOPKG', ['the running kernel was built without']],
    ['ENOKEY', ['no trusted key made this one']],
  ])('explain %s', async (errno, words) => {
    const said = (await warmboot('explain', errno)).out.replaceAll(/\s+/g, ' ');
    for (const word of words) expect(said).toContain(word);
  });
});
