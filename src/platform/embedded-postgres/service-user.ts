import { execFile, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { AppError } from '#lib/errors.ts';

const run = promisify(execFile);

/** Whom Postgres runs as when the panel runs as root, which Postgres refuses. */
export type ServiceUser = { name: string; uid: number; gid: number };

const CANDIDATES = ['notpanel', 'postgres', 'nobody'];

export const isRoot = (): boolean => process.getuid?.() === 0;

/** The wanted user, or the first that exists of notpanel, postgres, nobody. */
export async function findServiceUser(wanted?: string): Promise<ServiceUser> {
  for (const name of wanted ? [wanted] : CANDIDATES) {
    const user = await lookUp(name);
    if (user && user.uid !== 0) return user;
  }
  throw new AppError(
    'invalid_setting',
    wanted
      ? `the service user ${JSON.stringify(wanted)} does not exist or is root: name an ordinary user`
      : 'Postgres refuses to run as root and there is no user notpanel, postgres or nobody: ' +
          'create one (useradd --system notpanel) or start the panel as an ordinary user',
  );
}

/** Who owns a file or folder, if it exists and belongs to somebody other than root. */
export async function ownerOf(path: string): Promise<ServiceUser | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found || found.uid === 0) return undefined;
  const name = await run('id', ['-un', String(found.uid)]).then(
    ({ stdout }) => stdout.trim(),
    () => `uid ${found.uid}`,
  );
  return { name, uid: found.uid, gid: found.gid };
}

/** Whether the user can reach a folder; asked of the system itself, so that ACLs count. */
export function canEnter(user: ServiceUser, folder: string): Promise<boolean> {
  return succeeds('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], user);
}

/** Runs a program as the user (or as ourselves) and says whether it ended well. */
export function succeeds(
  program: string,
  args: string[],
  user: ServiceUser | undefined,
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...as(user), cwd: '/', stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

/** Spawn options that run a child as the user. */
export const as = (user: ServiceUser | undefined): { uid?: number; gid?: number } =>
  user ? { uid: user.uid, gid: user.gid } : {};

async function lookUp(name: string): Promise<ServiceUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
