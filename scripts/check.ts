import { spawn } from 'node:child_process';

// `npm run check` is what CI runs. Every step runs, so that one look shows everything that is wrong.
const STEPS: [name: string, program: string, ...args: string[]][] = [
  ['format', 'oxfmt', '--check', '.'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['types', 'tsc', '-p', '.'],
  ['sdk types', 'tsc', '-p', 'sdk/typescript'],
  ['pages', 'tsc', '-p', 'src/web'],
  ['browser tests', 'tsc', '-p', 'test/browser'],
  ['boundaries', 'node', 'scripts/check-boundaries.ts'],
  ['house', 'node', 'scripts/check-house.ts'],
  ['schema', 'node', 'scripts/dump-schema.ts', '--check'],
];

let failed = 0;
for (const [name, program, ...args] of STEPS) {
  const began = performance.now();
  const { code, output } = await run(program, args);
  const took = `${Math.round(performance.now() - began)} ms`;
  process.stdout.write(`${code === 0 ? '✔' : '✖'} ${name} (${took})\n`);
  if (code === 0) continue;
  failed++;
  process.stdout.write(`${output.trimEnd().replace(/^/gm, '    ')}\n`);
}
process.exitCode = failed === 0 ? 0 : 1;

async function run(program: string, args: string[]): Promise<{ code: number; output: string }> {
  const shell = process.platform === 'win32'; // its programs in node_modules/.bin are scripts
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], shell });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      output += `${error.message}\n`;
      resolve(1);
    });
    child.on('close', (status) => resolve(status ?? 1));
  });
  return { code, output };
}
