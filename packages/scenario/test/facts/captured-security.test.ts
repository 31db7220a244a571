import { describe, expect, test } from 'vitest';
import { capturedSecurity } from '../../src/capture/captured-security.js';

const files = (texts: Readonly<Record<string, string | Uint8Array>>): ReadonlyMap<string, Uint8Array> =>
  new Map(
    Object.entries(texts).map(([name, content]) => [
      name,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    ]),
  );

const SECURE_BOOT = 'sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c';

describe('who may load on a captured machine', () => {
  test('nothing is said where no file says so', () => {
    expect(capturedSecurity(files({}), 'quiet')).toBeUndefined();
    const open = files({
      'sys/kernel/security/lockdown': '[none] integrity confidentiality\n',
      [SECURE_BOOT]: Uint8Array.of(6, 0, 0, 0, 0),
    });
    expect(capturedSecurity(open, '')).toBeUndefined();
  });

  test('the lockdown that is in force, not the one that the command line asked for', () => {
    const locked = files({ 'sys/kernel/security/lockdown': 'none [integrity] confidentiality\n' });
    expect(capturedSecurity(locked, 'lockdown=confidentiality')).toMatchObject({ lockdown: 'integrity' });
    expect(capturedSecurity(files({}), 'lockdown=confidentiality')).toMatchObject({
      lockdown: 'confidentiality',
    });
  });

  test('Secure Boot by the variable, behind its attributes; a rule of IMA by its policy', () => {
    expect(capturedSecurity(files({ [SECURE_BOOT]: Uint8Array.of(6, 0, 0, 0, 1) }), '')).toMatchObject({
      secureBoot: true,
      lockdown: 'none',
    });
    const policy = 'measure func=MODULE_CHECK\nappraise func=KEXEC_KERNEL_CHECK appraise_type=imasig\n';
    expect(capturedSecurity(files({ 'sys/kernel/security/ima/policy': policy }), '')).toMatchObject({
      imaAppraisesKexec: true,
    });
    const other = 'measure func=KEXEC_KERNEL_CHECK\n';
    expect(capturedSecurity(files({ 'sys/kernel/security/ima/policy': other }), '')).toBeUndefined();
  });
});
