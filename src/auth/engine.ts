import { hashPassword, verifyPassword } from '#accounts/index.ts';
import type { PasskeyOptions } from '@better-auth/passkey';
import { perApp, type App } from '#platform/app.ts';
import { cookieName, isSecure, signingSecret } from './cookies.ts';
import { beginSession } from './begin-session.ts';
import { SESSION_LIFE, type Client, type Site } from './visitor.ts';
import { clientName } from './client-name.ts';

/**
 * better-auth on our tables. It decides on passwords and passkeys and opens sessions; it is loaded
 * when somebody first signs in, because it takes 0.4 s and 50 MB.
 */
export function engineOf(app: App, site: Site): Promise<Engine> {
  const engines = enginesOf(app);
  let engine = engines.get(site.url);
  if (!engine) {
    engine = openEngine(app, site);
    engines.set(site.url, engine);
    engine.catch(() => engines.delete(site.url));
  }
  return engine;
}

export type Engine = Awaited<ReturnType<typeof openEngine>>;

const enginesOf = perApp(() => new Map<string, Promise<Engine>>());

/** What better-auth is told of a request: who asks, coarsely, and the cookies. */
export function headersOf({ address, headers }: Client): Headers {
  const told = new Headers({ 'user-agent': clientName(headers.get('user-agent')) });
  const cookie = headers.get('cookie');
  if (address !== '') told.set(ADDRESS_HEADER, address);
  if (cookie !== null) told.set('cookie', cookie);
  return told;
}

const ADDRESS_HEADER = 'x-notpanel-address';
const LONGEST_PASSWORD = 128; // checkPassword's

const ALIASES = {
  user: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
  account: {
    userId: 'user_id',
    accountId: 'account_id',
    providerId: 'provider_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
  session: {
    userId: 'user_id',
    expiresAt: 'expires_at',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
  verification: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
  passkey: {
    userId: 'user_id',
    publicKey: 'public_key',
    credentialID: 'credential_id',
    deviceType: 'device_type',
    backedUp: 'backed_up',
    createdAt: 'created_at',
  },
} as const;

const OWN_FIELDS = {
  seenAt: { type: 'date', fieldName: 'seen_at', input: false },
  provedAt: { type: 'date', fieldName: 'proved_at', input: false },
  pending: { type: 'boolean', input: false },
  method: { type: 'string', input: false },
} as const;

async function openEngine(app: App, site: Site) {
  const [{ betterAuth }, { passkey }, { adapterOn }] = await Promise.all([
    import('better-auth/minimal'),
    import('@better-auth/passkey'),
    import('./adapter.ts'),
  ]);
  const lifeS = SESSION_LIFE.customer.wholeMs / 1_000;
  return betterAuth({
    appName: site.name,
    baseURL: site.url,
    secret: signingSecret(app),
    database: adapterOn(app),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false }, // counted in rows that all processes share: `throttle.ts`
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      requireEmailVerification: true,
      maxPasswordLength: LONGEST_PASSWORD,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    user: { modelName: 'users', fields: ALIASES.user },
    account: { modelName: 'credentials', fields: ALIASES.account },
    verification: { modelName: 'verifications', fields: ALIASES.verification },
    session: {
      modelName: 'sessions',
      fields: ALIASES.session,
      expiresIn: lifeS,
      disableSessionRefresh: true, // `readSession` ends and prolongs them
      freshAge: 0, // `requireFresh` asks
      additionalFields: OWN_FIELDS,
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => ({
            data: await beginSession(app, session.userId, context?.path === PASSKEY_PATH),
          }),
        },
      },
    },
    advanced: {
      database: { generateId: false },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      useSecureCookies: false, // the names below say it by themselves
      defaultCookieAttributes: {
        secure: isSecure(site),
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
      },
      cookies: {
        session_token: { name: cookieName(site, 'session') },
        [PASSKEY_COOKIE]: { name: cookieName(site, 'passkey') },
      },
    },
    plugins: [passkey(passkeyOptions(site))],
  });
}

const passkeyOptions = (site: Site): PasskeyOptions => ({
  ...passkeyPlace(new URL(site.url)),
  rpName: site.name,
  authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  advanced: { webAuthnChallengeCookie: PASSKEY_COOKIE },
  schema: { passkey: { modelName: 'passkeys', fields: ALIASES.passkey } },
  registration: {
    afterVerification: ({ verification }) => requireUser(verification.registrationInfo),
  },
  authentication: {
    afterVerification: ({ verification }) => requireUser(verification.authenticationInfo),
  },
});

/** A passkey belongs to a name: on this machine that is `localhost`, whatever the panel is told. */
function passkeyPlace({ hostname, origin, port, protocol }: URL) {
  if (!/^(127\.[\d.]+|\[::1\])$/.test(hostname)) return { rpID: hostname, origin };
  return { rpID: 'localhost', origin: `${protocol}//localhost${port === '' ? '' : `:${port}`}` };
}

const PASSKEY_PATH = '/passkey/verify-authentication';
const PASSKEY_COOKIE = 'passkey';

/** A passkey stands for both factors, so its holder must have unlocked it. */
function requireUser(info: { userVerified: boolean } | undefined): void {
  if (!info?.userVerified) throw new Error('the passkey was not unlocked by its holder');
}
