import { asMoney } from '#lib/money.ts';
import type { Json } from '#platform/db/schema.ts';
import type { Buyer, DocumentLine, Seller } from './document.ts';

type StoredLine =
  | { of: 'service'; amount: string; service: number; name: string; orders: number; pieces: string }
  | { of: 'services'; amount: string; services: number; orders: number; pieces: string }
  | { of: 'deposit'; amount: string; reference: string; at: string }
  | { of: 'credit'; amount: string; reason: string };

export type StoredBody = { seller: Seller; buyer: Buyer; lines: StoredLine[] };

type Body = { seller: Seller; buyer: Buyer; lines: readonly DocumentLine[] };

/** JSON has no bigint: amounts are text of nano-units. */
export const writeBody = ({ seller, buyer, lines }: Body): Json => ({
  seller,
  buyer,
  lines: lines.map(written),
});

function written(line: DocumentLine): StoredLine {
  const amount = String(line.amount);
  switch (line.of) {
    case 'service': {
      const { of, serviceId: service, name, orders, pieces } = line;
      return { of, amount, service, name, orders, pieces: String(pieces) };
    }
    case 'services':
      return { ...line, amount, pieces: String(line.pieces) };
    case 'deposit':
      return { ...line, amount, at: line.at.toISOString() };
    case 'credit':
      return { ...line, amount };
  }
}

export function readBody({ seller, buyer, lines }: StoredBody): Body {
  return { seller, buyer, lines: lines.map(read) };
}

function read(line: StoredLine): DocumentLine {
  const amount = asMoney(line.amount);
  switch (line.of) {
    case 'service': {
      const { of, service: serviceId, name, orders, pieces } = line;
      return { of, amount, serviceId, name, orders, pieces: BigInt(pieces) };
    }
    case 'services':
      return { ...line, amount, pieces: BigInt(line.pieces) };
    case 'deposit':
      return { ...line, amount, at: new Date(line.at) };
    case 'credit':
      return { ...line, amount };
  }
}
