/** What a page says of itself in its head, as `ui/head.tsx` writes it. */
export type PageHead = {
  title: string | undefined;
  description: string | undefined;
  canonical: string | undefined;
  image: string | undefined;
  /** Short facts: labels and what belongs to them. */
  facts: [label: string, value: string][];
};

/** Reads the head of one of our own pages. */
export function headOf(html: string): PageHead {
  const metas = new Map(
    [...html.matchAll(/<meta (?:property|name)="([\w:]+)" content="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, decoded(value)],
    ),
  );
  const facts = [1, 2, 3].flatMap((at): [string, string][] => {
    const [label, value] = [metas.get(`twitter:label${at}`), metas.get(`twitter:data${at}`)];
    return label !== undefined && value !== undefined ? [[label, value]] : [];
  });
  const [, canonical] = /<link rel="canonical" href="([^"]*)"/.exec(html) ?? [];
  return {
    title: metas.get('og:title'),
    description: metas.get('og:description'),
    canonical: canonical === undefined ? undefined : decoded(canonical),
    image: metas.get('og:image'),
    facts,
  };
}

const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return SIGNS[name] ?? whole;
  });
