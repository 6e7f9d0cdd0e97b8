import { catalog, type Service } from '#catalog/index.ts';
import { readWallet } from '#ledger/index.ts';
import type { Money } from '#lib/money.ts';
import {
  findOpenLinks,
  guardLink,
  isWebLink,
  linkName,
  type OrderDraft,
  type Placement,
} from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { buyerOf } from '../buyer-of.ts';
import type { LineFault, MassLine } from './mass-line.ts';
import { prepareLine, serviceOf } from './prepare-line.ts';

/** A line held against catalogue, links and balance as they are now. */
export type JudgedLine = MassLine & {
  service: Service | null;
  quantity: number | null;
  /** Exact, as placing it now would charge, nano-units; also where something else is wrong. */
  charge: Money | null;
};

export type Judged = {
  lines: JudgedLine[];
  /** What the wallet can spend, its credit included. */
  available: Money;
};

export type ToJudge = {
  accountId: number;
  batchId: string;
  lines: readonly MassLine[];
  repeats: boolean;
};

/**
 * Decides each line as placing the batch now would, in the same order: a charge beside each good
 * line, a fault beside each other one. Places nothing. Refuses `account_suspended`.
 */
export async function judgeLines(app: App, asked: ToJudge): Promise<Judged> {
  const { accountId, batchId, repeats } = asked;
  const buyer = await buyerOf(app.db, accountId);
  const { services } = await catalog(app);
  const drafted = await Promise.all(
    asked.lines.map(async (line): Promise<DraftedLine> => {
      if (line.fault)
        return { line: { ...line, ...NOTHING, service: serviceOf(services, line.fields) } };
      const prepared = await prepareLine(app, { buyer, batchId, services }, line);
      const { service } = prepared;
      if ('fault' in prepared) return { line: { ...line, ...NOTHING, ...prepared } };
      const { placement, draft, charge } = prepared;
      return { line: { ...line, service, quantity: draft.quantity, charge }, placement, draft };
    }),
  );
  const placements = drafted.flatMap(({ placement }) => placement ?? []);
  const [{ balance, creditLimit }, open] = await Promise.all([
    readWallet(app.db, accountId),
    findOpenLinks(app.db, placements),
  ]);
  const available = (balance + creditLimit) as Money;
  return { lines: decideInTurn(drafted, { accountId, available, open, repeats }), available };
}

const NOTHING = { quantity: null, charge: null };

type DraftedLine = { line: JudgedLine; placement?: Placement; draft?: OrderDraft };

type Limits = { accountId: number; available: Money; open: Set<string>; repeats: boolean };

/**
 * Line by line, as placing does: a link is taken and money spent by the lines that are good, and a
 * dear one that does not fit leaves room for the next.
 */
function decideInTurn(
  lines: readonly DraftedLine[],
  { accountId, available, open, repeats }: Limits,
): JudgedLine[] {
  let left: bigint = available;
  const first = new Map<string, number>();
  return lines.map(({ line, draft }) => {
    if (!draft || line.charge === null) return line;
    const refused = (fault: LineFault): JudgedLine => ({ ...line, fault });
    const target = targetOf(draft);
    const before = first.get(target);
    // Pasting the same twice costs twice, and is hardly ever meant.
    if (before !== undefined && !repeats) return refused({ code: 'repeated', number: before });
    const link = linkName(accountId, draft);
    if (link !== null && open.has(link)) return refused({ code: 'link_active', parameter: 'link' });
    if (line.charge > left) return refused({ code: 'insufficient_balance' });
    left -= line.charge;
    first.set(target, line.at);
    if (link !== null) open.add(link);
    return line;
  });
}

const targetOf = ({ link, subscription, service }: OrderDraft): string =>
  `${service.id} ${isWebLink(link) ? guardLink(link) : (subscription?.username ?? '')}`;
