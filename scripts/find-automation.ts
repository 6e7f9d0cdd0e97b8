// The product sells orders and passes them to providers over HTTP. It never drives a social network
// itself (CONTRIBUTING.md, "What does not get in"): what such code is made of is refused here.

/** Packages that drive browsers, devices or accounts; test tools may drive our own pages. */
const DRIVERS =
  /^(puppeteer.*|playwright.*|@playwright\/.*|selenium-webdriver|webdriverio|@wdio\/.*|nightmare|appium.*|cypress|chromedriver|patchright.*|ghost-cursor)$/;
const NETWORKS =
  /^(instagram-.*|.*-instagram-.*|.*private-api.*|tiktok-.*|.*tiktok.*(bot|signature).*|whatsapp-web\.js|.*baileys.*|telegram|gramjs|.*selfbot.*|twitter-(openapi|api).*|agent-twitter-client|fca-.*|facebook-chat-api|youtubei\.js|snoowrap)$/;
const DISGUISES =
  /^(2captcha.*|.*captcha-?solver.*|anti-?captcha.*|capsolver.*|proxy-chain|.*-stealth|fingerprint-(injector|generator)|user-agents|got-scraping|crawlee)$/;

/** What the words of such code look like, in any file of the product. */
const WORDS =
  /\b(puppeteer|playwright|selenium|webdriver|appium|headless|2captcha|anti-?captcha|capsolver|captcha.?solver|residential.?prox(y|ies)|(rotating|mobile).?prox(y|ies)|device.?farm|phone.?farm|(bot|account|click).?farm|account.?creator|i\.instagram\.com|private.?api|sock.?puppets?)\b/i;

export type LockedPackage = { dev?: boolean };

/** Packages of the lock file that have no business here: the first kind only in the product. */
export function automationPackages(packages: Readonly<Record<string, LockedPackage>>): string[] {
  return Object.entries(packages).flatMap(([path, { dev }]) => {
    const name = path.split('node_modules/').at(-1) ?? '';
    const refused = NETWORKS.test(name) || DISGUISES.test(name) || (!dev && DRIVERS.test(name));
    return refused ? [`package-lock.json: ${name} automates social networks or hides that`] : [];
  });
}

/** Lines of a source file that speak of driving a network. */
export function automationWords(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, at) => {
    const word = WORDS.exec(line)?.[0];
    return word ? [`${path}:${at + 1}: "${word}" is a word of engagement automation`] : [];
  });
}
