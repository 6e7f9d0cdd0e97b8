import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { LOCALES } from '#lib/locales.ts';

type Tree = { [key: string]: string | Tree };

const catalogueOf = (locale: string): Map<string, string> => {
  const tree = JSON.parse(
    readFileSync(new URL(`./${locale}.json`, import.meta.url), 'utf8'),
  ) as Tree;
  return new Map(leavesOf(tree));
};

const leavesOf = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) => {
    const name = path === '' ? key : `${path}.${key}`;
    return typeof value === 'string' ? [[name, value] as [string, string]] : leavesOf(value, name);
  });

/** The arguments and tags that a message asks for, such as `{count}` and `<a>`. */
function asked(message: string): string[] {
  const tags = [...message.matchAll(/<(\w+)>/g)].map(([tag]) => tag);
  return [...new Set([...argumentsOf(message), ...tags])].toSorted();
}

/** A brace begins an argument, or, within an argument, the words that one of its cases has. */
function argumentsOf(message: string): string[] {
  const found: string[] = [];
  const within: ('words' | 'argument')[] = ['words'];
  for (let at = 0; at < message.length; at += 1) {
    if (message[at] === '}') within.pop();
    if (message[at] !== '{') continue;
    const isArgument = within.at(-1) === 'words';
    within.push(isArgument ? 'argument' : 'words');
    if (isArgument) found.push(/^\s*\w+/.exec(message.slice(at + 1))?.[0].trim() ?? '');
  }
  return found;
}

const english = catalogueOf('en');

for (const locale of LOCALES.slice(1)) {
  test(`every text is there in ${locale} and asks for the same`, () => {
    const own = catalogueOf(locale);
    assert.deepEqual([...own.keys()].sort(), [...english.keys()].sort());
    for (const [key, message] of english) {
      assert.deepEqual(asked(own.get(key) ?? ''), asked(message), key);
      assert.notEqual(own.get(key)?.trim(), '', key);
    }
  });
}

test('every text is used by a page', () => {
  const sources = globSync('src/**/*.{ts,tsx}', { exclude: ['**/*.test.ts'] })
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const unused = [...english.keys()].filter((key) => !isNamed(key, sources));
  assert.deepEqual(unused, []);
});

/**
 * A key is used when its path below the namespace, or a part of it that is put together with a
 * variable (`state.${name}`), stands in the sources in quotes.
 */
function isNamed(key: string, sources: string): boolean {
  const parts = key.split('.').slice(1);
  const whole = parts.join('.');
  if (sources.includes(`'${whole}'`) || sources.includes(`\`${whole}\``)) return true;
  const heads = parts.map((_, at) => `${parts.slice(0, at).join('.')}.\${`).slice(1);
  const tails = parts.map((_, at) => `}.${parts.slice(at + 1).join('.')}\``).slice(0, -1);
  return [...heads.map((head) => `\`${head}`), ...tails].some((text) => sources.includes(text));
}
