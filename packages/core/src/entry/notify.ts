/**
 * include/linux/notifier.h: what a member of the chain answers.
 *
 * @module
 */
export {
  NOTIFY_OK as OK,
  NOTIFY_BAD as BAD,
  NOTIFY_DONE as DONE,
  NOTIFY_STOP_MASK as STOP_MASK,
  notifyToErrno as toErrno,
  notifyFromErrno as fromErrno,
} from '../contract/memory-notifier.js';
