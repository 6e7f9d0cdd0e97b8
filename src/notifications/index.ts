export { countUnread, MOST_UNREAD } from './count-unread.ts';
export {
  isNewsEvent,
  MAIL_PACES,
  NEWS,
  NEWS_EVENTS,
  NEWS_GROUPS,
  type MailPace,
  type NewsEvent,
  type NewsGroup,
  type Ways,
} from './event.ts';
export { listNotifications, type Notification } from './list-notifications.ts';
export { readLowBalance, setLowBalance } from './low-balance.ts';
export { markAllRead, markRead } from './mark-read.ts';
export { readPreferences } from './read-ways.ts';
export { sayNews, type Said } from './say-news.ts';
export { setPreferences } from './set-preferences.ts';
export { sweepNotifications } from './sweep-notifications.ts';
export { takeNews } from './take-news.ts';
export { unsubscribe } from './unsubscribe.ts';
export { readUnsubscribing, unsubscribePath, type Unsubscribing } from './unsubscribe-token.ts';
export { watchBalances } from './watch-balances.ts';
export { writeLetters } from './write-letters.ts';
