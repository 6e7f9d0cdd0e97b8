import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalog, seedDemoCatalog, type Service } from './index.ts';
import { draftOrder, isWebLink } from '#orders/index.ts';
import { linkExample } from './link-example.ts';
import { openTestApp } from '#test/support/database.ts';
import { asService } from '#test/support/shelf.ts';

test('an example has the form that the service wants', () => {
  const examples: [Partial<Service>, string][] = [
    [{ platform: 'Instagram', name: 'Followers' }, 'instagram.com/example.brand/'],
    [{ platform: 'Instagram', name: 'Likes' }, 'instagram.com/p/'],
    [{ platform: 'INSTAGRAM', name: 'Reel views' }, 'instagram.com/reel/'],
    [{ platform: 'YouTube', name: 'Subscribers' }, 'youtube.com/@'],
    [{ platform: 'YouTube', name: 'Views' }, 'youtube.com/watch'],
    [{ platform: 'Telegram', name: 'Members' }, 't.me/example_brand'],
    [
      { platform: 'X', name: 'Views', description: 'Link: the page that the ad leads to.' },
      'example.com',
    ],
    [
      { platform: 'Facebook', name: 'Ads', description: 'Link: the public address of the event.' },
      '/events/',
    ],
    [{ platform: 'A platform of tomorrow', name: 'Likes' }, 'example.com'],
  ];
  for (const [service, part] of examples) {
    assert.ok(linkExample(asService(service))?.includes(part), `${service.name} ${part}`);
  }
  assert.equal(linkExample(asService({ type: 'Subscriptions' })), null);
});

test('the API takes the example of every service of the demo', async () => {
  await using app = await openTestApp();
  await app.transact(async (tx) => {
    const { id } = await tx
      .insertInto('providers')
      .values({ name: 'demo', url: 'http://127.0.0.1:1', key_sealed: Buffer.from('x') })
      .returning('id')
      .executeTakeFirstOrThrow();
    await seedDemoCatalog(tx, id);
  });
  const seen = new Set<string>();
  for (const service of (await catalog(app)).list) {
    const link = linkExample(service);
    if (link === null) continue;
    seen.add(link);
    assert.ok(isWebLink(link), link);
    if (service.type !== 'Default') continue;
    assert.equal(draftOrder(service, { link, quantity: service.min }).link, link);
  }
  assert.ok(seen.size > 15, `${seen.size} different ones`);
});
