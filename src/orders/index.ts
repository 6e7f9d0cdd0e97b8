export { advanceOrders, type Progress } from './advance-orders.ts';
export { answerWishes, type WishAnswer } from './answer-wishes.ts';
export { cancelOrder } from './cancel-order.ts';
export { cancelOutlook, type CancelOutlook } from './cancel-outlook.ts';
export { changeSubscription, type SubscriptionChange } from './change-subscription.ts';
export { chargeOf, type Charge } from './charge.ts';
export { checkBooks, type Books } from './check-books.ts';
export { claimOrders, readClaimed, type ClaimedOrder } from './claim-orders.ts';
export { countBacklog, type Backlog } from './count-backlog.ts';
export { countReroutes } from './count-reroutes.ts';
export { countTabs, COUNTED_UP_TO, type CountedTab, type TabCounts } from './count-tabs.ts';
export { cursorPage, type CursorPage, type CursorWanted } from './cursor-page.ts';
export { deliveryCurve, type CurvePoint, type DeliveryCurve } from './delivery-curve.ts';
export { draftFaults, draftOrder, measureOrder, type OrderDraft } from './draft-order.ts';
export { endSubscriptions, type EndedSubscriptions } from './end-subscriptions.ts';
export { expireWishes, type ExpiredWish } from './expire-wishes.ts';
export { exportOrders } from './export-orders.ts';
export { findOpenOnLink, type OpenOnLink } from './find-open-on-link.ts';
export { followLost } from './follow-lost.ts';
export { giveOrders, type Gift } from './give-orders.ts';
export { grantWishes } from './grant-wishes.ts';
export { guardLink, isWebLink, plainLink } from './link.ts';
export { listChildren, type ChildOrder } from './list-children.ts';
export { listDripFeeds, type ListedDripFeed } from './list-drip-feeds.ts';
export { listOrderViews, type SavedView } from './list-order-views.ts';
export { listOrders, type ListedOrder, type OrderList, type OrdersWanted } from './list-orders.ts';
export { listSubscriptions, type ListedSubscription } from './list-subscriptions.ts';
export { lockOrders } from './lock-orders.ts';
export { moveOrders, type Move } from './move-orders.ts';
export { openRisks, type Risk } from './open-risks.ts';
export { ORDER_PARAMS } from './order-fields.ts';
export { orderInputs, type OrderInput } from './order-inputs.ts';
export type { OrderParams } from './order-params.ts';
export {
  ALL_ORDERS,
  ORDER_KINDS,
  ORDER_TABS,
  type OrderQuery,
  type OrderTab,
} from './order-query.ts';
export { watchFrom } from './order-reader.ts';
export type { OrderWatch, WatchedNews, WatchedOrder } from './order-watch.ts';
export {
  canBecome,
  isFinal,
  SHOWN,
  TRANSITIONS,
  type FinalStatus,
  type OrderKind,
  type OrderStatus,
  type ShownStatus,
} from './order.ts';
export { pauseDripFeed, type DripFeedPause } from './pause-drip-feed.ts';
export { placeOrder } from './place-order.ts';
export { findOpenLinks, linkName } from './place-orders.sql.ts';
export { placeOrders } from './place-orders.ts';
export { placePost } from './place-post.ts';
export type { Buyer, Placed, Placement } from './placement.ts';
export { planLooks, type PlannedLook } from './plan-looks.ts';
export { preparePlacement, type PlaceOrder } from './prepare-placement.ts';
export { readEvents, type EventsRead, type EventsWanted, type ReadEvent } from './read-events.ts';
export { readHeld } from './read-held.ts';
export { readNews, type OrderNews, type OrderNewsRead } from './read-news.ts';
export { readOrderFields, type OrderFields } from './read-order-fields.ts';
export { readOrderForm, readOrderParams, type OrderForm } from './read-order-params.ts';
export { readOrder, type OrderPrice, type OrderSheet } from './read-order.ts';
export { readProgress, type ProgressPoint } from './read-progress.ts';
export { readRequests, type RequestEvent } from './read-requests.ts';
export { listScheduled, readScheduled, type ScheduledOrder } from './read-scheduled.ts';
export { readStatuses, type OrderView } from './read-statuses.ts';
export { readTimeline, sourceOf, type StoryLine, type StorySource } from './read-timeline.ts';
export { recordEvents, type OrderEvent, type OrderEventType } from './record-events.ts';
export { recordRequests, type RequestStage, type RequestStep } from './record-requests.ts';
export { refuseWishes } from './refuse-wishes.ts';
export { removeOrderView } from './remove-order-view.ts';
export { requestHash } from './request-hash.ts';
export { resolveRisks, type Resolution } from './resolve-risks.ts';
export { resumeDripFeed } from './resume-drip-feed.ts';
export { routeWaiting } from './route-waiting.ts';
export { saveOrderView, type NewOrderView } from './save-order-view.ts';
export { setSpendLimits, type NewSpendLimits } from './set-spend-limits.ts';
export { settleOrders, type Ending } from './settle-orders.ts';
export { findSpendLimits, type SpendLimits } from './spend-limits.sql.ts';
export { startRuns } from './start-runs.ts';
export { stopDripFeed } from './stop-drip-feed.ts';
export { sweepProgress } from './sweep-progress.ts';
export { takeFollowed, type FollowedOrder } from './take-followed.ts';
export { takeWishes } from './take-wishes.ts';
export { unfollowOrders } from './unfollow-orders.ts';
export { watchOrders } from './watch-orders.ts';
