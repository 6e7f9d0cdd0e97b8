export { checkAllBooks } from './check-all-books.ts';
export { migrateQueue } from '#platform/queue/index.ts';
export { SCHEDULE } from './crontab.ts';
export { runWorker, type Worker, type WorkerOptions } from './run-worker.ts';
export { startProbes } from './start-probes.ts';
export { startWatch } from './start-watch.ts';
export { tasksOf } from './tasks.ts';
