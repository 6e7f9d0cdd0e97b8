import { QUANTITY_FROM } from '#catalog/index.ts';
import type { ClaimedOrder } from '#orders/index.ts';
import type { Json } from '#platform/db/schema.ts';
import type { OrderToSend } from '#providers/index.ts';

type Details = OrderToSend['details'];

/** What a provider is told of an order: the v2 fields of its type, lists as lines. */
export function orderToSend(order: ClaimedOrder, service: string): OrderToSend {
  return {
    requestId: requestIdOf(order),
    service,
    link: order.link,
    quantity: QUANTITY_FROM[order.type] === 'given' ? order.quantity : null,
    details: { ...detailsOf(order), ...standingDetails(order) },
  };
}

/** A shop that begins again with the same key there counts from one again: the time tells them apart. */
const requestIdOf = ({ id, createdAt }: ClaimedOrder): string =>
  `np-${id}-${createdAt.getTime().toString(36)}`;

function detailsOf({ details }: ClaimedOrder): Details {
  if (typeof details !== 'object' || details === null || Array.isArray(details)) return {};
  const fields: Details = {};
  for (const [name, value] of Object.entries(details)) {
    if (Array.isArray(value)) fields[name] = value.filter(isText).join('\n');
    else if (typeof value === 'string' || typeof value === 'number') fields[name] = value;
  }
  return fields;
}

const isText = (value: Json): value is string => typeof value === 'string';

function standingDetails({ subscription }: ClaimedOrder): Details {
  if (!subscription) return {};
  const { username, min, max, delayMinutes, posts, oldPosts, expiresOn } = subscription;
  return {
    username,
    min,
    max,
    delay: delayMinutes,
    ...(posts !== null && { posts }),
    ...(oldPosts > 0 && { old_posts: oldPosts }),
    ...(expiresOn !== null && { expiry: expiresOn.split('-').reverse().join('/') }),
  };
}
