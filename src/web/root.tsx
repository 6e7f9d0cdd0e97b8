import type { ReactNode } from 'react';
import {
  isRouteErrorResponse,
  Links,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteLoaderData,
  type UIMatch,
} from 'react-router';
import { pageOf } from 'notpanel/web/server/context.ts';
import { MESSAGES_ID, messagesFor, type Namespace } from './messages.ts';
import type { Handle, LoaderArgs } from './page.ts';
import { FrameContext, type Frame } from './frame.ts';
import { frameOf } from './frame-of.ts';
import { Failure } from './ui/failure.tsx';
import './styles/app.css';
import latinFont from '@fontsource-variable/geist/files/geist-latin-wght-normal.woff2?url';
import arabicFont from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2?url';
import arabicBoldFont from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2?url';

/** What every component may know of the shop, the visitor and the address. */
export const loader = ({ context }: LoaderArgs): Promise<Frame> => frameOf(pageOf(context));

export function Layout({ children }: { children: ReactNode }) {
  const frame = useRouteLoaderData<typeof loader>('root');
  const live = liveNamespaces(useMatches());
  const nonce = frame?.nonce === undefined ? {} : { nonce: frame.nonce };
  return (
    <html lang={frame?.locale ?? 'en'} dir={frame?.direction ?? 'ltr'} data-theme={frame?.theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        <link rel="manifest" href="/site.webmanifest" />
        <ThemeColor theme={frame?.theme} />
        {(frame?.locale === 'ar' ? ARABIC_FONTS : LATIN_FONTS).map((font) => (
          <link
            key={font}
            rel="preload"
            href={font}
            as="font"
            type="font/woff2"
            crossOrigin="anonymous"
          />
        ))}
        <Links />
        <script src="/site.js" defer />
      </head>
      <body>
        <FrameContext value={frame}>{children}</FrameContext>
        {live && frame ? (
          <>
            <script
              type="application/json"
              id={MESSAGES_ID}
              dangerouslySetInnerHTML={{ __html: messagesFor(frame.locale, live) }}
            />
            <ScrollRestoration {...nonce} />
            <Scripts {...nonce} />
          </>
        ) : null}
      </body>
    </html>
  );
}

const LATIN_FONTS = [latinFont];
const ARABIC_FONTS = [arabicFont, arabicBoldFont, latinFont];

/** Of head and foot, which stand around any page, also in place of one that failed. */
const FRAME = ['common', 'errors', 'nav', 'currency'] as const;

/** What the matched pages need in the browser; nothing, where all of them stay plain HTML. */
function liveNamespaces(matches: readonly UIMatch[]): Namespace[] | undefined {
  const needed = matches.flatMap(({ handle }) => (handle as Handle | undefined)?.live ?? []);
  return needed.length > 0 ? [...new Set<Namespace>([...FRAME, ...needed])] : undefined;
}

/** The paper, in the frame that a phone draws around the page. */
function ThemeColor({ theme }: { theme: Frame['theme'] | undefined }) {
  if (theme) return <meta name="theme-color" content={PAPER[theme]} />;
  return (
    <>
      <meta name="theme-color" content={PAPER.light} media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content={PAPER.dark} media="(prefers-color-scheme: dark)" />
    </>
  );
}

// As `--paper` of tokens.css.
const PAPER = { light: '#fbfaf7', dark: '#0f0d0b' } as const;

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: { error: unknown }) {
  return <Failure status={isRouteErrorResponse(error) ? error.status : 500} />;
}
