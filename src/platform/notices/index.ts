export { clearNotice } from './clear-notice.ts';
export { clearNotices } from './clear-notices.ts';
export { listNotices, type OpenNotice } from './list-notices.ts';
export type { Notice } from './notice.ts';
export { raiseNotices } from './raise-notices.ts';
export { settleNotices } from './settle-notices.ts';
export { sweepNotices } from './sweep-notices.ts';
export { logNotices, tell } from './tell.ts';
