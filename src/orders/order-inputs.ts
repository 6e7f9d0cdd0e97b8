import { z } from 'zod';
import type { ServiceType } from '#catalog/index.ts';
import { ORDER_PARAMS } from './order-fields.ts';

/** What a form asks for one parameter of an order. */
export type OrderInput = {
  name: string;
  isRequired: boolean;
  isNumber: boolean;
  /** Of a number. */
  from: number | null;
  to: number | null;
  /** Characters of a line. */
  longest: number | null;
};

/** What an order of this type takes, in documented order, from the table that the API reads by. */
export const orderInputs = (type: ServiceType): readonly OrderInput[] => INPUTS[type];

const INPUTS = Object.fromEntries(
  Object.entries(ORDER_PARAMS).map(([type, { shape }]) => [
    type,
    Object.entries(shape).map(([name, field]) => inputOf(name, field)),
  ]),
) as Record<ServiceType, OrderInput[]>;

function inputOf(name: string, field: z.ZodType): OrderInput {
  const kind = field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field;
  const { type, minimum, maximum, maxLength } = kind.meta() ?? {};
  const number = (value: unknown) => (typeof value === 'number' ? value : null);
  return {
    name,
    isRequired: !field.safeParse(undefined).success,
    isNumber: type === 'integer',
    from: number(minimum),
    to: number(maximum),
    longest: number(maxLength),
  };
}
