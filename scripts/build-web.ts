import { createBuilder } from 'vite';

// Builds the pages into the folder that is named. The panel runs it when the sources have changed.
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/build-web.ts <folder>');
process.env['NODE_ENV'] = 'production';
process.env['NOTPANEL_BUILD'] = folder; // read by react-router.config.ts
const builder = await createBuilder({ mode: 'production', logLevel: 'warn' });
await builder.buildApp();
