import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { findAddress, type Address } from './address.ts';
import { findCredentials, type Credentials } from './credentials.ts';
import { findBinaries, type Binaries } from './find-binaries.ts';
import { resolveDataDir, type DataDir, type DataDirOptions } from './resolve-data-dir.ts';

/** Everything that is known about an installation's Postgres before it runs. */
export type Place = {
  dataDir: DataDir;
  /** Postgres' own data directory. */
  cluster: string;
  logFile: string;
  binaries: Binaries;
  credentials: Credentials;
  address: Address;
};

export async function findPlace(requested: string, options: DataDirOptions): Promise<Place> {
  const dataDir = await resolveDataDir(requested, options);
  const cluster = join(dataDir.path, 'postgres');
  const credentials = await findCredentials(dataDir.path, await hasCluster(cluster));
  return {
    dataDir,
    cluster,
    logFile: join(dataDir.path, 'postgres.log'),
    binaries: await findBinaries(dataDir),
    credentials,
    address: findAddress(dataDir.path, credentials),
  };
}

/** The data folder, and whether a cluster was ever made in it. */
export async function findCluster(requested: string): Promise<{ path: string; made: boolean }> {
  const { path } = await resolveDataDir(requested);
  return { path, made: await hasCluster(join(path, 'postgres')) };
}

/** Whether initdb has run: its result is put in place whole. */
export const hasCluster = (cluster: string): Promise<boolean> =>
  access(cluster).then(
    () => true,
    () => false,
  );
