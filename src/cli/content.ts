import { Argument, type Command } from 'commander';
import {
  checkContent,
  editPage,
  LANGUAGES,
  pageHistory,
  PAGES,
  publishPage,
  readContent,
  revertPage,
  type PageName,
} from '#content/index.ts';
import { actorName, type App } from '#platform/app.ts';
import { AppError } from '#lib/errors.ts';
import { positive } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { addContentCheckCommand } from './content-check.ts';
import { readTextFile } from './text-file.ts';
import { bold, day, moment, receipt, table } from './text.ts';

type In = { language: string };

const BY = actorName(OPERATOR);
const pageArgument = () => new Argument('<page>', PAGES.join(', ')).choices(PAGES);
const LANGUAGE = ['--language <code>', 'two letters, such as tr', 'en'] as const;

export function addContentCommands(program: Command, cli: Cli): void {
  const content = program.command('content').description('policies and other pages that you write');
  content
    .command('list')
    .description('every page in every language, and what visitors see of it')
    .action(cli.answering(() => list(cli)));
  content
    .command('show')
    .description('print the Markdown that visitors see, or that of a version')
    .addArgument(pageArgument())
    .option(...LANGUAGE)
    .option('--version-number <n>', 'that of another version', positive)
    .action(
      cli.answering((page: PageName, options: In & { versionNumber?: number }) =>
        show(cli, page, options),
      ),
    );
  content
    .command('edit')
    .description('write a draft from a Markdown file that begins with the title')
    .addArgument(pageArgument())
    .requiredOption('--file <path>', 'or - for what is piped in')
    .option(...LANGUAGE)
    .option('--publish', 'show it to visitors at once')
    .action(
      cli.answering((page: PageName, options: In & { file: string; publish?: boolean }) =>
        edit(cli, page, options),
      ),
    );
  content
    .command('publish')
    .description('show the newest draft to visitors, or the one of a number')
    .addArgument(pageArgument())
    .option(...LANGUAGE)
    .option('--version-number <n>', 'which draft', positive)
    .action(
      cli.answering((page: PageName, options: In & { versionNumber?: number }) =>
        publish(cli, page, options),
      ),
    );
  addHistoryCommands(content, cli);
  addContentCheckCommand(content, cli);
}

function addHistoryCommands(content: Command, cli: Cli): void {
  content
    .command('history')
    .description('who wrote and published what, and when')
    .addArgument(pageArgument())
    .option(...LANGUAGE)
    .action(cli.answering((page: PageName, { language }: In) => history(cli, page, language)));
  content
    .command('revert')
    .description('publish an earlier version again, or the text that the program ships')
    .addArgument(pageArgument())
    .requiredOption('--to <version>', 'its number, or shipped')
    .option(...LANGUAGE)
    .action(
      cli.answering((page: PageName, options: In & { to: string }) => revert(cli, page, options)),
    );
}

const now = (app: App) => new Date(app.clock.now());

const list = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const [content, { gaps }] = await Promise.all([readContent(app.db), checkContent(app.db)]);
    const pages = [...content.pages.values()].map((page) => ({
      ...page,
      gaps: gaps.find((one) => one.page === page.page && one.language === page.language),
    }));
    return {
      json: {
        pages: pages.map(({ page, language, number, changedAt, gaps: gap }) => ({
          page,
          language,
          version: number,
          changed_at: changedAt.toISOString(),
          unfilled: gap?.unfilled ?? [],
        })),
      },
      text: table(
        [
          { title: 'PAGE' },
          { title: 'LANGUAGE' },
          { title: 'VERSION', right: true },
          { title: 'CHANGED' },
          { title: 'GAPS', right: true },
        ],
        pages.map(({ page, language, number, changedAt, gaps: gap }) => [
          page,
          language,
          number === null ? 'shipped' : String(number),
          day(changedAt),
          String(gap?.unfilled.length ?? 0),
        ]),
        'There are no pages.',
      ),
    };
  });

const show = (
  cli: Cli,
  page: PageName,
  { language, versionNumber }: In & { versionNumber?: number },
): Promise<Answer> =>
  cli.withApp(async (app) => {
    const body = await (versionNumber === undefined
      ? shownBody(app, page, language)
      : versionBody(app, page, language, versionNumber));
    return { json: { page, language, body }, text: body.trimEnd() };
  });

async function shownBody(app: App, page: PageName, language: string): Promise<string> {
  const { pages } = await readContent(app.db);
  const shown = pages.get(`${language}/${page}`);
  if (shown) return shown.body;
  const known = LANGUAGES.join(', ');
  throw new AppError('not_found', `there is no ${page} in ${language}; we ship ${known}`);
}

async function versionBody(app: App, page: PageName, language: string, number: number) {
  const versions = await pageHistory(app.db, page, language);
  const found = versions.find((one) => one.number === number);
  if (!found) throw new AppError('not_found', `${page} in ${language} has no version ${number}`);
  return found.body ?? 'the text that the program ships';
}

const edit = async (
  cli: Cli,
  page: PageName,
  { language, file, publish: atOnce = false }: In & { file: string; publish?: boolean },
): Promise<Answer> => {
  const body = await readTextFile(file);
  return cli.withApp(async (app) => {
    const version = { page, language, by: BY, now: now(app) };
    const number = await app.transact(async (tx) => {
      const made = await editPage(tx, { ...version, body });
      if (atOnce) await publishPage(tx, { ...version, number: made });
      return made;
    });
    const advice = `Visitors see it after: notpanel content publish ${page} --language ${language}`;
    return {
      json: { page, language, version: number, published: atOnce },
      text: [
        bold(`${page} in ${language}: version ${number}`),
        atOnce ? 'Visitors see it now.' : advice,
      ].join('\n'),
    };
  });
};

const publish = (
  cli: Cli,
  page: PageName,
  { language, versionNumber }: In & { versionNumber?: number },
): Promise<Answer> =>
  cli.withApp(async (app) => {
    const number = await app.transact((tx) =>
      publishPage(tx, { page, language, number: versionNumber, by: BY, now: now(app) }),
    );
    return published(page, language, number);
  });

const revert = (cli: Cli, page: PageName, { language, to }: In & { to: string }): Promise<Answer> =>
  cli.withApp(async (app) => {
    const target = to === 'shipped' ? null : positive(to);
    const number = await app.transact((tx) =>
      revertPage(tx, { page, language, to: target, by: BY, now: now(app) }),
    );
    return published(page, language, number);
  });

const published = (page: PageName, language: string, number: number): Answer => ({
  json: { page, language, version: number, published: true },
  text: `${bold(`${page} in ${language}: version ${number}`)}\nVisitors see it now.`,
});

const history = (cli: Cli, page: PageName, language: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const versions = await pageHistory(app.db, page, language);
    return {
      json: {
        page,
        language,
        versions: versions.map((one) => ({
          version: one.number,
          written_at: one.writtenAt.toISOString(),
          written_by: one.writtenBy,
          published_at: one.publishedAt?.toISOString() ?? null,
          published_by: one.publishedBy,
          shipped: one.body === null,
        })),
      },
      text:
        versions.length === 0
          ? `Nobody has changed ${page} in ${language}: visitors see the text that we ship.`
          : receipt(
              `${page} in ${language}`,
              versions.map((one) => [
                `version ${one.number}`,
                `written ${moment(one.writtenAt)} by ${one.writtenBy}` +
                  (one.publishedAt ? `, published ${moment(one.publishedAt)}` : ', a draft'),
              ]),
            ),
    };
  });
