import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const CLIENT = new URL('../../sdk/v2-clients/node-json.mjs', import.meta.url).pathname;

export type OutsideScript = AsyncDisposable & {
  call(name: string, ...args: unknown[]): Promise<Record<string, unknown>>;
};

/** A program of somebody else's, written for another panel, given our address and a key. */
export function startOutsideScript(origin: string, key: string): OutsideScript {
  const child = spawn(process.execPath, [CLIENT], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async call(name, ...args) {
      child.stdin.write(`${JSON.stringify({ url: `${origin}/api/v2`, key, call: name, args })}\n`);
      const { value } = await lines.next();
      return JSON.parse(value ?? 'null') as Record<string, unknown>;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
