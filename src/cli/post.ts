import type { Command } from 'commander';
import {
  isPublic,
  publishPost,
  readContent,
  removePost,
  renderMarkdown,
  savePost,
  type Post,
} from '#content/index.ts';
import { AppError } from '#lib/errors.ts';
import { actorName } from '#platform/app.ts';
import { date } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { readTextFile } from './text-file.ts';
import { bold, moment, table } from './text.ts';

const BY = actorName(OPERATOR);

type SaveOptions = { file: string; language: string; publish?: boolean };

export function addPostCommands(program: Command, cli: Cli): void {
  const post = program.command('post').description('the blog');
  post
    .command('list')
    .description('list posts, drafts among them')
    .action(cli.answering(() => list(cli)));
  post
    .command('show')
    .description('print the Markdown of a post')
    .argument('<slug>')
    .action(cli.answering((slug: string) => show(cli, slug)));
  post
    .command('save')
    .description('write a post, or write it anew, from a Markdown file; a new one is a draft')
    .argument('<slug>', 'its address: words of a-z and 0-9 with hyphens between')
    .requiredOption('--file <path>', 'it begins with the title; - for what is piped in')
    .option('--language <code>', 'of the text', 'en')
    .option('--publish', 'make it public at once')
    .action(cli.answering((slug: string, options: SaveOptions) => save(cli, slug, options)));
  post
    .command('publish')
    .description('make a post public, now or from a moment on')
    .argument('<slug>')
    .option('--at <time>', 'such as 2026-12-01T09:00:00Z', date)
    .action(cli.answering((slug: string, { at }: { at?: Date }) => publish(cli, slug, at)));
  post
    .command('withdraw')
    .description('make a post a draft again; those that we ship as well')
    .argument('<slug>')
    .action(cli.answering((slug: string) => publish(cli, slug, null)));
  post
    .command('remove')
    .description('remove a post of yours; one that we ship is there again')
    .argument('<slug>')
    .action(cli.answering((slug: string) => remove(cli, slug)));
}

const list = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { posts } = await readContent(app.db);
    const now = new Date(app.clock.now());
    const rows = posts.map((post) => ({
      ...post,
      title: renderMarkdown(post.body).title,
      state: stateOf(post, now),
    }));
    return {
      json: {
        posts: rows.map(({ slug, title, language, state, publishedAt }) => ({
          slug,
          title,
          language,
          state,
          published_at: publishedAt?.toISOString() ?? null,
        })),
      },
      text: table(
        [{ title: 'SLUG' }, { title: 'TITLE' }, { title: 'STATE' }, { title: 'FROM' }],
        rows.map(({ slug, title, state, publishedAt }) => [
          slug,
          title,
          state,
          moment(publishedAt),
        ]),
        'There are no posts.',
      ),
    };
  });

const stateOf = (post: Post, now: Date): string =>
  isPublic(post, now) ? 'public' : post.publishedAt === null ? 'draft' : 'waits';

const show = (cli: Cli, slug: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const post = (await readContent(app.db)).posts.find((one) => one.slug === slug);
    if (!post) throw new AppError('not_found', `there is no post ${slug}`);
    return { json: { slug, language: post.language, body: post.body }, text: post.body.trimEnd() };
  });

const save = async (cli: Cli, slug: string, options: SaveOptions): Promise<Answer> => {
  const body = await readTextFile(options.file);
  return cli.withApp(async (app) => {
    const change = { slug, by: BY, now: new Date(app.clock.now()) };
    await app.transact(async (tx) => {
      await savePost(tx, { ...change, language: options.language, body });
      if (options.publish) await publishPost(tx, { ...change, at: change.now });
    });
    return { json: { slug, saved: true }, text: bold(`Saved ${slug}`) };
  });
};

/** Without a moment: now. */
const publish = (cli: Cli, slug: string, at: Date | null | undefined): Promise<Answer> =>
  cli.withApp(async (app) => {
    const now = new Date(app.clock.now());
    const from = at === undefined ? now : at;
    await app.transact((tx) => publishPost(tx, { slug, at: from, by: BY, now }));
    return {
      json: { slug, published_at: from?.toISOString() ?? null },
      text: from === null ? `${slug} is a draft` : `${slug} is public from ${moment(from)} on`,
    };
  });

const remove = (cli: Cli, slug: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    await app.transact((tx) => removePost(tx, slug));
    return { json: { slug, removed: true }, text: `Removed ${slug}` };
  });
