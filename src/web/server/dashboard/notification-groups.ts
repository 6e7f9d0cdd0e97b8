import {
  NEWS,
  NEWS_EVENTS,
  NEWS_GROUPS,
  type NewsEvent,
  type NewsGroup,
} from '#notifications/index.ts';

export const groupOf = (event: NewsEvent): NewsGroup => NEWS[event].group;

/** Everything that people are told, by what it concerns. */
export const newsByGroup = (): readonly (readonly [NewsGroup, readonly NewsEvent[]])[] =>
  NEWS_GROUPS.map((group) => [group, NEWS_EVENTS.filter((event) => groupOf(event) === group)]);
