/** An order as its owner knows it everywhere: on pages, in mails and in answers of the API. */
export const orderName = (id: number | string): string => `ord_${id}`;
