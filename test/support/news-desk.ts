import { recordAccountEvents, type AccountEvent } from '#accounts/index.ts';
import { takeNews, writeLetters } from '#notifications/index.ts';
import { placeOrder, recordEvents, type OrderEvent } from '#orders/index.ts';
import { listMails, readMail } from '#platform/mail/index.ts';
import { openTestApp, type TestApp, type TestAppOptions } from './database.ts';
import { addService, orderOf } from './shop.ts';
import { openPerson, type Person } from './sign-in-desk.ts';
import { horizon } from './webhook-desk.ts';
import { creditWallet } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';

/** A shop on a clock that stands still, and people who are told of what happens. */
export type NewsDesk = AsyncDisposable & {
  app: TestApp;
  clock: { now(): number; move(ms: number): void };
  /** Somebody with a proved address and 100.00. */
  person(row?: { timeZone?: string; locale?: string }): Promise<Person>;
  order(person: Person): Promise<number>;
  happen(person: Person, type: OrderEvent['type'], source?: string): Promise<number>;
  record(event: AccountEvent): Promise<void>;
  /** Takes all that is committed by now. */
  take(): Promise<number>;
  /** The same, and puts what is due into the outbox; answers how many mails. */
  tell(): Promise<number>;
  mailsTo(person: Person): Promise<{ kind: string; subject: string; text: string; body: string }[]>;
};

export const START = Date.parse('2026-11-23T10:30:00Z');

export async function openNewsDesk(options: TestAppOptions = {}): Promise<NewsDesk> {
  let at = START;
  const clock = { now: () => at, move: (ms: number) => void (at += ms) };
  const app = await openTestApp({ clock, ...options });
  const service = await addService(app);
  const take = async () => {
    await horizon(app);
    return takeNews(app);
  };
  const order = async ({ id }: Person) =>
    (await placeOrder(app, orderOf(id, service, { quantity: 10 }))).orderId;
  return {
    ...{ app, clock, take, order },
    async person({ timeZone = 'UTC', locale = 'en' } = {}) {
      const person = await openPerson(app);
      await app.transact(async (tx) => {
        await tx
          .updateTable('users')
          .set({ time_zone: timeZone, locale })
          .where('account_id', '=', person.id)
          .execute();
        const actor = { kind: 'system', name: 'test' } as const;
        const amount = parseMoney('100');
        await creditWallet(tx, { accountId: person.id, amount, reason: 'test', actor });
      });
      return person;
    },
    async happen(person, type, source = 'provider:7') {
      const orderId = await order(person);
      const event = { orderId, accountId: person.id, type, source };
      await app.transact((tx) => recordEvents(tx, [event]));
      // What the database dates is dated by its own clock.
      return orderId;
    },
    record: (event) => app.transact((tx) => recordAccountEvents(tx, [event], new Date(at))),
    async tell() {
      await take();
      return writeLetters(app);
    },
    async mailsTo({ email }) {
      const mails = await listMails(app.db, { recipient: email, limit: 100 });
      return Promise.all(
        mails.reverse().map(async ({ id, kind, subject }) => {
          const { body } = await readMail(app, id);
          return { kind, subject, text: body?.text ?? '', body: JSON.stringify(body) };
        }),
      );
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}
