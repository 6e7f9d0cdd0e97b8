/** What the address of the list of orders may hold. */
export type OrdersField = 'tab' | 'q' | 'service' | 'kind' | 'from' | 'to' | 'min' | 'max';
export type OrdersFields = Readonly<Partial<Record<OrdersField, string>>>;

type Change = Readonly<Partial<Record<OrdersField | 'after' | 'before', string>>>;

/** The list with other fields, as the search of an address; an empty field is left out. */
export function ordersSearch(fields: OrdersFields, change: Change = {}): string {
  const pairs = Object.entries({ ...fields, ...change }).filter(([, value]) => value !== '');
  return new URLSearchParams(pairs).toString();
}
