import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { migrate } from '#platform/db/migrate.ts';
import { startTestPostgres } from '#test/support/postgres-server.ts';
import { rowTypes } from './row-types.ts';
import { schemaText } from './schema-text.ts';

// `npm run schema` migrates a scratch database and writes what came of it; `-- --check` only
// compares. A URL names a database that was migrated already; else NOTPANEL_TEST_POSTGRES names a
// server, else a throw-away one is started.
const check = process.argv.includes('--check');
const given = process.argv.slice(2).find((argument) => !argument.startsWith('-'));
const texts = await (given ? read(given) : readScratch());

const stale = [];
for (const [path, text] of Object.entries(texts)) {
  const file = new URL(`../${path}`, import.meta.url);
  const old = await readFile(file, 'utf8').catch(() => '');
  if (old === text) continue;
  stale.push(path);
  if (!check) await writeFile(file, text);
}
const said = check ? 'is not what the migrations make: run `npm run schema`' : 'written';
for (const path of stale) process.stdout.write(`${path} ${said}\n`);
process.exitCode = check && stale.length > 0 ? 1 : 0;

async function read(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return {
      'schema.sql': await schemaText(client),
      'src/platform/db/schema.ts': await rowTypes(client),
    };
  } finally {
    await client.end();
  }
}

async function readScratch(): Promise<Record<string, string>> {
  const running = process.env['NOTPANEL_TEST_POSTGRES'];
  const server = running
    ? undefined
    : await startTestPostgres({ bin: process.env['TEST_POSTGRES_BIN'] || undefined });
  const admin = new pg.Client({ connectionString: running ?? server?.url });
  try {
    await admin.connect();
    const name = `schema_${randomBytes(6).toString('hex')}`;
    await admin.query(`create database ${name}`);
    const url = new URL(running ?? server?.url ?? '');
    url.pathname = `/${name}`;
    try {
      await migrate(url.href);
      return await read(url.href);
    } finally {
      await admin.query(`drop database ${name} with (force)`);
    }
  } finally {
    await admin.end();
    await server?.stop();
  }
}
