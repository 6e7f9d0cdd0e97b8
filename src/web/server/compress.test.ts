import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { compress } from './compress.ts';

const PAGE = `<!doctype html>${'<p>A line of a page</p>'.repeat(200)}`;

const asked = (encodings: string, method = 'GET') =>
  new Request('http://localhost/', { method, headers: { 'accept-encoding': encodings } });

const page = (text = PAGE, type = 'text/html; charset=utf-8') =>
  new Response(text, { headers: { 'content-type': type } });

test('a page is sent compressed to whoever takes it so', async () => {
  const answer = await compress(asked('br, gzip'), page());
  assert.equal(answer.headers.get('content-encoding'), 'gzip');
  assert.match(answer.headers.get('vary') ?? '', /Accept-Encoding/);
  assert.equal(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString(), PAGE);
});

const LEFT_ALONE: Record<string, [Request, Response]> = {
  'one who does not': [asked('identity'), page()],
  'the answer to a form': [asked('gzip', 'POST'), page()],
  'a page that fits a packet': [asked('gzip'), page('<p>Short</p>')],
  'a stream of events': [asked('gzip'), page(PAGE, 'text/event-stream')],
};

for (const [name, [request, response]] of Object.entries(LEFT_ALONE)) {
  test(`${name} gets it as it is`, async () => {
    const answer = await compress(request, response);
    assert.equal(answer.headers.get('content-encoding'), null);
    assert.match(await answer.text(), /^<(!doctype|p)/);
  });
}
