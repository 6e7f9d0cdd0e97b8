import { LOCALES, withLocale } from 'notpanel/lib/locales.ts';
import { useFrame } from '../frame.ts';

type Props = {
  title: string;
  description: string;
  /** Its one address, without host and language, with the query that belongs to it. */
  path: string;
  /** Up to three short facts for previews: labels and what belongs to them. */
  facts?: readonly (readonly [label: string, value: string])[];
  /** Structured data in the vocabulary of schema.org. */
  data?: readonly object[];
  /** Keeps the page out of search engines. */
  hidden?: boolean;
};

/** What search engines and previews read of a page; React moves it into the head. */
export function Head({ title, description, path, facts = [], data = [], hidden = false }: Props) {
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
      <meta property="og:locale" content={locale} />
      {hidden ? null : <Picture path={path} title={title} />}
      {facts.slice(0, 3).map(([label, value], at) => (
        <Fact key={label} place={at + 1} label={label} value={value} />
      ))}
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

/** Made by the server from what this head says; a page with a query has its path's. */
function Picture({ path, title }: Pick<Props, 'path' | 'title'>) {
  const { site, locale } = useFrame();
  const [bare = '/'] = path.split('?');
  const page = withLocale(locale, bare);
  const address = `${site.url}/og${bare === '/' ? `${page === '/' ? '' : page}/index` : page}.png`;
  return (
    <>
      <meta property="og:image" content={address} />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={title} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}

const Fact = ({ place, label, value }: { place: number; label: string; value: string }) => (
  <>
    <meta name={`twitter:label${place}`} content={label} />
    <meta name={`twitter:data${place}`} content={value} />
  </>
);
