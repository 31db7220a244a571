import { describe, expect, it } from 'vitest';
import { unforeseen } from '../src/check/whose-fault.js';

const KIT = 'at Object.run (/home/me/arch/node_modules/@warmboot/conformance/dist/architecture/boot.js:33:7)';
const MODEL =
  'at Kernel.apply (file:///home/me/arch/node_modules/@warmboot/core/dist/kernel/kernel.js:150:20)';
const PLUGIN = 'at Object.boot (/home/me/arch/src/early-boot.ts:12:5)';
const RUNNER =
  'at runTest (file:///home/me/arch/node_modules/.pnpm/@vitest+runner@4.1.12/node_modules/@vitest/runner/dist/index.js:1:1)';

const said = (...frames: readonly string[]): string => {
  const error = new TypeError('Cannot read properties of undefined');
  error.stack = [`TypeError: ${error.message}`, ...frames.map((frame) => `    ${frame}`)].join('\n');
  return unforeseen(error).message;
};

describe('an error that nobody foresaw', () => {
  it('is the plugin’s where its code was running, and the place is told', () => {
    expect(said(PLUGIN, MODEL, KIT, RUNNER)).toContain('look at /home/me/arch/src/early-boot.ts:12');
    expect(said(MODEL, PLUGIN, KIT, RUNNER)).toContain('look at /home/me/arch/src/early-boot.ts:12');
  });

  it('is the kit’s where nothing but the kit was', () => {
    expect(said(KIT, RUNNER)).toMatch(/^the kit itself failed: .*nothing of the plugin: report it/);
  });

  it('is the model’s, or of what it was given, where the model was running', () => {
    expect(said(MODEL, KIT, RUNNER)).toContain('the model failed on what the plugin gave it before');
  });

  it('keeps the error, whatever was thrown', () => {
    expect(unforeseen('a text').cause).toBe('a text');
    expect(unforeseen('a text').message).toMatch(/^a text\. To mend it: look at the error below/);
  });
});
