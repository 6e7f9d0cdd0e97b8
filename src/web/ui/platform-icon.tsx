import { PLATFORM_GLYPHS } from './platform-glyphs.ts';
import { PLATFORM_ICONS } from './platform-icons.ts';

type Props = { platform: string; className?: string };

/** The platform's glyph in the text's colour; its name stands beside it. Needs `PlatformSprite`. */
export function PlatformIcon({ platform, className = 'size-4' }: Props) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="currentColor"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      <use href={`#${glyphOf(platform)}`} />
    </svg>
  );
}

/**
 * The glyphs that a page uses, once, or all of them: a path per row would double a long page. They
 * come with the page's HTML only; a page that hydrates keeps them and loads no second set.
 */
export function PlatformSprite({ platforms = PLATFORM_GLYPHS }: { platforms?: Iterable<string> }) {
  const symbols = import.meta.env.SSR ? symbolsOf(platforms) : '';
  return (
    <svg
      className="hidden"
      aria-hidden="true"
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: symbols }}
    />
  );
}

const symbolsOf = (platforms: Iterable<string>): string =>
  [...new Set([...platforms].map(nameOf))]
    .sort()
    .map(
      (name) =>
        `<symbol id="${idOf(name)}" viewBox="0 0 24 24"><path d="${PLATFORM_ICONS[name]}"></path></symbol>`,
    )
    .join('');

/** The id of a platform's symbol, for HTML that is not made by React. */
export const glyphOf = (platform: string): string => idOf(nameOf(platform));

const idOf = (name: string): string => `g-${name.replaceAll(' ', '-')}`;

const nameOf = (platform: string): string => {
  const name = platform.toLowerCase();
  return PLATFORM_GLYPHS.has(name) ? name : 'website';
};
