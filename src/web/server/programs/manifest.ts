import type { ProgramFile, Sources } from './program-file.ts';
import { ICON_SIZES } from './icons.ts';

const DAY_S = 86_400;

/** What a phone that puts the site on its first screen wants to know. */
export function manifest({ site }: Sources): ProgramFile {
  const body = JSON.stringify({
    name: site.name,
    short_name: site.name,
    start_url: '/',
    display: 'minimal-ui',
    background_color: '#fbfaf7',
    theme_color: '#fbfaf7',
    icons: [
      { src: '/favicon.svg', type: 'image/svg+xml', sizes: 'any' },
      ...ICON_SIZES.map((size) => ({
        src: `/icon-${size}.png`,
        type: 'image/png',
        sizes: `${size}x${size}`,
        purpose: 'any maskable',
      })),
    ],
  });
  return { type: 'application/manifest+json', body, seconds: DAY_S };
}
