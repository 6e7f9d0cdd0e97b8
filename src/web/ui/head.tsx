import { LOCALES, withLocale } from 'notpanel/lib/locales.ts';
import { useFrame } from '../frame.ts';

type Props = {
  title: string;
  description: string;
  /** Its one address, without host and language, with the query that belongs to it. */
  path: string;
  /** Address of a picture for previews, without host. */
  image?: string;
  /** Structured data in the vocabulary of schema.org. */
  data?: readonly object[];
  /** Keeps the page out of search engines. */
  hidden?: boolean;
};

/** What search engines and previews read of a page; React moves it into the head. */
export function Head({ title, description, path, image, data = [], hidden = false }: Props) {
  const { site, locale } = useFrame();
  const full = path === '/' ? title : `${title} · ${site.name}`;
  const url = site.url + withLocale(locale, path);
  return (
    <>
      <title>{full}</title>
      <meta name="description" content={description} />
      {hidden || site.demo ? <meta name="robots" content="noindex" /> : null}
      <link rel="canonical" href={url} />
      {LOCALES.map((one) => (
        <link key={one} rel="alternate" hrefLang={one} href={site.url + withLocale(one, path)} />
      ))}
      <link rel="alternate" hrefLang="x-default" href={site.url + path} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={url} />
      <meta property="og:site_name" content={site.name} />
      <meta property="og:type" content="website" />
      {image === undefined ? null : (
        <>
          <meta property="og:image" content={site.url + image} />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
      {data.map((one, at) => (
        <script
          key={at}
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: JSON.stringify(one).replaceAll('<', '\\u003c') }}
        />
      ))}
    </>
  );
}
