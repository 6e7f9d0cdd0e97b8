type Settings = Readonly<Record<string, string | number>>;

/**
 * What the money rests on. Given on the command line, where neither postgresql.conf nor
 * ALTER SYSTEM can undo it.
 */
export const SAFETY: Settings = {
  fsync: 'on', // off lost every acknowledged commit of a power cut (reliability 2.1)
  full_page_writes: 'on',
  synchronous_commit: 'on',
  unix_socket_permissions: '0700',
};

/**
 * Written to postgres.conf at each start, for two cores shared with the panel and its worker.
 * ALTER SYSTEM overrules them.
 */
export const TUNING: Settings = {
  // Holds the hot end of orders and transfers and all indexes of a million orders' recent part;
  // pages are touched only when used, so a small shop does not pay for it.
  shared_buffers: '256MB',
  effective_cache_size: '1GB', // the page cache of a small server; only plans depend on it
  work_mem: '8MB', // check-books sorts; 60 connections cannot all take it at once in practice
  maintenance_work_mem: '64MB',

  // Pools take 12 a process; panel, worker, commands and a psql fit without a queue.
  max_connections: 60,
  max_worker_processes: 4,
  max_parallel_workers_per_gather: 0, // the second core serves other requests
  jit: 'off', // compiling costs more than our short statements take
  // Reads come from memory, so workers would be three more processes for nothing, and io_uring
  // is forbidden in many sandboxes.
  io_method: 'sync',

  wal_level: 'replica', // backups copy the running cluster (reliability 11.3)
  max_wal_senders: 4,
  max_logical_replication_workers: 0, // nothing subscribes; saves a process
  wal_buffers: '16MB', // one segment: a burst of batches never waits for a free buffer
  // pglz is the only method built in, and it costs the core that orders need.
  wal_compression: 'off',
  // About 130 s of 10,000 orders/s between checkpoints, and a crash replays it in under 20 s.
  max_wal_size: '2GB',
  min_wal_size: '512MB', // reuse segments rather than make them anew under load
  checkpoint_timeout: '15min',
  checkpoint_completion_target: 0.9,

  random_page_cost: 1.1, // solid state disks
  autovacuum_max_workers: 2, // one a core
  autovacuum_naptime: '15s', // wallets and rate windows are rewritten all the time

  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C', // the supervisor reads the log
  log_line_prefix: '%m [%p] %a ',
};

export const asArguments = (settings: Settings): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

export const asFile = (settings: Settings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');
