/** The queue cannot be used, and what to do about it. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}
