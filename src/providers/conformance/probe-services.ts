import { SERVICE_TYPES } from '#catalog/index.ts';
import type { Offer } from '../provider.ts';
import { hearing, seenOf, type Finding, type Subject } from './finding.ts';

const PACKAGES = new Set(['Package', 'Custom Comments Package']);
const SHOWN = 3;

/** Its list, as an import would read it. */
export async function probeServices(subject: Subject): Promise<Finding> {
  const { protocol, provider } = subject;
  const ask = hearing(subject.ask);
  const answer = await protocol.services(ask);
  const probe = 'services';
  if (!answer.ok) {
    const means = 'The list cannot be read: nothing can be imported or kept in step.';
    return { probe, seen: seenOf(ask.heard), verdict: 'bad', means };
  }
  const { value: offers, odd = [] } = answer;
  const seen = [
    `${offers.length} services`,
    ...(odd.length > 0 ? [`${odd.length} rows that cannot be read`] : []),
  ].join(', ');
  if (offers.length === 0) {
    return { probe, seen, verdict: 'odd', means: 'It sells nothing to this key.' };
  }
  const notes = notesOn(offers, odd, provider.packagesPerOrder);
  const means = notes.length === 0 ? 'All of it can be imported.' : notes.join(' ');
  return { probe, seen, verdict: notes.length === 0 ? 'ok' : 'odd', means };
}

function notesOn(offers: readonly Offer[], odd: readonly string[], perOrder: boolean): string[] {
  const known = new Set<string>(SERVICE_TYPES);
  const foreign = new Set(offers.map((one) => one.type).filter((type) => !known.has(type)));
  const packages = offers.filter((one) => PACKAGES.has(one.type));
  // Who quotes a package for one order sells one at a time.
  const single = packages.filter((one) => one.max === 1n).length;
  const seemsPerOrder = single * 2 > packages.length;
  return [
    odd.length > 0 && `Rows are left out: ${odd.slice(0, SHOWN).join('; ')}.`,
    foreign.size > 0 &&
      `Types that we do not sell are left out: ${[...foreign].slice(0, SHOWN).join(', ')}.`,
    packages.length > 0 &&
      seemsPerOrder !== perOrder &&
      `Its packages seem to be quoted ${seemsPerOrder ? 'for one order' : 'per 1,000'}, ` +
        'which --packages-per-order says otherwise: look at one before you sell it.',
  ].filter((note) => note !== false);
}
