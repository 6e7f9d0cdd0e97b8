import { html } from 'hono/html';
import { formatRate, type Rate } from '#lib/money.ts';
import { layout, type Html, type Site } from './layout.ts';
import type { Figures } from './read-figures.ts';

/** The front page. Every figure on it was counted; what is not known is left out. */
export const homePage = (site: Site, figures: Figures): Html =>
  layout(site, {
    title: `${site.name} · every order keeps a ledger`,
    description: 'Order reach through one API, and see every unit delivered.',
    body: html`${hero(figures)} ${numbers(site, figures)} ${catalogue(site, figures)} ${api(site)}`,
  });

const hero = (figures: Figures): Html =>
  html`<div class="page hero">
    <div>
      <h1>Buy reach.<br />See every unit delivered.</h1>
      <p class="lede">
        Every order keeps a ledger: what was held, when it started, what was delivered, and what
        came back. You never have to ask what “in progress” means.
      </p>
      <p class="actions">
        <a class="button primary" href="/api/openapi.json">Read the API document</a>
        <a class="button" href="#catalogue">See what is sold</a>
      </p>
    </div>
    ${receipt(figures)}
  </div>`;

const receipt = ({ last }: Figures): Html =>
  last === null
    ? html`<section class="receipt" aria-label="Last delivery">
        <header><span>Last delivery</span><span class="state">none yet</span></header>
        <p class="empty">The first order that is delivered in full has its receipt here.</p>
      </section>`
    : html`<section class="receipt" aria-label="Last delivery">
        <header><span>Last delivery</span><span class="state completed">Completed</span></header>
        <div class="what">
          <p class="service">${last.service}</p>
          <p class="amount">
            ${count(last.quantity)} <small>of ${count(last.quantity)} delivered</small>
          </p>
        </div>
        <div class="bar"><i></i></div>
        <dl>
          ${line('Placed', stamp(last.placedAt))}
          ${last.startedAt ? line('Started', stamp(last.startedAt)) : ''}
          ${line('Delivered in full', stamp(last.finishedAt))}
          <div class="leader total">
            <dt>From order to done</dt>
            <dd>${duration(last.finishedAt.getTime() - last.placedAt.getTime())}</dd>
          </div>
        </dl>
      </section>`;

const line = (label: string, value: Html | string): Html =>
  html`<div class="leader">
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;

const numbers = (site: Site, figures: Figures): Html =>
  html`<div class="figures">
    <dl class="page">
      ${figure('services on sale', count(figures.services))}
      ${figure('platforms', count(figures.platforms.length))}
      ${
        figures.cheapest === null
          ? ''
          : figure(`least per 1,000, ${site.currency}`, amount(figures.cheapest))
      }
      ${
        figures.medianMs === null
          ? ''
          : figure(
              figures.delivered === 1
                ? 'from order to done, the last one'
                : `median from order to done, last ${count(figures.delivered)}`,
              duration(figures.medianMs),
            )
      }
    </dl>
  </div>`;

const figure = (label: string, value: string): Html =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;

const catalogue = (site: Site, { platforms }: Figures): Html =>
  html`<section class="page part" id="catalogue">
    <h2>What is sold</h2>
    ${
      platforms.length === 0
        ? html`<p class="lede">Nothing yet: the operator has not added services.</p>`
        : html`<div class="scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Platform</th>
                    <th scope="col" class="number">Services</th>
                    <th scope="col" class="number">From, per 1,000</th>
                  </tr>
                </thead>
                <tbody>
                  ${platforms.map(
                    (platform) =>
                      html`<tr>
                        <td>${platform.name}</td>
                        <td class="number">${count(platform.services)}</td>
                        <td class="number">${amount(platform.from)} ${site.currency}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>
            <p class="note">
              Every service says how it is delivered: paid ads, creators, content work or an
              audience network.
            </p>`
    }
  </section>`;

const api = (site: Site): Html =>
  html`<section class="page part two" id="api">
    <div>
      <h2>An API that behaves like a payments API</h2>
      <ul class="plain">
        <li>One <code>request_id</code>, one order, however often it is sent</li>
        <li>Amounts are decimal strings, exact to the last digit</li>
        <li>What was not delivered is refunded to the unit</li>
        <li>Software written for the common “v2” panel API connects as it is</li>
      </ul>
    </div>
    <pre><code>curl ${site.url}/api/v2 \\
  -d key=$KEY \\
  -d action=add \\
  -d request_id=order-1001 \\
  -d service=1 \\
  -d link=https://example.com/post \\
  -d quantity=1000</code></pre>
  </section>`;

const count = (value: number): string => value.toLocaleString('en-US');

const amount = (rate: Rate): string => {
  const [whole = '', decimals] = formatRate(rate).split('.');
  return `${count(Number(whole))}.${decimals}`;
};

const MOMENT = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

const stamp = (date: Date): Html =>
  html`<time datetime="${date.toISOString()}">${MOMENT.format(date)} UTC</time>`;

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
