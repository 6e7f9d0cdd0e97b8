import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { findGateway, readGateways } from '../../configured-gateway.ts';
import { setGateway } from '../../set-gateway.ts';
import type { Payment } from '../../payment.ts';
import { testCheckout } from './answers.ts';
import { askTestGateway } from './ask-test-gateway.ts';
import { testSettings, type TestSettings } from './settings.ts';

export type TestGatewayRow = { name: string; active: boolean; settings: TestSettings };

/** The shop's test gateway, if it has one: the first, should there be more. */
export async function readTestGateway(app: App): Promise<TestGatewayRow | undefined> {
  const found = (await readGateways(app.db)).find(({ kind }) => kind === 'test');
  if (!found) return undefined;
  const settings = testSettings.parse(JSON.parse(app.vault.open(found.settingsSealed)));
  return { name: found.name, active: found.active, settings };
}

/** Says where the gateway listens now. */
export async function moveTestGateway(
  app: App,
  { name, settings }: TestGatewayRow,
  url: string,
): Promise<void> {
  if (settings.url !== url) await setGateway(app, name, { settings: { ...settings, url } });
}

/**
 * Has something happen to a payment at the test gateway, such as `dispute`, and answers what has
 * happened to it by now. Refuses `not_found` (a payment by another gateway) and `conflict` (it
 * cannot happen now).
 */
export async function playAtTestGateway(
  app: App,
  payment: Payment,
  play: string,
  amount?: string,
): Promise<readonly { kind: string; amount: string; at: string }[]> {
  const { kind, settingsSealed } = await findGateway(app.db, payment.gatewayId);
  if (kind !== 'test' || payment.gatewayRef === null) {
    throw new AppError('not_found', 'the payment is not at the test gateway');
  }
  const { events } = await askTestGateway(
    app,
    testSettings.parse(JSON.parse(app.vault.open(settingsSealed))),
    {
      path: `/checkouts/${payment.gatewayRef}/plays`,
      body: { play, ...(amount !== undefined && { amount }) },
      answer: testCheckout,
    },
  );
  return events;
}
