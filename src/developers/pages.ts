/** The tree of the documentation, in the order of the pages. */
export const GROUPS = [
  {
    name: 'start',
    pages: ['overview', 'getting-started', 'authentication', 'rate-limits', 'errors'],
  },
  { name: 'catalog', pages: ['services'] },
  { name: 'orders', pages: ['add-order', 'order-status', 'refill', 'cancel'] },
  { name: 'account', pages: ['balance'] },
  { name: 'webhooks', pages: ['webhooks'] },
  { name: 'compatibility', pages: ['classic', 'moving'] },
  { name: 'reference', pages: ['openapi', 'sdks', 'changelog'] },
] as const;

export type GroupName = (typeof GROUPS)[number]['name'];

/** A page's name is that of its prose, `docs/product/developers/<name>.md`, and of its address. */
export type PageName = (typeof GROUPS)[number]['pages'][number];

export const PAGE_NAMES: readonly PageName[] = GROUPS.flatMap(({ pages }) => [...pages]);

export const isPageName = (text: string): text is PageName =>
  PAGE_NAMES.some((name) => name === text);

/** The address of a page without its language. */
export const pathOf = (name: PageName): string =>
  name === 'overview' ? '/developers' : `/developers/${name}`;

export type PageLink = { readonly name: PageName; readonly path: string };

const linkTo = (name: PageName): PageLink => ({ name, path: pathOf(name) });

/** The pages before and after, in the order of the tree. */
export function neighbours(name: PageName): { before?: PageLink; after?: PageLink } {
  const at = PAGE_NAMES.indexOf(name);
  const [before, after] = [PAGE_NAMES[at - 1], PAGE_NAMES[at + 1]];
  return { ...(before && { before: linkTo(before) }), ...(after && { after: linkTo(after) }) };
}

export type PageGroup = { readonly name: GroupName; readonly pages: readonly PageLink[] };

/** The tree with the addresses of its pages. */
export const pageTree = (): PageGroup[] =>
  GROUPS.map(({ name, pages }) => ({ name, pages: pages.map(linkTo) }));
