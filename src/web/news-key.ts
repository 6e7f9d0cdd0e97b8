import type { NewsEvent } from 'notpanel/notifications/index.ts';

/** The key of an event's name: a dot in it would be a step into the texts. */
export const newsKey = <Event extends NewsEvent>(event: Event) =>
  event.replace('.', '_') as Event extends `${infer Thing}.${infer What}`
    ? `${Thing}_${What}`
    : never;
