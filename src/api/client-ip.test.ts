import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { clientIp, proxyList } from './client-ip.ts';

const request = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

const proxies = proxyList(['10.0.0.0/8', '192.0.2.1', '2001:db8::/32']);

test('without trusted proxies a forged X-Forwarded-For changes nothing', () => {
  assert.equal(clientIp(request('198.51.100.7', '203.0.113.9'), undefined), '198.51.100.7');
  assert.equal(clientIp(request('198.51.100.7', '203.0.113.9'), proxies), '198.51.100.7');
});

test('a trusted proxy is believed, and what the caller wrote before it is not', () => {
  assert.equal(clientIp(request('10.1.2.3', '203.0.113.9'), proxies), '203.0.113.9');
  assert.equal(clientIp(request('10.1.2.3', '1.1.1.1, 203.0.113.9'), proxies), '203.0.113.9');
  assert.equal(
    clientIp(request('::ffff:10.1.2.3', '203.0.113.9, 192.0.2.1,2001:db8::5'), proxies),
    '203.0.113.9',
  );
});

test('an entry that is no address ends the chain', () => {
  assert.equal(clientIp(request('10.1.2.3', 'unknown'), proxies), '10.1.2.3');
  assert.equal(clientIp(request('10.1.2.3', 'x, 192.0.2.1'), proxies), '192.0.2.1');
  assert.equal(clientIp(request('10.1.2.3'), proxies), '10.1.2.3');
});
