import type { LinkKind } from '#catalog/index.ts';

/** How addresses of a platform look. */
export type PlatformRule = {
  /** Their own hosts; those under them count as well. */
  readonly hosts: readonly string[];
  /** What a path leads to, the first that fits; one that fits none may be anything. */
  readonly kinds: readonly (readonly [LinkKind, RegExp])[];
};

/** By the platform's name without case and accents. A platform that is not here is not checked. */
export const LINK_RULES: Readonly<Record<string, PlatformRule>> = {
  instagram: {
    hosts: ['instagram.com', 'instagr.am'],
    kinds: [
      ['post', /^\/([\w.]+\/)?(p|tv)\//],
      ['video', /^\/([\w.]+\/)?reels?\//],
      ['story', /^\/stories\//],
      ['profile', /^\/[\w.]+\/?$/],
    ],
  },
  facebook: {
    hosts: ['facebook.com', 'fb.com', 'fb.watch', 'fb.me'],
    kinds: [
      ['video', /^\/([^/]+\/videos\/|watch|reel\/)/],
      ['event', /^\/events\//],
      ['post', /^\/([^/]+\/(posts|photos)\/|permalink\.php|photo|story\.php|share\/p\/)/],
    ],
  },
  threads: {
    hosts: ['threads.com', 'threads.net'],
    kinds: [
      ['post', /^\/@[^/]+\/post\//],
      ['profile', /^\/@[^/]+\/?$/],
    ],
  },
  tiktok: {
    hosts: ['tiktok.com'],
    kinds: [
      ['video', /^\/@[^/]+\/(video|photo)\//],
      ['profile', /^\/@[^/]+\/?$/],
    ],
  },
  youtube: {
    hosts: ['youtube.com', 'youtu.be'],
    kinds: [
      ['video', /^\/(watch|shorts\/|live\/)/],
      ['profile', /^\/(@[^/]+|channel\/[^/]+|c\/[^/]+|user\/[^/]+)\/?$/],
    ],
  },
  x: {
    hosts: ['x.com', 'twitter.com', 't.co'],
    kinds: [
      ['post', /^\/\w+\/status\/\d+/],
      ['profile', /^\/\w+\/?$/],
    ],
  },
  telegram: {
    hosts: ['t.me', 'telegram.me', 'telegram.org'],
    kinds: [
      ['post', /^\/(s\/|c\/)?\w+\/\d+/],
      ['profile', /^\/(s\/)?[\w+]+\/?$/],
    ],
  },
  linkedin: {
    hosts: ['linkedin.com', 'lnkd.in'],
    kinds: [
      ['post', /^\/(posts|feed\/update)\//],
      ['profile', /^\/(company|in|school)\//],
    ],
  },
  pinterest: {
    hosts: ['pinterest.com', 'pinterest.co.uk', 'pinterest.de', 'pinterest.fr', 'pin.it'],
    kinds: [
      ['post', /^\/pin\//],
      ['profile', /^\/\w+\/?$/],
    ],
  },
  reddit: {
    hosts: ['reddit.com', 'redd.it'],
    kinds: [
      ['post', /^\/r\/\w+\/comments\//],
      ['profile', /^\/(u|user|r)\/[\w-]+\/?$/],
    ],
  },
  snapchat: { hosts: ['snapchat.com'], kinds: [['profile', /^\/(add\/|@)/]] },
  twitch: {
    hosts: ['twitch.tv'],
    kinds: [
      ['video', /^\/(videos\/|\w+\/clip\/)/],
      ['profile', /^\/\w+\/?$/],
    ],
  },
  spotify: {
    hosts: ['spotify.com', 'spotify.link'],
    kinds: [
      ['profile', /^\/(intl-\w+\/)?(artist|user|show)\//],
      ['post', /^\/(intl-\w+\/)?(track|album|playlist|episode)\//],
    ],
  },
  soundcloud: {
    hosts: ['soundcloud.com'],
    kinds: [
      ['post', /^\/[\w-]+\/(sets\/)?[\w-]+\/?$/],
      ['profile', /^\/[\w-]+\/?$/],
    ],
  },
  discord: { hosts: ['discord.gg', 'discord.com'], kinds: [['invite', /^\/(invite\/)?\w+\/?$/]] },
  whatsapp: { hosts: ['wa.me', 'whatsapp.com'], kinds: [] },
};
