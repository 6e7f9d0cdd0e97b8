export { clearNotices } from './clear-notices.ts';
export { listNotices, type OpenNotice } from './list-notices.ts';
export type { Notice } from './notice.ts';
export { raiseNotices } from './raise-notices.ts';
