import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { publishPost } from './publish-post.ts';
import { readContent } from './read-content.ts';
import { removePost } from './remove-post.ts';
import { savePost } from './save-post.ts';
import { showPost, showPosts } from './show-posts.ts';

const BY = 'operator:test';
const DAY_MS = 86_400_000;
const OURS = 'a-retry-is-not-a-second-order';

const now = (app: TestApp) => new Date(app.clock.now());
const save = (app: TestApp, slug: string, body = '# A title\n\nText.') =>
  app.transact((tx) => savePost(tx, { slug, language: 'en', body, by: BY, now: now(app) }));
const publish = (app: TestApp, slug: string, at: Date | null) =>
  app.transact((tx) => publishPost(tx, { slug, at, by: BY, now: now(app) }));
const slugs = async (app: TestApp, at = now(app)) =>
  showPosts(await readContent(app.db), at).map(({ slug }) => slug);

describe('posts', () => {
  test('A new post is a draft, and one with a date waits for it', async () => {
    await using app = await openTestApp();
    await save(app, 'news');
    assert.ok(!(await slugs(app)).includes('news'));
    assert.equal(showPost(await readContent(app.db), 'news', now(app)), undefined);
    const tomorrow = new Date(app.clock.now() + DAY_MS);
    await publish(app, 'news', tomorrow);
    assert.ok(!(await slugs(app)).includes('news'));
    assert.equal((await slugs(app, tomorrow))[0], 'news');
    await publish(app, 'news', null);
    assert.ok(!(await slugs(app, tomorrow)).includes('news'));
  });

  test('A change of a public post shows, with its date', async () => {
    await using app = await openTestApp();
    await save(app, 'news');
    const before = new Date(app.clock.now() - DAY_MS);
    await publish(app, 'news', before);
    await save(app, 'news', `# Other\n\n${'word '.repeat(660)}`);
    const post = showPost(await readContent(app.db), 'news', now(app));
    assert.deepEqual([post?.title, post?.minutes], ['Other', 3]);
    assert.deepEqual(post?.publishedAt, before);
    assert.ok(post && post.changedAt > before);
  });

  test('A post that the program ships can be withdrawn, rewritten, and had again', async () => {
    await using app = await openTestApp();
    assert.ok((await slugs(app)).includes(OURS));
    await publish(app, OURS, null);
    assert.ok(!(await slugs(app)).includes(OURS));
    await app.transact((tx) => removePost(tx, OURS));
    await save(app, OURS, '# Mine');
    assert.equal(showPost(await readContent(app.db), OURS, now(app))?.title, 'Mine');
    await app.transact((tx) => removePost(tx, OURS));
    assert.notEqual(showPost(await readContent(app.db), OURS, now(app))?.title, 'Mine');
    await assert.rejects(
      app.transact((tx) => removePost(tx, OURS)),
      { code: 'not_found' },
    );
  });

  test('A slug that is no address and a post that is not there are refused', async () => {
    await using app = await openTestApp();
    for (const slug of ['', 'A', 'a b', '../x', 'a--b', 'x'.repeat(81)]) {
      await assert.rejects(save(app, slug), { code: 'invalid_parameter', parameter: 'slug' });
    }
    await assert.rejects(publish(app, 'nowhere', now(app)), { code: 'not_found' });
  });
});
