import { DEFAULT_LOCALE, isLocale, withLocale } from '#lib/locales.ts';
import { isAppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { writeMail, type NewMail } from '#platform/mail/index.ts';
import { readAnswers } from '#support/index.ts';
import { isNewsEvent } from './event.ts';
import type { Pace } from './letter-times.ts';
import type { Detail, News } from './news.ts';
import { NEWS_WORDS, sayNews } from './say-news.ts';
import { unsubscribePath } from './unsubscribe-token.ts';

type Letter = { accountId: number; pace: Pace };

const CLAIM = writing<Letter>(
  'notification-letters-claim',
  `update notification_letters l set due_at = null, last_at = $1
   from (select account_id, pace from notification_letters where due_at <= $1
         order by due_at limit 1 for update skip locked) due
   where l.account_id = due.account_id and l.pace = due.pace
   returning l.account_id as "accountId", l.pace`,
);

type Line = Omit<News, 'event'> & { event: string };

const LINES = writing<Line>(
  'notification-lines-take',
  `with gone as (delete from notification_lines where account_id = $1 and pace = $2 returning *)
   select account_id as "accountId", event, subject, times, details, first_at as "firstAt",
     last_at as "lastAt" from gone order by first_at, id`,
);

type Addressee = { email: string; locale: string };

const TO = reading<Addressee>(
  'notification-addressee',
  `select email, locale from users where account_id = $1 and email_verified
   order by created_at, id limit 1`,
);

/**
 * Puts what is due into the outbox, a mail for each account and pace, each in a transaction of its
 * own: it is written once, whoever is killed. Answers how many.
 */
export async function writeLetters(app: App): Promise<number> {
  for (let written = 0; ; written += 1) {
    const found = await app.transact((tx) => writeNext(tx, app));
    if (!found) return written;
  }
}

async function writeNext(tx: Tx, app: App): Promise<boolean> {
  const now = new Date(app.clock.now());
  const [letter] = await tx.run(CLAIM, [now]);
  if (!letter) return false;
  const lines = await tx.run(LINES, [letter.accountId, letter.pace]);
  const news = lines.flatMap((line) =>
    isNewsEvent(line.event) ? [{ ...line, event: line.event }] : [],
  );
  const [to] = await tx.rows(TO, [letter.accountId]);
  if (!to || news.length === 0) return true;
  try {
    await writeMail(tx, { vault: app.vault, now }, await compose(tx, app, to, news));
  } catch (error) {
    if (!isAppError(error)) throw error;
    app.log.warn({ account: letter.accountId, code: error.code }, 'news could not be mailed');
  }
  return true;
}

const MOST_LINES = 50; // the page has the rest

async function compose(tx: Tx, app: App, to: Addressee, news: readonly News[]): Promise<NewMail> {
  const { shop, vault } = app;
  const locale = isLocale(to.locale) ? to.locale : DEFAULT_LOCALE;
  const { letter } = NEWS_WORDS[locale];
  const at = (path: string) => shop.url + withLocale(locale, path);
  const said = news.slice(0, MOST_LINES).map((piece) => sayNews(locale, piece));
  const [only] = said;
  const isOne = news.length === 1 && only !== undefined;
  const accountId = news[0]?.accountId ?? 0;
  const stop = at(
    unsubscribePath(
      vault,
      accountId,
      news.map(({ event }) => event),
    ),
  );
  const answers = await answersIn(tx, news);
  const preferences = at('/dashboard/notifications/preferences');
  return {
    kind: isOne ? `news.${news[0]?.event}` : 'news',
    recipient: to.email,
    locale,
    shop: shop.name,
    unsubscribe: stop,
    text: {
      subject: isOne ? only.text : letter.several(timesOf(news)),
      paragraphs: [
        ...(isOne
          ? [`${only.text}.`]
          : [letter.hello, said.map(({ text }) => `• ${text}`).join('\n')]),
        ...answers,
      ],
      button: isOne
        ? { label: letter.open, url: at(only.path) }
        : { label: letter.all, url: at('/dashboard/notifications') },
      small: [letter.why, letter.choose(preferences), letter.stop(stop)],
    },
  };
}

const timesOf = (news: readonly News[]): number => news.reduce((sum, { times }) => sum + times, 0);

const MOST_OF_AN_ANSWER = 2_000; // the page has it whole

/** What was answered in tickets goes along, so that it can be read where it arrives. */
async function answersIn(tx: Tx, news: readonly News[]): Promise<string[]> {
  const ids = news
    .filter(({ event }) => event === 'ticket.answered')
    .flatMap(({ details }) => details.map((detail: Detail) => detail['message']))
    .filter((id) => typeof id === 'number');
  if (ids.length === 0) return [];
  const bodies = await readAnswers(tx, ids);
  return bodies.map((body) =>
    body.length <= MOST_OF_AN_ANSWER
      ? body
      : `${body.slice(0, MOST_OF_AN_ANSWER).toWellFormed()} …`,
  );
}
