import { parseScenario, play } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { standardFramework } from '../../src/session/standard-framework.js';

const framework = standardFramework();

/** A story on a kernel that was built without something, as Debian's arm64 kernels are. */
const played = (option: string, steps: string) => {
  const text = `
name: without ${option}
machine: { config: { ${option}: n } }
steps:
${steps}`;
  return play(framework, parseScenario(framework, text, 'story.yaml'), { architecture: 'arm64' });
};

describe('core R2.33: a kernel without ACPI_HOTPLUG_MEMORY', () => {
  const { steps } = played(
    'ACPI_HOTPLUG_MEMORY',
    '  - plug: { id: dimm1, size: 1G }\n  - online: online\n  - unplug: dimm1\n',
  );

  it('adds no memory of a device that comes, and says nothing', () => {
    const [plug, online] = steps;
    expect(plug!.answer).toMatchObject({ ok: false, errno: 'ENODEV' });
    expect(plug!.answer.reason).toContain('ACPI_HOTPLUG_MEMORY');
    expect(plug!.log).toEqual([]);
    expect(plug!.machine.memory.blocks.size).toBe(plug!.before.memory.blocks.size);
    expect(online!.machine.memory).toBe(online!.before.memory);
  });

  it('lets the device go: it holds nothing of it', () => {
    expect(steps[2]!.answer).toMatchObject({ ok: true });
    expect(steps[2]!.machine.platform.dimms.size).toBe(0);
  });
});

describe('core R5.1: a kernel without KEXEC_FILE', () => {
  it('has no kexec_file_load: -s fails, -a falls back', () => {
    const { steps } = played('KEXEC_FILE', '  - load: { call: -s }\n  - load: { call: -a }\n');
    expect(steps[0]!.answer.ok).toBe(false);
    expect(steps[0]!.machine.kexec.normal).toBeUndefined();
    expect(steps[1]!.answer.ok).toBe(true);
    expect(steps[1]!.machine.kexec.normal?.fileMode).toBe(false);
  });
});
