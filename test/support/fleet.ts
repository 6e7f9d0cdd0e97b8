import { startPanel, type PanelProcess } from './panel-process.ts';
import type { OutsideShop } from './outside-shop.ts';

export const COMMANDS = {
  serve: ['serve', '--no-worker'],
  worker: ['worker'],
} as const;

export type Role = keyof typeof COMMANDS;

export type Member = {
  readonly role: Role;
  /** Undefined while it is down. */
  panel: PanelProcess | undefined;
};

/** Several processes of one shop, as on several hosts. */
export type Fleet = AsyncDisposable & {
  readonly members: readonly Member[];
  /** Where the API answers, as far as it does now. */
  urls(): string[];
  /** Kills one at once and starts it again; resolves when it is ready, with how long that took. */
  kill(member: Member): Promise<number>;
  /** Ends them all as an operator would. */
  stop(): Promise<{ role: Role; code: number | null; tookMs: number }[]>;
};

/** Starts them all at the same moment. */
export async function startFleet(shop: OutsideShop, roles: readonly Role[]): Promise<Fleet> {
  const start = async (role: Role) => startPanel(await shop.env(), COMMANDS[role]);
  const started = await Promise.allSettled(
    roles.map(async (role): Promise<Member> => ({ role, panel: await start(role) })),
  );
  const members = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const end = (signal: NodeJS.Signals) =>
    Promise.all(
      members.flatMap(({ role, panel }) =>
        panel ? [panel.end(signal).then((ended) => ({ role, ...ended }))] : [],
      ),
    );
  const failed = started.find((one) => one.status === 'rejected');
  if (failed) {
    await end('SIGKILL');
    throw failed.reason;
  }
  return {
    members,
    urls: () =>
      members.flatMap(({ panel }) => panel?.started.url ?? []).map((url) => `${url}/api/v2`),
    async kill(member) {
      const { panel } = member;
      member.panel = undefined;
      await panel?.end('SIGKILL');
      member.panel = await start(member.role);
      return member.panel.readyMs;
    },
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  };
}
