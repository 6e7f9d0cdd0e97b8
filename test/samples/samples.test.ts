import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SampleView } from '#developers/index.ts';
import { LANGUAGES, missingPrograms, runSample } from './run-sample.ts';
import { openSampleShop, type SampleShop } from './sample-shop.ts';

const missing = await missingPrograms();
let shop: SampleShop;

before(async () => {
  shop = await openSampleShop([...LANGUAGES, 'headers']);
});
after(() => shop[Symbol.asyncDispose]());

/** Every sample once, in the order in which the shop's orders are numbered. */
function shownSamples(): SampleView[] {
  const blocks = shop.docs
    .pages()
    .flatMap(({ sections }) => sections.flatMap(({ aside }) => aside));
  const shown = new Map(
    blocks.flatMap((block) => (block.kind === 'sample' ? [[block.sample.id, block.sample]] : [])),
  );
  return shop.docs.sampleIds.map((id) => {
    const sample = shown.get(id);
    assert.ok(sample, `${id} is on no page`);
    return sample;
  });
}

test('nothing that samples are run with is missing where it must be there', (t) => {
  if (missing.length === 0) return;
  assert.notEqual(process.env['CI'], 'true', `missing: ${missing.join(', ')}`);
  t.skip(`NOT RUN, their programs are missing: ${missing.join(', ')}`);
});

test('every sample prints what stands beside it, in every language', async (t) => {
  let runs = 0;
  for (const sample of shownSamples()) {
    const check = async ({ tab, text }: SampleView['codes'][number]) => {
      await shop.prepare(sample.id);
      const { status, body } = await runSample(tab, text, shop.keyFor(sample.id, tab));
      const expected: unknown = JSON.parse(sample.answer.text);
      assert.equal(status ?? sample.status, sample.status, `${sample.id} in ${tab}`);
      if (tab === 'sdk') sayAll(String(body), expected, sample);
      else assert.deepEqual(alike(body, expected), expected, `${sample.id} in ${tab}`);
      runs += 1;
    };
    const codes = sample.codes.filter(({ tab }) => !missing.includes(tab));
    // Where the shop begins anew for each run, one waits for the other.
    if (sample.action.startsWith('webhook.')) for (const one of codes) await check(one);
    else await Promise.all(codes.map(check));
  }
  t.diagnostic(`${runs} runs`);
});

test('every sample is answered with the status and the headers that stand beside it', async () => {
  for (const sample of shownSamples()) {
    await shop.prepare(sample.id);
    const key = shop.keyFor(sample.id, 'headers');
    const { status, headers } = await shop.api.post({ key, ...fieldsOf(sample) });
    assert.equal(status, sample.status, sample.id);
    for (const [name, value] of sample.headers) {
      const actual = headers.get(name) ?? `${name} is missing`;
      assert.equal(shapeOf(actual), shapeOf(value), `${sample.id}: ${name}: ${actual}`);
    }
  }
});

/** The client answers less than the wire: every value of what it answers is printed. */
function sayAll(printed: string, expected: unknown, { id, action }: SampleView): void {
  const silent = action === 'webhook.remove' || id === 'cancel';
  const values = silent ? [] : valuesOf(expected, action);
  for (const value of values) assert.ok(printed.includes(value), `${id}: ${value} in ${printed}`);
}

/** Words and figures; what is made by chance aside, and the webhook's id where a message's is. */
function valuesOf(value: unknown, action: string): string[] {
  if (typeof value === 'string') return /^(whsec|tst)_/.test(value) ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([name]) => !(action === 'webhook.test' && name === 'webhook'))
    .flatMap(([, one]) => valuesOf(one, action));
}

/** The fields as the sample for curl sends them. */
function fieldsOf({ codes }: SampleView): Record<string, string> {
  const text = codes.find(({ tab }) => tab === 'curl')?.text ?? '';
  const fields = text.matchAll(/(?:-d|--data-urlencode) \$?'?([\w.]+)=([^\n]*?)'?(?: \\)?$/gm);
  return Object.fromEntries(
    Array.from(
      fields,
      ([, name = '', value = '']) => [name, value.replaceAll('\\n', '\n')] as const,
    ).filter(([name]) => name !== 'key'),
  );
}

/** Figures differ from call to call, and so do names; their form does not. */
const shapeOf = (value: string): string =>
  value.replace(/^req_[0-9a-f]{12}-[0-9a-z]+$/, 'req_').replace(/^\d+$/, '0');

/** What chance makes is held to its form: the shown text stands for it. */
function alike(actual: unknown, expected: unknown): unknown {
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return actual;
  const shown = expected as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(actual).map(([name, value]: [string, unknown]) => {
      const form =
        name === 'secret' ? /^whsec_[\w+/]{43}=$/ : name === 'message' ? /^tst_\w+$/ : null;
      return [name, form?.test(String(value)) ? shown[name] : value];
    }),
  );
}
