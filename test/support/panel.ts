import { readdir, readFile } from 'node:fs/promises';
import type { App } from '#platform/app.ts';
import { openLog } from '#platform/log.ts';
import { readConfig } from '#config.ts';
import { openPanel } from '#start/index.ts';
import { makeDataFolder, type DataFolder } from './data-folder.ts';

/** An installation of its own with an empty shop, whose panels are real processes. */
export type PanelFolder = DataFolder & {
  readonly env: NodeJS.ProcessEnv;
  /** Works on the shop beside its panels, as a command does. */
  work<T>(work: (app: App) => Promise<T>): Promise<T>;
  /** The database's address for the application's role, and for the owner of the tables. */
  urls(): Promise<{ app: string; owner: string }>;
};

export async function makePanelFolder(settings: NodeJS.ProcessEnv = {}): Promise<PanelFolder> {
  const folder = await makeDataFolder();
  const env = {
    DATA_DIR: folder.path,
    NOTPANEL_DEMO: '0',
    NOTPANEL_LIMITS: 'off',
    EGRESS_ALLOW: '127.0.0.0/8 ::1',
    ...settings,
  };
  const open = () =>
    openPanel(readConfig(env), openLog('silent'), { use: 'command', whenNew: 'empty' });
  return {
    ...folder,
    env,
    async work(work) {
      await using panel = await open();
      return await work(panel.app);
    },
    async urls() {
      await using panel = await open();
      return { app: panel.storage.appUrl, owner: panel.storage.ownerUrl };
    },
  };
}

/** Kills the folder's Postgres: its postmaster, or its backends and helpers as well. */
export async function killPostgres(folder: DataFolder, which: 'postmaster' | 'all') {
  const postmaster = await folder.serverPid();
  if (postmaster === undefined) throw new Error('there is no Postgres to kill');
  const children = which === 'all' ? await childrenOf(postmaster) : [];
  for (const pid of [postmaster, ...children]) kill(pid);
}

/** Known on Linux only; elsewhere the backends notice by themselves that they are alone. */
async function childrenOf(parent: number): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const stats = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')),
  );
  return pids.filter((_, index) => {
    const [, parentPid] = /\) \w (\d+) /.exec(stats[index] ?? '') ?? [];
    return Number(parentPid) === parent;
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was quicker.
  }
}
