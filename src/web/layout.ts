import { html } from 'hono/html';

/** What every page needs to know of the shop. */
export type Site = {
  readonly name: string;
  readonly url: string;
  readonly demo: boolean;
  readonly currency: string;
  readonly release: string;
  readonly stylesheet: string;
};

export type Html = ReturnType<typeof html>;

type Page = { title: string; description: string; body: Html };

/** The frame of every page: head, demo banner, header and footer. */
export const layout = (site: Site, { title, description, body }: Page): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <meta name="description" content="${description}" />
        ${site.demo ? html`<meta name="robots" content="noindex" />` : ''}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${site.stylesheet}" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        ${site.demo ? demoBanner : ''}
        <header class="top">
          <div class="page">
            <a class="mark" href="/">${mark}<span>${site.name}</span></a>
            <nav aria-label="Main">
              <a class="wide" href="/#catalogue">Catalogue</a>
              <a href="/#api">API</a>
            </nav>
          </div>
        </header>
        <main id="main">${body}</main>
        <footer class="foot">
          <div class="page">
            <span>${site.name} · run by notpanel ${site.release}</span>
            <a href="/api/openapi.json">API document</a>
            <a href="/readyz">Readiness</a>
          </div>
        </footer>
      </body>
    </html>`;

const demoBanner = html`<aside class="demo" aria-label="About this shop">
  <p class="page">
    <strong>Demo shop</strong>Nothing here is for sale: orders go to a provider that is only
    simulated, and the money is made up.
  </p>
</aside>`;

const shape = html`<rect width="24" height="24" rx="6" fill="#1d1915" />
  <path d="M7.5 17V7.5h2l5 6.6V9.8h2V17h-2l-5-6.6V17z" fill="#fbfaf7" />
  <circle cx="17.2" cy="6.8" r="1.9" fill="#e0452b" />`;

const mark = html`<svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
  ${shape}
</svg>`;

export const favicon = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
  ${shape}
</svg>`;
