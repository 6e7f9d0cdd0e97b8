import assert from 'node:assert/strict';
import { test } from 'node:test';
import { automationPackages, automationWords } from './find-automation.ts';
import { brokenLinks } from './find-broken-links.ts';
import { foreignTraces } from './find-foreign-traces.ts';

test('Packages that automate networks are refused, at any depth and for tests too', () => {
  const found = automationPackages({
    '': {},
    'node_modules/hono': {},
    'node_modules/instagram-private-api': {},
    'node_modules/a/node_modules/puppeteer-extra-plugin-stealth': { dev: true },
  });
  assert.equal(found.length, 2);
  assert.match(found.join('\n'), /instagram-private-api[^]*plugin-stealth/);
});

test('A browser driver may test our own pages but not ship', () => {
  assert.deepEqual(automationPackages({ 'node_modules/playwright-core': { dev: true } }), []);
  assert.equal(automationPackages({ 'node_modules/playwright-core': {} }).length, 1);
});

test('Words of engagement automation are refused in the product, with their line', () => {
  const text = ['const a = 1;', '// ask the phone farm', "fetch('https://i.instagram.com/api')"];
  assert.deepEqual(
    automationWords('src/a.ts', text.join('\n')).map((one) => one.split(':')[1]),
    ['2', '3'],
  );
  assert.deepEqual(automationWords('src/a.ts', "link: 'https://www.instagram.com/p/1'"), []);
});

test('A link to a file or heading that is not there is found, code blocks aside', () => {
  const pages = new Map([
    ['README.md', '[a](docs/a.md) [b](docs/b.md) [c](docs/a.md#second-part) [d](docs/)'],
    ['docs/a.md', '# First\n## Second part!\n[x](#first) [y](#third) [z](https://a.b/c)\n'],
    ['docs/c.md', '```\n[a](nowhere.md)\n```\n[up](../README.md)\n'],
  ]);
  assert.deepEqual(brokenLinks(pages, pages.keys()), [
    'README.md: docs/b.md leads nowhere',
    'docs/a.md: #third leads nowhere',
  ]);
});

test('Folders and hosts of one machine are found', () => {
  const folder = ['', 'root', 'notpanel'].join('/');
  const host = ['registry', 'example', 'org'].join('.');
  const text = `cd ${folder}/x\n/var/lib/notpanel\nhttps://${host}/pg\n`;
  assert.deepEqual(
    foreignTraces('a.md', text).map((one) => one.split(':')[1]),
    ['1', '3'],
  );
});
