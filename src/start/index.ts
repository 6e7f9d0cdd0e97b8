export { CAST } from './demo/cast.ts';
export { suggestOrder } from './demo/suggest-order.ts';
export { examine, type Finding } from './examine.ts';
export { openPanel, type Panel } from './open-panel.ts';
export { countMigrations, migrateStorage, openStorage, type Storage } from './open-storage.ts';
export { readSecret, secretFile } from './read-secret.ts';
export { RELEASE } from './release.ts';
export type { Ready, RunOptions } from './run-panel.ts';
export { DEMO_CUSTOMER, isEmpty, seedDemo, type DemoAccess } from './demo/seed-demo.ts';
