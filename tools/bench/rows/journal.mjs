import { filesOfPaste } from '../../../packages/scenario/dist/index.js';
import { costOf } from '../measure.mjs';

const BOOT = [
  'Linux version 6.1.0-18-amd64 (debian-kernel@lists.debian.org) #1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1',
  'Command line: BOOT_IMAGE=/vmlinuz root=/dev/vda1 ro crashkernel=256M',
  'BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable',
  'BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable',
];

/** 100 MB of a journal: one boot of a kernel, and what programs said after it. */
const journal = () => {
  const of = (text, second) => `Nov 30 12:00:${String(second % 60).padStart(2, '0')} host kernel: ${text}`;
  const lines = BOOT.map((text, index) => of(`[    0.00000${index}] ${text}`, 0));
  const said =
    'audit: type=1400 audit(1700000000.000:1): apparmor="STATUS" operation="profile_load" profile="unconfined"';
  let size = 0;
  for (let second = 0; size < 100e6; second++) {
    lines.push(of(`[${(second + 1).toString().padStart(5)}.000000] ${said}`, second));
    size += lines.at(-1).length + 1;
  }
  return lines.join('\n');
};

export const row = {
  name: 'a journal of 100 MB',
  goal: 1000,
  measure: () => {
    const text = journal();
    return { ours: costOf(() => filesOfPaste(text), { warm: 0, total: 0 }) };
  },
};
