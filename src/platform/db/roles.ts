import pg from 'pg';

export const OWNER_ROLE = 'notpanel_owner';
export const APP_ROLE = 'notpanel_app';

const DATABASE = 'notpanel';

const GRANT_LOCK = 7_165_003; // two that grant at once would fail on the same catalogue rows

/** History that the application adds to and never changes. */
const APPEND_ONLY = [
  'transfers',
  'order_events',
  'giveaway_prizes',
  'giveaway_entries',
  'giveaway_winners',
  'payment_credits',
  'tax_rules',
  'documents',
];

/**
 * Makes the shop's roles and database where they are missing; says whether the database was made
 * now. `superUrl` is the administrator's, on any database of the server.
 */
export function createShopDatabase(
  superUrl: string,
  passwords: { notpanel_owner: string; notpanel_app: string },
): Promise<boolean> {
  return connected(superUrl, async (client) => {
    const known = await client.query<{ name: string }>(
      `select rolname as name from pg_roles where rolname = any($1)
       union all select datname from pg_database where datname = $2`,
      [[OWNER_ROLE, APP_ROLE], DATABASE],
    );
    const names = new Set(known.rows.map((row) => row.name));
    for (const role of [OWNER_ROLE, APP_ROLE] as const) {
      if (names.has(role)) continue;
      const password = pg.escapeLiteral(passwords[role]);
      await client.query(`create role ${role} login password ${password}`);
    }
    if (names.has(DATABASE)) return false;
    await client.query(`create database ${DATABASE} owner ${OWNER_ROLE}`);
    await client.query(`revoke all on database ${DATABASE} from public`);
    await client.query(`grant connect on database ${DATABASE} to ${APP_ROLE}`);
    return true;
  });
}

/**
 * Gives the application's role what it needs and no more: every row of ordinary tables, but
 * history only to read and to add to, and no table to alter or empty. Run after each migration;
 * running it again changes nothing. With one role for both there is nothing to give: the guard
 * triggers remain, and the returned warnings say so.
 */
export function grantAppRole(ownerUrl: string, appRole: string = APP_ROLE): Promise<string[]> {
  return connected(ownerUrl, async (client) => {
    const asked = await client.query<{ database: string; owner: string }>(
      'select current_database() as database, current_user as owner',
    );
    const [{ database, owner } = { database: '', owner: '' }] = asked.rows;
    if (owner === appRole) return [ONE_ROLE];
    const role = pg.escapeIdentifier(appRole);
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [GRANT_LOCK]);
    await client.query(`grant connect on database ${pg.escapeIdentifier(database)} to ${role}`);
    await grantSchema(client, 'public', role);
    await protectHistory(client, role);
    if (await hasSchema(client, 'graphile_worker')) {
      await grantSchema(client, 'graphile_worker', role);
      await openJobTables(client, role);
    }
    await client.query('commit');
    return [];
  });
}

const ONE_ROLE =
  'the application works as the role that owns the tables, so only triggers keep it from ' +
  'changing the ledger: give it a role of its own in DATABASE_URL and the owner in MIGRATE_URL';

async function grantSchema(client: pg.Client, schema: string, role: string): Promise<void> {
  const rights = 'select, insert, update, delete';
  for (const text of [
    `grant usage on schema ${schema} to ${role}`,
    `grant ${rights} on all tables in schema ${schema} to ${role}`,
    `grant usage, select on all sequences in schema ${schema} to ${role}`,
    `grant execute on all functions in schema ${schema} to ${role}`,
    `alter default privileges in schema ${schema} grant ${rights} on tables to ${role}`,
    `alter default privileges in schema ${schema} grant usage, select on sequences to ${role}`,
    `alter default privileges in schema ${schema} grant execute on functions to ${role}`,
  ]) {
    await client.query(text);
  }
}

async function protectHistory(client: pg.Client, role: string): Promise<void> {
  for (const table of [...APPEND_ONLY, 'migrations']) {
    const known = await client.query('select to_regclass($1) as found', [`public.${table}`]);
    if (known.rows[0].found === null) continue;
    await client.query(`revoke update, delete, truncate on public.${table} from ${role}`);
  }
  const known = await client.query(`select to_regclass('public.migrations') as found`);
  if (known.rows[0].found !== null) {
    await client.query(`revoke insert on public.migrations from ${role}`);
  }
}

async function hasSchema(client: pg.Client, name: string): Promise<boolean> {
  const known = await client.query('select 1 from pg_namespace where nspname = $1', [name]);
  return known.rowCount === 1;
}

/** graphile-worker's tables have row security on, which hides every row from all but the owner. */
async function openJobTables(client: pg.Client, role: string): Promise<void> {
  const tables = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity
       and not exists (select 1 from pg_policy where polrelid = pg_class.oid
                       and polname = 'notpanel_app')`,
  );
  for (const { name } of tables.rows) {
    const table = `graphile_worker.${pg.escapeIdentifier(name)}`;
    await client.query(`create policy notpanel_app on ${table} to ${role}
                        using (true) with check (true)`);
  }
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'notpanel roles',
    options: '-c lock_timeout=5s -c statement_timeout=30s',
  });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
