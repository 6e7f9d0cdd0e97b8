import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Fault } from './fault.ts';
import { openSimulator, type InMemoryOptions } from './open-simulator.ts';

type Body = Record<string, unknown>;
type Desk = ReturnType<typeof openDesk>;

function openDesk(options: InMemoryOptions = {}) {
  const clock = { at: 1_000_000, now: () => clock.at };
  const simulator = openSimulator({ clock, ...options });
  const reply = (params: Record<string, string>) =>
    simulator.post({
      url: new URL(simulator.url),
      body: new URLSearchParams({ key: simulator.key, ...params }).toString(),
      timeoutMs: 1_000,
      maxBytes: 64_000,
    });
  const ask = async (params: Record<string, string>): Promise<Body> => {
    const got = await reply(params);
    assert.equal(got.kind, 'answer');
    return JSON.parse(got.text) as Body;
  };
  return { simulator, clock, reply, ask };
}

const ADD = { action: 'add', service: '1', link: 'https://example.com/', quantity: '1000' };
const NOW = { startAfterMs: 0, deliverMs: 0 };

const statusOf = ({ ask }: Desk, order: unknown) => ask({ action: 'status', order: String(order) });

describe('a fault of a simulated provider', () => {
  const kinds: [Fault, unknown][] = [
    [{ answer: 'refuse', error: 'Nein', status: 422 }, [422, '{"error":"Nein"}']],
    [{ answer: 'rate-limit', retryAfterS: 7 }, [429, '{"error":"Rate limit exceeded"}']],
    [{ answer: 'silence' }, 'no answer in time'],
    [{ answer: 'slow', ms: 1_000 }, 'no answer in time'],
    [{ answer: 'reset' }, 'ECONNRESET'],
    [{ answer: 'away' }, 'ECONNREFUSED'],
    [{ answer: 'truncated' }, 'the answer was cut off'],
    [{ answer: 'broken-json' }, [200, '{"order": 12']],
    [{ answer: 'empty' }, [200, '']],
    [{ answer: 'no-id' }, [200, '{"status":"success"}']],
    [{ answer: 'server-error' }, [502, '{"error":"neworder.error.link"}']],
    [{ answer: 'says', text: 'да', status: 201 }, [201, 'да']],
  ];
  for (const [fault, expected] of kinds) {
    test(`${fault.answer} is heard, and books an order only if it says so`, async () => {
      for (const accepts of [false, true]) {
        const { simulator, reply } = openDesk({
          behaviours: { 1: { add: { ...fault, accepts } } },
        });
        const got = await reply(ADD);
        const heard = got.kind === 'answer' ? [got.status, got.text] : got.error;
        assert.deepEqual(heard, expected);
        const books = accepts || fault.answer === 'slow';
        assert.equal(simulator.orders().length, books ? 1 : 0);
      }
    });
  }

  test('stands before a sound answer where PHP warns, and is a page where a proxy answers', async () => {
    const { simulator, reply } = openDesk({ behaviours: { 1: { add: { answer: 'warning' } } } });
    const warned = await reply(ADD);
    assert.ok(warned.kind === 'answer' && /^<br \/>\n<b>Warning.+\n\{"order":/.test(warned.text));
    for (const [answer, status] of [
      ['html', 200],
      ['bad-gateway', 502],
    ] as const) {
      simulator.script(1, { add: { answer } });
      const page = await reply(ADD);
      assert.ok(page.kind === 'answer' && page.status === status && page.text.startsWith('<'));
    }
  });

  test('makes two orders of one call, or gives two orders one number', async () => {
    const { simulator, ask } = openDesk();
    const { order: first } = await ask(ADD);
    simulator.script(1, { add: { answer: 'same-id' } });
    assert.deepEqual(await ask(ADD), { order: first });
    assert.equal(simulator.orders().length, 2);
    simulator.script(1, { add: { answer: 'twice' } });
    const { order: last } = await ask(ADD);
    assert.deepEqual([simulator.orders().length, simulator.orders().at(-1)?.id], [4, last]);
  });

  test('comes to any action, by its share, the same again from the same seed', async () => {
    const failures = async (seed: number) => {
      const { simulator, reply } = openDesk({ seed });
      simulator.faults([{ share: 0.1, fault: { answer: 'reset' }, actions: ['balance'] }]);
      const kindsOf = [];
      for (let call = 0; call < 1_000; call += 1) {
        kindsOf.push((await reply({ action: 'balance' })).kind);
        assert.equal((await reply({ action: 'services' })).kind, 'answer');
      }
      return kindsOf;
    };
    const once = await failures(5);
    assert.deepEqual(await failures(5), once);
    assert.notDeepEqual(await failures(6), once);
    const broken = once.filter((kind) => kind === 'broken').length;
    assert.ok(broken > 70 && broken < 130, `${broken}`);
  });

  test('comes to the orders of one service only', async () => {
    const faults = [{ share: 1, fault: { answer: 'reset' } as const }];
    const { reply } = openDesk({ behaviours: { 1: { faults } } });
    assert.equal((await reply(ADD)).kind, 'broken');
    assert.equal((await reply({ ...ADD, service: '2' })).kind, 'answer');
    assert.equal((await reply({ action: 'balance' })).kind, 'answer');
  });

  test('takes the whole provider away for a time', async () => {
    const desk = openDesk({ outages: [{ from: 1_000_100, until: 1_000_200 }] });
    const heard = [];
    for (const at of [1_000_099, 1_000_100, 1_000_199, 1_000_200]) {
      desk.clock.at = at;
      heard.push((await desk.reply({ action: 'balance' })).kind);
    }
    assert.deepEqual(heard, ['answer', 'never_sent', 'never_sent', 'answer']);
  });
});

describe('what a simulated provider says of an order', () => {
  test('may fall back, be odd, and lie now and then', async () => {
    const desk = openDesk({
      behaviours: {
        1: {
          claims: [
            { status: 'Completed', remains: 0 },
            { fromMs: 5_000, status: 'Pending', remains: -3, currency: '₽', charge: 'free' },
          ],
        },
        2: { ...NOW, lies: [{ share: 0.5, claim: { status: 'Teleported' } }] },
      },
    });
    const { order } = await desk.ask(ADD);
    assert.deepEqual(await statusOf(desk, order), {
      charge: '0.50',
      start_count: null,
      status: 'Completed',
      remains: 0,
      currency: 'USD',
    });
    desk.clock.at += 5_000;
    const { status, remains, currency, charge } = await statusOf(desk, order);
    assert.deepEqual([status, remains, currency, charge], ['Pending', -3, '₽', 'free']);
    const liar = await desk.ask({ ...ADD, service: '2' });
    const words = new Set<unknown>();
    for (let look = 0; look < 40; look += 1)
      words.add((await statusOf(desk, liar['order'])).status);
    assert.deepEqual(words, new Set(['Completed', 'Teleported']));
  });

  test('is that it has none, once it lost it', async () => {
    const desk = openDesk();
    const { order } = await desk.ask(ADD);
    desk.simulator.forget(Number(order));
    assert.deepEqual(await statusOf(desk, order), { error: 'Incorrect order ID' });
    assert.equal(desk.simulator.sums().charged, 0n);
  });

  test('differs by family as it does in the field', async () => {
    const batch = async (kind: 'v2' | 'smartpanel' | 'cmsnt' | 'followeran') => {
      const desk = openDesk({ kind, services: [{ service: '1', type: 'Custom Comments' }] });
      const added = await desk.ask(ADD);
      const id = String(added['order']);
      const [service] = (await desk.ask({ action: 'services' })) as unknown as Body[];
      const status = await desk.ask({ action: 'status', orders: `${id},5` });
      const { balance } = await desk.ask({ action: 'balance' });
      const cancel = await desk.ask({ action: 'cancel', orders: id });
      return { added, type: service?.['type'], status, id, cancel, balance };
    };
    const v2 = await batch('v2');
    assert.deepEqual(v2.status['5'], { error: 'Incorrect order ID' });
    assert.deepEqual([v2.type, v2.balance], ['Custom Comments', '999999.50']);
    const smart = await batch('smartpanel');
    assert.deepEqual(smart.status['5'], 'Incorrect order ID');
    assert.deepEqual(smart.added, { status: 'success', order: Number(smart.id) });
    assert.deepEqual([smart.type, smart.balance], ['custom_comments', 999_999.5]);
    assert.deepEqual(smart.cancel, { error: 'Invalid action' });
    const cmsnt = await batch('cmsnt');
    assert.deepEqual(Object.keys(cmsnt.status), [cmsnt.id]);
    assert.ok('start_counter' in (cmsnt.status[cmsnt.id] as Body));
    const followeran = await batch('followeran');
    assert.equal((followeran.status[followeran.id] as Body)['remains'], 'Unknown');
  });
});

describe('the money of a simulated provider', () => {
  const services = [
    { service: '1', rate: '0.123457', min: 100, max: 5_000 },
    { service: '2', type: 'Package', rate: '3' },
  ];

  test('falls by what orders cost, to the last digit, and comes back for what was not delivered', async () => {
    const desk = openDesk({
      services,
      balance: '10',
      behaviours: { 1: { ...NOW, stopsAt: { percent: 40, as: 'Partial' } } },
    });
    const { order } = await desk.ask(ADD);
    assert.equal((await statusOf(desk, order))['charge'], '0.0493828');
    const pack = { action: 'add', service: '2', link: 'https://example.com/p' };
    await desk.ask(pack);
    assert.equal((await desk.ask({ action: 'balance' }))['balance'], '6.9506172');
    assert.deepEqual(desk.simulator.sums(), {
      orders: 2,
      paidIn: 10_000_000_000n,
      charged: 3_123_457_000n,
      refunded: 74_074_200n,
      balance: 6_950_617_200n,
    });
    await desk.ask(pack);
    await desk.ask(pack);
    assert.deepEqual(await desk.ask(pack), { error: 'neworder.error.not_enough_funds' });
    desk.simulator.topUp('3');
    assert.ok('order' in (await desk.ask(pack)));
    desk.simulator.takeFee('0.5');
    assert.equal((await desk.ask({ action: 'balance' }))['balance'], '0.4506172');
  });

  test('follows its price list: limits, new prices, and services that vanish', async () => {
    const desk = openDesk({ services });
    const offers = async () =>
      ((await desk.ask({ action: 'services' })) as unknown as Body[]).map((one) => [
        one['service'],
        one['rate'],
      ]);
    assert.deepEqual(await desk.ask({ ...ADD, service: '9' }), {
      error: 'neworder.error.incorrect_service_id',
    });
    const tooFew = await desk.ask({ ...ADD, quantity: '99' });
    assert.deepEqual(tooFew, { error: 'neworder.error.min_quantity' });
    const tooMany = await desk.ask({ ...ADD, quantity: '5001' });
    assert.deepEqual(tooMany, { error: 'neworder.error.max_quantity' });
    desk.simulator.offer({ service: '3', prices: [{ at: 1_000_500, rate: '9' }] });
    desk.simulator.reprice(1, '0.2');
    desk.simulator.vanish(2);
    assert.deepEqual(await offers(), [
      ['1', '0.2'],
      ['3', '0.50'],
    ]);
    desk.clock.at += 500;
    assert.deepEqual(await offers(), [
      ['1', '0.2'],
      ['3', '9'],
    ]);
    const gone = await desk.ask({ action: 'add', service: '2', link: 'https://example.com/' });
    assert.deepEqual(gone, { error: 'neworder.error.incorrect_service_id' });
  });
});

describe('a second order on a link', () => {
  test('is the first one within the window, and a new one after it', async () => {
    const desk = openDesk({ repeatWindowS: 120 });
    const { order } = await desk.ask(ADD);
    desk.clock.at += 120_000;
    assert.deepEqual(await desk.ask(ADD), { order });
    assert.notDeepEqual(await desk.ask({ ...ADD, quantity: '999' }), { order });
    desk.clock.at += 1;
    assert.notDeepEqual(await desk.ask(ADD), { order });
  });

  test('is refused while the first is open', async () => {
    const desk = openDesk({ refusesDuplicates: true, behaviours: { 1: { deliverMs: 10_000 } } });
    assert.ok('order' in (await desk.ask(ADD)));
    assert.deepEqual(await desk.ask(ADD), { error: 'neworder.error.link_duplicate' });
    assert.ok('order' in (await desk.ask({ ...ADD, link: 'https://example.com/2' })));
    desk.clock.at += 60_000;
    assert.ok('order' in (await desk.ask(ADD)));
  });
});

describe('a simulated notpanel', () => {
  test('makes one order of a request id, whatever faults the first answers met', async () => {
    const desk = openDesk({ kind: 'notpanel' });
    const add = { ...ADD, request_id: 'ours-1' };
    for (const answer of ['reset', 'silence', 'twice', 'bad-gateway'] as const) {
      desk.simulator.script(1, { add: { answer, accepts: true } });
      await desk.reply(add);
    }
    desk.simulator.script(1, { add: { answer: 'refuse', error: 'Service not found' } });
    const again = await desk.reply(add);
    assert.ok(again.kind === 'answer' && again.headers['idempotent-replayed'] === 'true');
    assert.equal(again.text, '{"order":"ord_700001"}');
    assert.equal(desk.simulator.orders().length, 1);
  });

  test('speaks our contract: statuses, words, ids and rows', async () => {
    const desk = openDesk({ kind: 'notpanel', behaviours: { 1: NOW } });
    const refused = async (params: Record<string, string>) => {
      const got = await desk.reply(params);
      return got.kind === 'answer' && [got.status, JSON.parse(got.text)];
    };
    assert.deepEqual(await refused(ADD), [
      400,
      { error: 'Missing required parameter: request_id' },
    ]);
    const { order } = await desk.ask({ ...ADD, request_id: 'a' });
    assert.deepEqual(await refused({ ...ADD, quantity: '5', request_id: 'a' }), [
      400,
      { error: 'This request_id belongs to a different request' },
    ]);
    assert.deepEqual(await refused({ action: 'balance', key: 'no' }), [
      400,
      { error: 'Invalid API key' },
    ]);
    assert.deepEqual(await refused({ action: 'status', order: 'ord_5' }), [
      400,
      { error: 'Order not found' },
    ]);
    assert.equal((await statusOf(desk, order))['status'], 'completed');
    assert.deepEqual(await desk.ask({ action: 'cancel', order: String(order) }), { cancel: order });
    assert.deepEqual(await desk.ask({ action: 'cancel', orders: `${String(order)},ord_5` }), [
      { order, cancel: order },
      { order: 'ord_5', error: 'Order not found' },
    ]);
    const { refill } = await desk.ask({ action: 'refill', order: String(order) });
    assert.equal(refill, 'ref_1');
    desk.clock.at += 60_000;
    assert.deepEqual(await desk.ask({ action: 'refill_status', refills: 'ref_1,ref_2' }), [
      { refill: 'ref_1', status: 'completed' },
      { refill: 'ref_2', error: 'Refill not found' },
    ]);
  });
});
