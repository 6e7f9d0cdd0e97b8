import type { Command } from 'commander';
import { actorName } from '#platform/app.ts';
import { clearNotice, listNotices, type OpenNotice } from '#platform/notices/index.ts';
import { bigId } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { bold, dim, moment } from './text.ts';

export function addNoticesCommands(program: Command, cli: Cli): void {
  const notices = program
    .command('notices')
    .description('what you should know, the gravest first')
    .action(cli.answering(() => list(cli)));
  notices
    .command('clear')
    .description('say that you have dealt with one; it comes back if it is still so')
    .argument('<notice>', 'its number', bigId)
    .action(cli.answering((notice: bigint) => clear(cli, notice)));
}

const list = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const notices = await listNotices(app.db);
    return {
      json: { notices: notices.map(asJson) },
      text:
        notices.length === 0
          ? 'There is nothing you should know.'
          : notices.map(asText).join('\n\n'),
    };
  });

const asJson = (notice: OpenNotice) => ({
  notice: Number(notice.id),
  kind: notice.kind,
  subject: notice.subject,
  severity: notice.severity,
  text: notice.text,
  times: notice.times,
  first_at: notice.firstAt.toISOString(),
  last_at: notice.lastAt.toISOString(),
});

function asText({ id, kind, subject, severity, text, times, firstAt, lastAt }: OpenNotice): string {
  const often = times === 1 ? '' : `, ${times} times, last ${moment(lastAt)}`;
  return [
    `${bold(`${id}  ${severity}`)}  ${text}`,
    dim(`   ${kind}, ${subject}, since ${moment(firstAt)} UTC${often}`),
  ].join('\n');
}

const clear = (cli: Cli, id: bigint): Promise<Answer> =>
  cli.withApp(async (app) => {
    const done = { now: new Date(app.clock.now()), by: actorName(OPERATOR) };
    const { kind, subject } = await app.transact((tx) => clearNotice(tx, id, done));
    return {
      json: { ok: true, notice: Number(id) },
      text: `Cleared notice ${id} (${kind}, ${subject}).`,
    };
  });
