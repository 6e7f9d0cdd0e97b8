import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { linkExample, type Service } from '#catalog/index.ts';
import { asService } from '#test/support/shelf.ts';
import { checkLink } from './check-link.ts';
import { LINK_RULES } from './link-rules.ts';

const service = (platform: string, name: string): Service => asService({ platform, name });
const fitOf = (platform: string, name: string, link: string) =>
  checkLink(service(platform, name), link)?.fit;

test('A link is held against the platform of its service', () => {
  const cases: [platform: string, name: string, link: string, fit: string][] = [
    ['Instagram', 'Followers', 'https://www.instagram.com/example.brand/', 'fits'],
    ['Instagram', 'Likes', 'https://instagram.com/p/AbC', 'fits'],
    ['Instagram', 'Likes', 'https://instagram.com/reel/AbC', 'fits'],
    ['Instagram', 'Followers', 'https://instagram.com/p/AbC', 'other_kind'],
    ['Instagram', 'Likes', 'https://instagram.com/example.brand', 'other_kind'],
    ['Instagram', 'Likes', 'https://www.tiktok.com/@brand/video/1', 'other_platform'],
    ['Instagram', 'Likes', 'https://notinstagram.com/p/AbC', 'other_host'],
    ['Instagram', 'Likes', 'https://instagram.com.evil.example/p/AbC', 'other_host'],
    ['YouTube', 'Video views', 'https://youtu.be/AbC', 'fits'],
    ['YouTube', 'Subscribers', 'https://www.youtube.com/@brand', 'fits'],
    ['YouTube', 'Subscribers', 'https://www.youtube.com/watch?v=1', 'other_kind'],
    ['TikTok', 'Views', 'https://vm.tiktok.com/ZMx', 'fits'],
    ['X', 'Post likes', 'https://twitter.com/brand/status/1', 'fits'],
    ['Telegram', 'Members', 'https://t.me/brand', 'fits'],
    ['Telegram', 'Members', 'https://t.me/brand/12', 'other_kind'],
    ['Instagram', 'Website visits', 'https://example.com/shop', 'unchecked'],
    ['Web', 'Traffic', 'https://instagram.com/example', 'unchecked'],
  ];
  for (const [platform, name, link, fit] of cases) {
    assert.equal(fitOf(platform, name, link), fit, `${platform} ${name} ${link}`);
  }
});

test('What leads elsewhere says where, and a link of another kind which', () => {
  const elsewhere = checkLink(service('Instagram', 'Likes'), 'https://youtu.be/AbC');
  assert.deepEqual(elsewhere, { fit: 'other_platform', leadsTo: 'youtube' });
  const kind = checkLink(service('Instagram', 'Followers'), 'https://instagram.com/p/AbC');
  assert.deepEqual(kind, { fit: 'other_kind', kinds: { is: 'post', wanted: 'profile' } });
});

test('The normal form leaves out what names the visit and keeps what names the target', () => {
  const plainOf = (link: string) => checkLink(service('YouTube', 'Video views'), link)?.plain;
  assert.equal(
    plainOf('https://www.youtube.com/watch?v=1&si=abc#t'),
    'https://www.youtube.com/watch?v=1',
  );
  assert.equal(plainOf('https://www.youtube.com/watch?v=1'), undefined);
  assert.equal(plainOf('https://youtu.be/AbC/'), undefined, 'a slash at the end is no matter');
});

test('Every example that a service shows fits it', () => {
  const names = ['Followers', 'Likes', 'Video views', 'Story views', 'Comments', 'Members'];
  for (const platform of Object.keys(LINK_RULES)) {
    for (const name of names) {
      const one = service(platform, name);
      const example = linkExample(one) ?? '';
      const fit = checkLink(one, example)?.fit;
      // A platform without profiles of its own shows what it has.
      assert.ok(fit === 'fits' || fit === 'other_kind', `${platform} ${name} ${example}: ${fit}`);
      assert.notEqual(fit, 'other_host');
    }
  }
});

test('It never throws, whatever the link', () => {
  const one = service('Instagram', 'Likes');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => checkLink(one, text) !== null));
  fc.assert(fc.property(fc.webUrl(), (text) => checkLink(one, text) !== null));
});
