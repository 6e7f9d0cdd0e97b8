import type { Command } from 'commander';
import { checkAllBooks } from '#worker/index.ts';
import type { Answer, Cli } from './cli.ts';
import { bold } from './text.ts';

export function addCheckBooksCommand(program: Command, cli: Cli): void {
  program
    .command('check-books')
    .description('prove every invariant of the money; exit code 1 if one is broken')
    .action(cli.answering(() => check(cli)));
}

const check = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { ok, findings } = await checkAllBooks(app.db);
    const text = ok
      ? `${bold('The books balance.')} Every rule holds.`
      : [
          bold('The books do not balance.'),
          ...findings.map(({ rule, detail }) => `  ${rule}: ${detail}`),
        ].join('\n');
    const broken = `${findings.length} rules or rows are broken`;
    return { json: ok ? { ok } : { ok, error: broken, findings }, text, failed: !ok };
  });
