import { writeFile } from 'node:fs/promises';
import pg from 'pg';
import { rowTypes } from './row-types.ts';

const client = new pg.Client({ connectionString: process.argv[2] });
await client.connect();
await writeFile(new URL('../src/platform/db/schema.ts', import.meta.url), await rowTypes(client));
await client.end();
