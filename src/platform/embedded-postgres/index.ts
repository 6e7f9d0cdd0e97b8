export { findCluster } from './place.ts';
export { resolveDataDir, type DataDir, type DataDirOptions } from './resolve-data-dir.ts';
export {
  startPostgres,
  usePostgres,
  type Postgres,
  type PostgresOptions,
} from './start-postgres.ts';
