/** Where time comes from; tests hand in one that they move by hand. Milliseconds since the epoch. */
export type Clock = { now(): number };

export const systemClock: Clock = { now: () => Date.now() };
