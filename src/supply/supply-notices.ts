import type { Notice } from '#platform/notices/index.ts';
import type { Provider } from '#providers/index.ts';

export type Told = { id: number; name: string; reason: string };

type Named = Pick<Provider, 'id' | 'name'>;

const MOST_ONE_BY_ONE = 20; // more is one event, and would bury everything else

/** Services that are not sold until the operator decides. */
export function heldNotices(provider: Named, held: readonly Told[]): Notice[] {
  if (held.length > MOST_ONE_BY_ONE) {
    return [
      {
        kind: 'service.held',
        subject: `provider:${provider.id}`,
        severity: 'urgent',
        text:
          `${held.length} services are not sold until you decide, since ${provider.name} changed ` +
          'what it offers: notpanel supply held',
      },
    ];
  }
  return held.map(({ id, name, reason }) => ({
    kind: 'service.held',
    subject: `service:${id}`,
    severity: 'warning',
    text: `${name} is not sold until you decide: ${reason}. See: notpanel supply held`,
  }));
}

/** Routes that are not taken, while their services go on. */
export function pausedNotices(provider: Named, paused: readonly Told[]): Notice[] {
  if (paused.length === 0) return [];
  const [first] = paused;
  return [
    {
      kind: 'route.paused',
      subject: `provider:${provider.id}`,
      severity: 'warning',
      text:
        `${paused.length} services go on without ${provider.name}; of ${first?.name}: ` +
        `${first?.reason}. See: notpanel supply held`,
    },
  ];
}

export const shortListNotice = (provider: Named, lost: number, sold: number): Notice => ({
  kind: 'supply.short_list',
  subject: `provider:${provider.id}`,
  severity: 'warning',
  text:
    `The list of ${provider.name} leaves out ${lost} of ${sold} services that you sell. It is not ` +
    `believed, they go on; if it is right: notpanel supply sync ${provider.id} --believe`,
});

export const failedNotice = (provider: Named, error: string): Notice => ({
  kind: 'supply.no_list',
  subject: `provider:${provider.id}`,
  severity: 'warning',
  text: `${provider.name} gave no list of services twice in a row: ${error}`,
});
