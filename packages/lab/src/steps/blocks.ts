import type { StepOf } from './step.js';

const STATE = '/sys/devices/system/memory';

/** Writes a word to the `state` of every listed block that is offline. */
export const online: StepOf<'online'> = async function* ({ type, blocks }, stage) {
  const numbers = blocks === 'all' ? 'all' : stage.blocks(blocks);
  const names = numbers === 'all' ? [] : numbers.map((block) => `memory${block}`);
  // No names at all would mean every block.
  const nothing = numbers !== 'all' && names.length === 0;
  const { out } = nothing ? { out: '' } : await stage.guest.sh(`lab_online ${[type, ...names].join(' ')}`);
  yield { arguments: { action: 'online', kind: type, blocks: numbers }, result: { out } };
};

/** Writes `offline` to the `state` of blocks, one after another. */
export const offline: StepOf<'offline'> = async function* ({ blocks }, stage) {
  for (const block of stage.blocks(blocks)) {
    const file = `${STATE}/memory${block}/state`;
    // Of a block that is not there nobody says anything: it has no file that could be written.
    const { rc, out } = await stage.guest.sh(`[ -e ${file} ] && echo offline > ${file}`);
    yield {
      arguments: { action: 'block-state', block, state: 'offline' },
      result: { rc, out: out.trim() },
    };
  }
};

/** Writes to auto_online_blocks. */
export const autoOnline: StepOf<'auto-online'> = async function* ({ type }, { guest }) {
  const command = `echo ${type} > ${STATE}/auto_online_blocks`;
  yield { arguments: { action: 'auto-online', command }, result: await guest.sh(command) };
};
