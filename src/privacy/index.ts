export { closeAccount } from './close-account.ts';
export { readClosing, type Closing, type Obstacle } from './closing.ts';
export { copyAccount } from './copy-account.ts';
export { eraseClosed } from './erase-closed.ts';
export { reopenAccount } from './reopen-account.ts';
export { readClosed, type Closed } from './read-closed.ts';
