import { ORDER_PARAMS } from '#orders/index.ts';
import type { Service } from '#catalog/index.ts';
import { recentMap } from '#lib/recent-map.ts';
import { openHighlight } from './highlight.ts';
import type { SampleView } from './page.ts';
import { LANGUAGE_NAMES, LANGUAGES } from './samples/languages.ts';

type ForOrder = Pick<Service, 'id' | 'type' | 'min' | 'max'>;
type OrderCodes = SampleView['codes'];
type Reader = { safeParse(value: unknown): { success: boolean } };
type Sampled = (service: ForOrder, link: string) => string;

const FEW = 1_000; // what is ordered in a sample where the service allows it
const MOST_LINES = 50; // of a list, for a service that takes no shorter one

/** What stands for each parameter that an order may need. */
const VALUES: Readonly<Record<string, Sampled>> = {
  link: (_, link) => link,
  quantity: ({ min, max }) => String(Math.min(Math.max(FEW, min), max)),
  comments: (service) => lines(service, (n) => `What a good idea, part ${n}`),
  usernames: (service) => lines(service, (n) => `example.brand${n}`),
  keywords: () => 'spring offer',
  hashtags: () => 'spring\nlaunch',
  hashtag: () => 'spring',
  username: () => 'example.brand',
  media: (_, link) => link,
  answer_number: () => '2',
  groups: () => 'https://example.com/groups/spring',
  min: ({ min }) => String(min),
  max: ({ min, max }) => String(Math.min(2 * min, max)),
  delay: () => '5',
  country: () => 'US',
  device: () => '5',
  type_of_traffic: () => '3',
};

/** The parameters of an order of this service that the server asks for, with values it takes. */
export function orderFields(service: ForOrder, link: string): [name: string, value: string][] {
  const shape: Readonly<Record<string, Reader>> = ORDER_PARAMS[service.type].shape;
  const required = Object.keys(shape).filter((name) => !shape[name]?.safeParse(undefined).success);
  return [
    ['request_id', 'your-own-id-of-this-order'],
    ['service', String(service.id)],
    ...required.map((name): [string, string] => {
      const value = VALUES[name];
      if (!value) throw new Error(`no sample of ${name}`);
      return [name, value(service, link)];
    }),
  ];
}

const lines = ({ min, max }: ForOrder, line: (n: number) => string): string =>
  Array.from({ length: Math.min(Math.max(min, 2), max, MOST_LINES) }, (_, n) => line(n + 1)).join(
    '\n',
  );

const MOST_KEPT = 1_000; // colouring one takes some milliseconds, and pages are looked at again

const kept = recentMap<string, OrderCodes>(MOST_KEPT);

/** The call that orders this service, in every language of the documentation. */
export async function orderCall(
  service: ForOrder,
  { panelUrl, link }: { panelUrl: string; link: string },
): Promise<OrderCodes> {
  const fields = orderFields(service, link);
  const key = JSON.stringify([panelUrl, fields]);
  const known = kept.get(key);
  if (known) return known;
  const highlight = await openHighlight();
  const codes = LANGUAGE_NAMES.map((tab) => {
    const { label, grammar, write } = LANGUAGES[tab];
    return {
      tab,
      label,
      ...highlight(write({ action: 'add', fields }, { panelUrl }), grammar),
    };
  });
  kept.set(key, codes);
  return codes;
}
