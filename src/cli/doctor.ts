import type { Command } from 'commander';
import { examine, type Finding } from '../start/index.ts';
import type { Answer, Cli } from './cli.ts';
import { quietLog } from './quiet-log.ts';
import { bold } from './text.ts';

export function addDoctorCommand(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description('examine this installation; exit code 1 if something is wrong')
    .action(cli.answering(() => examineAll(cli)));
}

const MARKS = { ok: '✔', warning: '!', wrong: '✖' } as const;

async function examineAll(cli: Cli): Promise<Answer> {
  const findings = await examine(() => cli.config, quietLog);
  const wrong = findings.filter(({ state }) => state === 'wrong').length;
  const ok = wrong === 0;
  const verdict = ok ? 'Nothing is wrong.' : `${wrong} of ${findings.length} are wrong.`;
  return {
    json: { ok, ...(ok ? {} : { error: verdict }), findings },
    text: [...findings.map(line), '', bold(verdict)].join('\n'),
    failed: !ok,
  };
}

const line = ({ state, name, detail }: Finding): string =>
  `${MARKS[state]} ${name.padEnd(NAME_WIDTH)} ${detail.replaceAll('\n', `\n${' '.repeat(NAME_WIDTH + 3)}`)}`;

const NAME_WIDTH = 12;
