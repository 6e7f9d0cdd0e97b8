import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { RouteConfigEntry } from '@react-router/dev/routes';
import { openDashboard, type Dashboard } from '#test/support/dashboard.ts';
import { ownedRows } from '#test/support/owned-rows.ts';
import routes from '#web/routes.ts';
import { DASHBOARD_INTENTS } from '#web/server/dashboard/intents.ts';
import { CASES } from './cases/index.ts';

// Whatever is somebody's is nobody else's: each address of the dashboard and each of its forms is
// tried by a stranger with the owner's ids. What has no case here fails.

type Route = { path: string; file: string };

const ROUTES = allOf(routes, '').filter(({ path }) => /^\/dashboard(\/|$)/.test(path));

/** Its own verbs make a passkey for whoever asks; nothing is named. */
const WITHOUT_INTENTS = new Set(['/dashboard/settings/passkey']);

function allOf(entries: readonly RouteConfigEntry[], above: string): Route[] {
  return entries.flatMap(({ path, file, children }) => {
    const here = path === undefined ? above : `${above}/${path}`;
    return [{ path: here, file }, ...allOf(children ?? [], here)];
  });
}

const sourceOf = ({ file }: Route): string =>
  readFileSync(new URL(`../../src/web/${file}`, import.meta.url), 'utf8');

const hasAction = (route: Route): boolean =>
  /export (const|async function|function) action\b/.test(sourceOf(route));

const keyOf = ({ route, intent }: { route: string; intent?: string | undefined }): string =>
  intent === undefined ? `GET ${route}` : `POST ${route} ${intent}`;

test('every form of the dashboard is in the table of intents', () => {
  const acting = ROUTES.filter(hasAction).map(({ path }) => path);
  const listed = new Set([...Object.keys(DASHBOARD_INTENTS), ...WITHOUT_INTENTS]);
  assert.deepEqual(new Set(acting), listed);
});

test('every address with a thing in it, and every intent, has a case', () => {
  const addresses = ROUTES.filter(({ path }) => path.includes(':')).map(({ path }) => ({
    route: path,
  }));
  const forms = Object.entries(DASHBOARD_INTENTS).flatMap(([route, intents]) =>
    Object.keys(intents).map((intent) => ({ route, intent })),
  );
  const wanted = new Set([...addresses, ...forms].map(keyOf));
  assert.deepEqual(new Set(CASES.map(keyOf)), wanted);
});

let desk: Dashboard;
before(async () => {
  desk = await openDashboard();
});
after(() => desk[Symbol.asyncDispose]());

test('nobody sees or sends anything of the dashboard without signing in', async () => {
  const guest = desk.guest();
  for (const route of ROUTES.filter(({ path }) => !WITHOUT_INTENTS.has(path))) {
    const path = route.path.replace(/:\w+/g, '1');
    const seen = await guest.get(path);
    assert.match(`${seen.status} ${seen.to}`, /^30[23] \/sign-in\?next=/, path);
    if (!hasAction(route)) continue;
    const sent = await guest.post(path, { intent: 'create' });
    assert.match(`${sent.status} ${sent.to}`, /^30[23] \/sign-in\?next=/, `POST ${path}`);
  }
});

for (const one of CASES) {
  test(`a stranger gets nowhere with ${keyOf(one)}`, async () => {
    const [owner, stranger] = [await desk.customer(), await desk.customer()];
    const { path, form, secrets = [owner.email], more } = await one.attempt(desk, owner, stranger);
    const rows = async () => [await ownedRows(desk.app, owner), await more?.()];
    const before = await rows();
    const seen =
      one.intent === undefined
        ? await stranger.visit.get(path)
        : await stranger.visit.post(path, { ...form, intent: one.intent });
    assert.equal(seen.status, one.meets ?? 404, seen.text.slice(0, 400));
    for (const secret of secrets) assert.ok(!seen.text.includes(secret), `says ${secret}`);
    assert.deepEqual(await rows(), before);
  });
}
