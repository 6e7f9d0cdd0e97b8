import { setIdentity } from '#content/index.ts';
import type { Clock } from '#lib/clock.ts';
import { openTestApp, type TestApp } from './database.ts';

/** A clock that a test moves. */
export type SetClock = Clock & { set(moment: Date): void };

export function setClock(at: Date): SetClock {
  let now = at.getTime();
  return { now: () => now, set: (moment) => void (now = moment.getTime()) };
}

/** A shop that has said who sells, at a moment of the test's. */
export async function openBillingApp(at: string): Promise<TestApp & { clock: SetClock }> {
  const clock = setClock(new Date(at));
  const app = await openTestApp({ clock });
  await app.transact((tx) =>
    setIdentity(tx, {
      values: {
        name: 'Harbour Media Ltd',
        address: '1 Quay Street\n20457 Hamburg',
        country: 'DE',
        email: 'office@harbour.example',
        tax: 'DE123456789',
      },
      by: 'test',
      now: new Date(at),
    }),
  );
  return { ...app, clock };
}
