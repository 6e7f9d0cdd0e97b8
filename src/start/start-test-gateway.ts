import { join } from 'node:path';
import { moveTestGateway, readTestGateway, setGateway } from '#payments/index.ts';
import type { App } from '#platform/app.ts';
import { openTestGateway, type TestGateway } from '#test-gateway/index.ts';

export type RunningTestGateway = Disposable & Pick<TestGateway, 'listener'>;

type Where = {
  dataDir: string;
  /** Where this process listens, for calls from this machine. */
  ownUrl: string;
  isDemo: boolean;
};

const BOOK_FILE = 'test-gateway.jsonl';

/**
 * Runs the shop's test gateway within the panel, so that payers reach it, and says where. A shop at
 * an https address has real customers: there it is switched off, unless the shop is a demo.
 */
export async function startTestGateway(
  app: App,
  { dataDir, ownUrl, isDemo }: Where,
): Promise<RunningTestGateway | undefined> {
  const row = await readTestGateway(app);
  if (!row) return undefined;
  const { name, active, settings } = row;
  if (app.shop.url.startsWith('https:') && !isDemo) {
    if (active) {
      await setGateway(app, name, { active: false });
      app.log.warn({ gateway: name }, 'a test gateway is not for a shop at https: switched off');
    }
    return undefined;
  }
  await moveTestGateway(app, row, ownUrl);
  const gateway = openTestGateway({
    apiKey: settings.apiKey,
    webhookSecret: settings.webhookSecret,
    publicUrl: app.shop.url,
    bookFile: join(dataDir, BOOK_FILE),
    deliverTo: ownUrl,
  });
  return { listener: gateway.listener, [Symbol.dispose]: () => gateway.close() };
}

export const isTestGatewayPath = (url = ''): boolean => url.startsWith('/test-gateway/');
