import type { App } from '#platform/app.ts';

/** Remembers that the account ordered this service by the form, for what it used last. */
export async function noteUse(
  app: App,
  { accountId, serviceId }: { accountId: number; serviceId: number },
): Promise<void> {
  const used_at = new Date(app.clock.now());
  await app.transact((tx) =>
    tx
      .insertInto('service_marks')
      .values({ account_id: accountId, service_id: serviceId, used_at })
      .onConflict((one) => one.columns(['account_id', 'service_id']).doUpdateSet({ used_at }))
      .execute(),
  );
}
