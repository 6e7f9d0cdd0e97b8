import type { Service } from '#catalog/index.ts';

/** What a provider of the demo is like. */
export type DemoRole = 'steady' | 'down' | 'dearer';

type Part = {
  name: string;
  /** For people, after the name. */
  says: string;
  ledgerFile: string;
};

export const CAST: Readonly<Record<DemoRole, Part>> = {
  steady: {
    name: 'Demo provider (simulated)',
    says: 'delivers whatever it is sent',
    ledgerFile: 'demo-provider.jsonl',
  },
  down: {
    name: 'Harbour Media (simulated)',
    says: 'does not answer: its orders go to the next provider',
    ledgerFile: 'demo-provider-harbour.jsonl',
  },
  dearer: {
    name: 'Meridian Reach (simulated)',
    says: 'raises its prices every night: see notpanel supply held',
    ledgerFile: 'demo-provider-meridian.jsonl',
  },
};

export const ROLES = Object.keys(CAST) as DemoRole[];

const ONLY_PLAIN = 'Default';
const IN_HUNDRED = 100;

/**
 * Who delivers a service, the first choice first: most are the steady one's alone, some would go to
 * the one that is down, and a few are the dearer one's, half of them with nobody behind it.
 */
export function castFor({ id, type }: Pick<Service, 'id' | 'type'>): DemoRole[] {
  if (type !== ONLY_PLAIN) return ['steady'];
  const place = id % IN_HUNDRED;
  if (place >= 30 && place < 40) return ['down', 'steady'];
  if (place === 50) return ['dearer'];
  if (place === 51) return ['dearer', 'steady'];
  return ['steady'];
}
