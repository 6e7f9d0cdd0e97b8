import { html } from 'hono/html';
import { layout, type Html, type Site } from './layout.ts';

export const notFoundPage = (site: Site): Html =>
  message(site, '404', 'There is no such page.', 'The address may be mistyped, or the page moved.');

export const unavailablePage = (site: Site): Html =>
  message(site, '503', 'Back in a moment.', 'The shop cannot answer right now. Try again shortly.');

export const failedPage = (site: Site): Html =>
  message(site, '500', 'That went wrong.', 'The fault is ours and has been reported.');

const message = (site: Site, status: string, title: string, text: string): Html =>
  layout(site, {
    title: `${title} · ${site.name}`,
    description: text,
    body: html`<div class="page lost">
      <p class="number-line">${status}</p>
      <h1>${title}</h1>
      <p class="lede">${text}</p>
      <p class="actions"><a class="button primary" href="/">Go to the front page</a></p>
    </div>`,
  });
