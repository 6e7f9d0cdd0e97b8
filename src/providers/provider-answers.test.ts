import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { PostReply } from '#platform/http/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { adapterOf } from './adapter-of.ts';
import { addProvider } from './add-provider.ts';
import { listProviders } from './list-providers.ts';
import { PROVIDER_KINDS, type AddOutcome, type Provider, type ProviderKind } from './provider.ts';

type Recorded = {
  what: string;
  status: number;
  text: string;
  type?: string;
  kind?: ProviderKind;
  expected: AddOutcome['kind'];
  /** What an accepted order is called. */
  id?: string;
};

const FOLDER = fileURLToPath(new URL('../../test/fixtures/provider-answers', import.meta.url));
const ORDER = {
  requestId: 'np-1',
  service: '1',
  link: 'https://example.com/',
  quantity: 100,
  details: {},
};

const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort();
const answers = await Promise.all(
  files.map(async (name) => {
    const text = await readFile(`${FOLDER}/${name}`, 'utf8');
    return [name.replace('.json', ''), JSON.parse(text) as Recorded[]] as const;
  }),
);

let app: TestApp;
let reply: PostReply;
const providers = new Map<ProviderKind, Provider>();
before(async () => {
  app = await openTestApp({ post: () => Promise.resolve(reply) });
  for (const kind of PROVIDER_KINDS) {
    await addProvider(app, { name: kind, kind, url: 'https://provider.example/', key: 'sk-key' });
  }
  for (const one of await listProviders(app.db)) providers.set(one.kind, one);
});
after(() => app[Symbol.asyncDispose]());

/** What the adapter makes of bytes that came over the wire. */
function hear({ status, text, type = 'application/json', kind = 'v2' }: Recorded) {
  reply = { kind: 'answer', status, headers: { 'content-type': type }, text };
  return adapterOf(app, providers.get(kind) as Provider).add(ORDER);
}

for (const [name, recorded] of answers) {
  describe(`answers that are ${name}`, () => {
    for (const answer of recorded) {
      test(`${answer.what} (${answer.kind ?? 'v2'}, ${answer.status}): ${answer.expected}`, async () => {
        const outcome = await hear(answer);
        assert.equal(outcome.kind, answer.expected, JSON.stringify(outcome));
        const id = outcome.kind === 'accepted' ? outcome.providerOrderId : undefined;
        assert.equal(id, answer.id);
      });
    }
  });
}

test('A sound answer that is cut anywhere, or has anything before it, is unknown', async () => {
  const sound = answers.flatMap(([, recorded]) =>
    recorded.filter((one) => ['accepted', 'refused', 'later'].includes(one.expected)),
  );
  for (const answer of sound) {
    const text = answer.text.trim();
    for (let length = 0; length < text.length; length += 1) {
      const { kind } = await hear({ ...answer, text: text.slice(0, length) });
      assert.equal(kind, 'unknown', text.slice(0, length));
    }
    for (const noise of ['<br />\n', 'Notice: x\n', '0', ")]}',\n"]) {
      assert.equal((await hear({ ...answer, text: noise + text })).kind, 'unknown', noise + text);
    }
  }
});
