export { migrateQueue } from '#platform/queue/migrate-queue.ts';
export { runWorker, type Worker, type WorkerOptions } from './run-worker.ts';
