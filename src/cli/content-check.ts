import type { Command } from 'commander';
import { checkContent, fieldOf, type ContentCheck } from '#content/index.ts';
import type { Answer, Cli } from './cli.ts';
import { dim, receipt } from './text.ts';

export function addContentCheckCommand(content: Command, cli: Cli): void {
  content
    .command('check')
    .description(
      'what visitors still cannot know of the shop; exit code 1 where something is missing',
    )
    .action(cli.answering(() => check(cli)));
}

const check = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { missing, gaps, shipped, questions } = await checkContent(app.db);
    return {
      json: { missing, gaps, shipped, questions },
      text: [whoIsMissing(missing), whereGapsAre(gaps), whatIsOurs(shipped)]
        .filter((part) => part !== '')
        .join('\n\n'),
      failed: missing.length > 0 || gaps.length > 0,
    };
  });

const whoIsMissing = (missing: ContentCheck['missing']): string =>
  missing.length === 0
    ? 'The operator is named in full.'
    : [
        receipt(
          'Visitors cannot know yet',
          missing.map((name) => [name, fieldOf(name).label]),
        ),
        dim('  notpanel operator set <field> <value>'),
      ].join('\n');

const whereGapsAre = (gaps: ContentCheck['gaps']): string =>
  gaps.length === 0
    ? ''
    : receipt(
        'Where they meet the gaps',
        gaps.map(({ page, language, unfilled }) => [`${page} (${language})`, unfilled.join(', ')]),
      );

const whatIsOurs = (shipped: ContentCheck['shipped']): string =>
  shipped.length === 0
    ? ''
    : `Still as we ship them: ${shipped.join(', ')}. Read them as your own, or have somebody do so\n` +
      'who knows your law: they are a beginning and no legal advice.';
