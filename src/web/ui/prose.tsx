type Props = { html: string; lang?: string | undefined; className?: string };

/** Long text that was rendered from markdown by one of our own verbs, never by a customer. */
export function Prose({ html, lang, className = '' }: Props) {
  return (
    <div
      className={`prose ${className}`}
      {...(lang === undefined ? {} : { lang, dir: 'auto' as const })}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
