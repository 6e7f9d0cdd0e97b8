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

/** The glyphs that a page uses, once: a path per row would double a long page. */
export function PlatformSprite({ platforms }: { platforms: Iterable<string> }) {
  const names = [...new Set([...platforms].map(nameOf))].sort();
  return (
    <svg className="hidden" aria-hidden="true">
      {names.map((name) => (
        <symbol key={name} id={idOf(name)} viewBox="0 0 24 24">
          <path d={PLATFORM_ICONS[name]} />
        </symbol>
      ))}
    </svg>
  );
}

/** The id of a platform's symbol, for HTML that is not made by React. */
export const glyphOf = (platform: string): string => idOf(nameOf(platform));

const idOf = (name: string): string => `g-${name.replaceAll(' ', '-')}`;

const nameOf = (platform: string): string => {
  const name = platform.toLowerCase();
  return name in PLATFORM_ICONS ? name : 'website';
};
