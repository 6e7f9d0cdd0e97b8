import type { Frame } from '../frame.ts';

/** Who the shop is and how its catalogue is searched, in the vocabulary of schema.org. */
export function shopData({ site }: Pick<Frame, 'site'>): object[] {
  const organization = `${site.url}/#organization`;
  return [
    {
      '@context': 'https://schema.org',
      '@type': 'Organization',
      '@id': organization,
      name: site.name,
      url: site.url,
      logo: `${site.url}/icon-512.png`,
    },
    {
      '@context': 'https://schema.org',
      '@type': 'WebSite',
      name: site.name,
      url: site.url,
      publisher: { '@id': organization },
      potentialAction: {
        '@type': 'SearchAction',
        target: { '@type': 'EntryPoint', urlTemplate: `${site.url}/services?q={query}` },
        'query-input': 'required name=query',
      },
    },
  ];
}
