import { take, networkOf } from '#platform/limits/index.ts';
import type { App } from '#platform/app.ts';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from './visitor.ts';

/** Forms that strangers may send. */
export type PublicForm = 'sign-in' | 'sign-up' | 'mail' | 'token' | 'prove';

// reliability.md 9: 20 a minute and address, of each form.
const A_MINUTE = 20;

/**
 * Counts a form against its sender's address; answers when the next may come, or undefined for one
 * that may pass.
 */
export async function takeForm(
  app: App,
  form: PublicForm,
  { address }: Client,
): Promise<Date | undefined> {
  const subject = `${form}/${networkOf(address)}`;
  const decision = await take(app, [{ name: 'ip', subject, limit: A_MINUTE }]);
  return decision.allowed ? undefined : new Date(decision.resetAt * 1_000);
}

// Far above what either branch takes, far below what a person notices.
const ANSWER_AFTER_MS = 200;

/** Answers after a fixed time, so that how long it took says nothing of what was found. */
export async function inEqualTime<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await work();
  } finally {
    await pause(Math.max(0, ANSWER_AFTER_MS - (performance.now() - began)));
  }
}
