import thread from '../../../../examples/thread.yaml?raw';

/** The story that the page opens with. */
export const FIRST_SCENARIO = thread;
