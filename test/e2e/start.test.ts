import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { makeDataFolder } from '#test/support/data-folder.ts';
import { runCommand, startPanel, type PanelProcess } from '#test/support/panel-process.ts';

type Answer = Record<string, unknown>;

/** What the printed curl sends, without needing curl. */
async function runCurl(command: string): Promise<Answer> {
  const [, url = ''] = /curl (\S+)/.exec(command) ?? [];
  const pairs = [...command.matchAll(/-d (\w+)=(\S+)/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  return post(url, Object.fromEntries(pairs));
}

async function post(url: string, fields: Record<string, string>): Promise<Answer> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  return (await answer.json()) as Answer;
}

async function orderStatus({ started }: PanelProcess, key: string, order: string) {
  return post(`${started.url}/api/v2`, { key, action: 'status', order });
}

const ASK_EVERY_MS = 1_000; // the key may ask a hundred times a minute

const completed = (panel: PanelProcess, key: string, order: string): Promise<Answer> =>
  reached(panel, key, order, ['completed']);

async function reached(
  panel: PanelProcess,
  key: string,
  order: string,
  statuses: readonly string[],
): Promise<Answer> {
  for (const deadline = Date.now() + 60_000; ; await pause(ASK_EVERY_MS)) {
    const answer = await orderStatus(panel, key, order);
    if (statuses.includes(String(answer['status']))) return answer;
    assert.ok(Date.now() < deadline, `still ${JSON.stringify(answer)}`);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function ended(pid: number): Promise<void> {
  for (const deadline = Date.now() + 5_000; isRunning(pid); await pause(20)) {
    assert.ok(Date.now() < deadline, `process ${pid} is still there`);
  }
}

test('a shop starts, sells, stops, is killed and is there again', async (t) => {
  await using folder = await makeDataFolder();
  const env = { DATA_DIR: folder.path };
  let key = '';
  let order = '';

  await t.test('the first start makes a demo whose printed curl places an order', async () => {
    await using panel = await startPanel(env);
    const { first_run: access, order: command, demo, url } = panel.started;
    assert.equal(demo, true);
    assert.ok(access && command);
    assert.ok(access.services >= 2_900);
    assert.notEqual(access.customer.password, access.operator.password);
    assert.ok(panel.readyMs < 15_000, `ready after ${panel.readyMs} ms`);
    key = access.customer.key;
    const placed = await runCurl(command);
    order = String(placed['order']);
    assert.match(order, /^ord_\d+$/);
    assert.deepEqual(await runCurl(command), placed, 'sent twice, it is the same order');

    const home = await fetch(`${url}/`);
    assert.match(await home.text(), /Demo shop/);
    const lost = await fetch(`${url}/nowhere`);
    assert.equal(lost.status, 404);
    assert.match(await lost.text(), /Demo shop/);

    const done = await completed(panel, key, order);
    assert.equal(done['remains'], '0');
    const { code, tookMs } = await panel.end('SIGTERM');
    assert.equal(code, 0);
    assert.ok(tookMs < 15_000, `stopped after ${tookMs} ms`);
    assert.equal(await folder.serverPid(), undefined);
  });

  await t.test('the next start finds everything and shows no secrets again', async () => {
    await using panel = await startPanel(env);
    assert.equal(panel.started.first_run, null);
    assert.deepEqual(panel.started.migrations, []);
    assert.equal((await orderStatus(panel, key, order))['status'], 'completed');

    const second = await startPanel(env).then(
      () => assert.fail('a second panel started on one data folder'),
      (error: Error) => error.message,
    );
    assert.match(second, /a panel runs on .* already/);

    const books = await runCommand(['check-books', '--json'], env);
    assert.deepEqual(JSON.parse(books.stdout), { ok: true });

    const placed = await post(`${panel.started.url}/api/v2`, {
      ...Object.fromEntries(new URLSearchParams(fieldsOf(panel.started.order ?? '', key))),
      request_id: 'before-the-kill',
    });
    assert.match(String(placed['order']), /^ord_\d+$/);
    // A kill in the middle of the submission would rightly leave it unknown, for a person.
    await reached(panel, key, String(placed['order']), ['in_progress', 'completed']);
    const postgres = await folder.serverPid();
    assert.ok(postgres);
    process.kill(postgres, 'SIGKILL');
    await panel.end('SIGKILL');
    await ended(postgres);
    order = String(placed['order']);
  });

  await t.test('after kill -9 of everything the order is there, and completes', async () => {
    await using panel = await startPanel(env);
    await completed(panel, key, order);
    const { code } = await panel.end('SIGINT');
    assert.equal(code, 0);
    const books = await runCommand(['check-books', '--json'], env);
    assert.deepEqual(JSON.parse(books.stdout), { ok: true });
  });

  await t.test('a call in flight is finished before the end', async () => {
    await using panel = await startPanel(env);
    const { socket, rest } = beginCall(panel, key);
    await pause(100); // it has to be on its way
    const ending = panel.end('SIGTERM');
    await pause(500);
    socket.write(rest);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    assert.match(answer.toString(), /^HTTP\/1\.1 (200|503) /);
    assert.match(answer.toString(), /connection: close/i);
    socket.destroy();
    assert.equal((await ending).code, 0);
  });

  await t.test('a second signal does not wait for what is in flight', async () => {
    await using panel = await startPanel(env);
    const { socket } = beginCall(panel, key);
    socket.on('error', () => {});
    await pause(100);
    const ending = panel.end('SIGTERM');
    await pause(1_000); // longer than one key press, as npm and terminals repeat it
    panel.child.kill('SIGTERM');
    const { code, tookMs } = await ending;
    assert.equal(code, 1);
    assert.ok(tookMs < 3_000, `ended after ${tookMs} ms`);
  });

  const skip = process.platform === 'win32' && 'Windows has no such shell';
  await t.test(
    'the end of npm’s shell, which passes no signal on, is a signal',
    { skip },
    async () => {
      const command = `${process.execPath} src/main.ts start --json; exit 0`;
      const shell = spawn('sh', ['-c', command], {
        env: {
          ...process.env,
          ...env,
          PORT: '0',
          npm_lifecycle_event: 'start',
          LOG_LEVEL: 'silent',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(shell.stdout, 'data');
      shell.kill('SIGKILL');
      const asked = performance.now();
      await once(shell.stdout, 'close'); // the panel held it as well
      assert.ok(performance.now() - asked < 15_000);
      for (const deadline = Date.now() + 5_000; await folder.serverPid(); await pause(50)) {
        assert.ok(Date.now() < deadline, 'Postgres is still running');
      }
    },
  );
});

/** A call whose body has not arrived in full. */
function beginCall({ started }: PanelProcess, key: string) {
  const socket = connect(Number(new URL(started.url).port), '127.0.0.1');
  const body = `key=${key}&action=balance`;
  const head = `POST /api/v2 HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n`;
  const type = 'Content-Type: application/x-www-form-urlencoded\r\n\r\n';
  socket.write(head + type + body.slice(0, 10));
  return { socket, rest: body.slice(10) };
}

const fieldsOf = (command: string, key: string): string =>
  [...command.matchAll(/-d (\w+=\S+)/g)].map(([, pair]) => pair).join('&') + `&key=${key}`;

const EARLY = ['account list', 'wallet show 1', 'key list 1', 'service list', 'check-books'];

test('what is asked before the first start makes no shop, and seed makes the demo', async () => {
  await using folder = await makeDataFolder();
  const env = { DATA_DIR: folder.path };
  const cluster = () => stat(join(folder.path, 'postgres'));
  for (const command of EARLY) {
    const { code, stdout } = await runCommand([...command.split(' '), '--json'], env);
    assert.equal(code, 1, command);
    const { error } = JSON.parse(stdout) as { error: string };
    assert.equal(error, `there is no shop in ${folder.path} yet: npm start makes one`);
  }
  const doctor = await runCommand(['doctor'], env);
  assert.equal(doctor.code, 1);
  assert.match(doctor.stdout, /database +there is no shop in .* yet: npm start makes one/);
  await assert.rejects(cluster(), { code: 'ENOENT' });

  assert.equal((await runCommand(['migrate', '--json'], env)).code, 0);
  const early = await runCommand(['account', 'list'], env);
  assert.match(early.stderr, /there is no shop in this database yet/);
  const seeded = await runCommand(['seed', '--json'], env);
  assert.equal(seeded.code, 0, seeded.stdout);
  assert.match(JSON.parse(seeded.stdout).customer.key, /^np_live_/);
  await using panel = await startPanel(env);
  assert.equal(panel.started.demo, true);
  assert.ok(panel.started.order);
});

test('an empty shop that is no demo says how to begin', async () => {
  await using folder = await makeDataFolder();
  const env = { DATA_DIR: folder.path, NOTPANEL_DEMO: '0', PORT: '0' };
  const panel = spawn(process.execPath, ['src/main.ts', 'start'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const said = text(panel.stdout);
  await once(panel.stdout, 'readable');
  panel.kill('SIGTERM');
  assert.match(await said, /npx notpanel account create --email/);
});

test('a port that is taken is said before anything is set up', async () => {
  await using folder = await makeDataFolder();
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const env = { DATA_DIR: join(folder.path, 'none'), PORT: String(port) };
  const { code, stdout } = await runCommand(['start', '--json'], env);
  taken.close();
  assert.equal(code, 1);
  assert.match(JSON.parse(stdout).error, new RegExp(`^PORT=${port}: another program uses it`));
  await assert.rejects(readFile(join(folder.path, 'none', 'secret')), { code: 'ENOENT' });
});

test('bad settings are all named, and nothing starts', async () => {
  const { code, stderr } = await runCommand(['start'], { PORT: 'x', NOTPANEL_LIMITS: 'never' });
  assert.equal(code, 1);
  assert.match(stderr, /PORT=x: use a whole number/);
  assert.match(stderr, /NOTPANEL_LIMITS=never: use on or off/);
});
