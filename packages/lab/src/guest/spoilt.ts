/** What a kernel says when emulation kept time from it: nothing that follows tells anything about the kernel. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/IO-APIC \+ timer doesn't work/, 'the timer was lost'],
  [/rcu: INFO: rcu_\w+ (self-)?detected stall/, 'an RCU stall'],
  [/watchdog: BUG: soft lockup/, 'a soft lockup'],
];

/** Why a run says nothing, from what its console or log says; undefined for one that was not disturbed. */
export const spoilt = (log: string): string | undefined => SIGNS.find(([sign]) => sign.test(log))?.[1];
