import { Option, type Command } from 'commander';
import {
  FAQ_TOPICS,
  readContent,
  removeFaqEntry,
  setFaqEntry,
  type FaqTopic,
} from '#content/index.ts';
import { actorName } from '#platform/app.ts';
import { whole } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { readTextFile } from './text-file.ts';
import { cut, receipt, table } from './text.ts';

type In = { language: string };
type SetOptions = In & {
  question?: string;
  file?: string;
  topic?: FaqTopic;
  position?: number;
};

const LANGUAGE = ['--language <code>', 'two letters, such as tr', 'en'] as const;

export function addFaqCommands(program: Command, cli: Cli): void {
  const faq = program.command('faq').description('questions and answers');
  faq
    .command('list')
    .description('list the entries of a language in their order')
    .option(...LANGUAGE)
    .action(cli.answering(({ language }: In) => list(cli, language)));
  faq
    .command('set')
    .description('write an entry, or change what is given of it')
    .argument('<key>', 'its name in every language; that of one we ship takes its place')
    .option('--question <text>')
    .option('--file <path>', 'the answer in Markdown; - for what is piped in')
    .addOption(new Option('--topic <topic>', 'where it stands').choices(FAQ_TOPICS))
    .option('--position <n>', 'among the others; ours have 10, 20, 30 …', whole)
    .option(...LANGUAGE)
    .action(cli.answering((key: string, options: SetOptions) => set(cli, key, options)));
  for (const [name, hidden, description] of [
    ['hide', true, 'leave an entry out'],
    ['unhide', false, 'show it again'],
  ] as const) {
    faq
      .command(name)
      .description(description)
      .argument('<key>')
      .option(...LANGUAGE)
      .action(cli.answering((key: string, { language }: In) => hide(cli, key, language, hidden)));
  }
  faq
    .command('remove')
    .description('remove what you wrote; an entry that we ship is there again')
    .argument('<key>')
    .option(...LANGUAGE)
    .action(cli.answering((key: string, { language }: In) => remove(cli, key, language)));
}

const LONGEST_QUESTION = 60;

const list = (cli: Cli, language: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { faq } = await readContent(app.db);
    const entries = faq.filter((one) => one.language === language);
    return {
      json: { entries },
      text: table(
        [
          { title: 'KEY' },
          { title: 'TOPIC' },
          { title: 'AT', right: true },
          { title: 'QUESTION' },
          { title: '' },
        ],
        entries.map(({ key, topic, position, question, hidden }) => [
          key,
          topic,
          String(position),
          cut(question, LONGEST_QUESTION),
          hidden ? 'hidden' : '',
        ]),
        `There are none in ${language}: visitors see the English ones.`,
      ),
    };
  });

const change = (cli: Cli, key: string, language: string, fields: object): Promise<Answer> =>
  cli.withApp(async (app) => {
    const made = { key, language, by: actorName(OPERATOR), now: new Date(app.clock.now()) };
    const entry = await app.transact((tx) => setFaqEntry(tx, { ...made, ...fields }));
    return {
      json: { entry },
      text: receipt(entry.question, [
        ['key', entry.key],
        ['language', entry.language],
        ['topic', entry.topic],
        ['position', String(entry.position)],
        ['visitors', entry.hidden ? 'do not see it' : 'see it'],
      ]),
    };
  });

const set = async (cli: Cli, key: string, options: SetOptions): Promise<Answer> => {
  const { language, file, question, topic, position } = options;
  return change(cli, key, language, {
    ...(question !== undefined && { question }),
    ...(file !== undefined && { answer: await readTextFile(file) }),
    ...(topic !== undefined && { topic }),
    ...(position !== undefined && { position }),
  });
};

const hide = (cli: Cli, key: string, language: string, hidden: boolean): Promise<Answer> =>
  change(cli, key, language, { hidden });

const remove = (cli: Cli, key: string, language: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    await app.transact((tx) => removeFaqEntry(tx, key, language));
    return { json: { key, language, removed: true }, text: `Removed ${key} in ${language}` };
  });
