import type { ReadTicket } from '#support/index.ts';

/** What the writer may know: operators have no names here. */
export function shownTicket(ticket: ReadTicket) {
  const { reference, kind, state, subject, priority, openedAt, closedAt, links } = ticket;
  const { goalAt, rating, ratingNote, messages } = ticket;
  return {
    ...{ reference, kind, state, subject, priority, openedAt, closedAt, links },
    ...{ goalAt, rating, ratingNote },
    messages: messages.map(({ id, author, body, at, goalAt: due, files }) => ({
      ...{ id: String(id), author, body, at, due },
      files: files.map(({ id: file, name, type, bytes, removedAt }) => ({
        ...{ id: file, name, type, bytes, isGone: removedAt !== null },
      })),
    })),
  };
}

export type ShownTicket = ReturnType<typeof shownTicket>;
