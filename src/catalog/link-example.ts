import { foldText } from '#lib/fold-text.ts';
import { QUANTITY_FROM, type Service } from './service.ts';

/** What a link leads to. */
export type LinkKind = 'profile' | 'post' | 'video' | 'story' | 'invite' | 'event' | 'site';

const SITE = 'https://example.com/spring-offer';

/** Addresses as each platform writes them; what is not there is not shown as an example. */
const EXAMPLES: Readonly<Record<string, Partial<Record<LinkKind, string>>>> = {
  instagram: {
    profile: 'https://www.instagram.com/example.brand/',
    post: 'https://www.instagram.com/p/EXAMPLE1234/',
    video: 'https://www.instagram.com/reel/EXAMPLE1234/',
    story: 'https://www.instagram.com/stories/example.brand/1234567890/',
  },
  facebook: {
    profile: 'https://www.facebook.com/example.brand',
    post: 'https://www.facebook.com/example.brand/posts/1234567890',
    video: 'https://www.facebook.com/watch/?v=1234567890',
    event: 'https://www.facebook.com/events/1234567890/',
  },
  threads: {
    profile: 'https://www.threads.com/@example.brand',
    post: 'https://www.threads.com/@example.brand/post/EXAMPLE1234',
  },
  tiktok: {
    profile: 'https://www.tiktok.com/@example.brand',
    post: 'https://www.tiktok.com/@example.brand/video/1234567890123456789',
    video: 'https://www.tiktok.com/@example.brand/video/1234567890123456789',
  },
  youtube: {
    profile: 'https://www.youtube.com/@example.brand',
    video: 'https://www.youtube.com/watch?v=EXAMPLE1234',
  },
  x: {
    profile: 'https://x.com/example_brand',
    post: 'https://x.com/example_brand/status/1234567890123456789',
    video: 'https://x.com/example_brand/status/1234567890123456789',
  },
  telegram: { profile: 'https://t.me/example_brand', post: 'https://t.me/example_brand/123' },
  linkedin: {
    profile: 'https://www.linkedin.com/company/example-brand/',
    post: 'https://www.linkedin.com/posts/example-brand_activity-1234567890123456789-abcd',
  },
  pinterest: {
    profile: 'https://www.pinterest.com/examplebrand/',
    post: 'https://www.pinterest.com/pin/1234567890/',
  },
  reddit: {
    profile: 'https://www.reddit.com/user/example_brand/',
    post: 'https://www.reddit.com/r/example/comments/abc123/spring_offer/',
  },
  snapchat: { profile: 'https://www.snapchat.com/add/examplebrand' },
  twitch: {
    profile: 'https://www.twitch.tv/example_brand',
    video: 'https://www.twitch.tv/videos/1234567890',
  },
  spotify: {
    profile: 'https://open.spotify.com/artist/0EXAMPLE0EXAMPLE0EXAMP',
    post: 'https://open.spotify.com/track/0EXAMPLE0EXAMPLE0EXAMP',
  },
  soundcloud: {
    profile: 'https://soundcloud.com/example-brand',
    post: 'https://soundcloud.com/example-brand/spring',
  },
  discord: { profile: 'https://discord.gg/EXAMPLE', invite: 'https://discord.gg/EXAMPLE' },
  whatsapp: { profile: 'https://wa.me/15550100' },
  podcasts: { post: 'https://example.com/podcast/episode-12' },
};

// The first that a service says of its link, else of itself; an ad may lead anywhere.
const KINDS: readonly (readonly [LinkKind, RegExp])[] = [
  ['site', /\b(ad|thread|post|pins?) (leads?|is about)|\bsite|\bwebsite|\blanding|\bvisit|\bclick/],
  ['event', /\bevent/],
  ['story', /\bstor(y|ies)\b/],
  ['invite', /\binvit/],
  ['video', /\b(reels?|videos?|shorts?|streams?|watch)/],
  ['profile', /\b(profiles?|channels?|follow|subscrib|members?|fans?|artists?|groups?|servers?)/],
  ['post', /\b(posts?|pins?|songs?|tracks?|polls?|tweets?|likes?|comments?|shares?|views?)/],
];

/** What the link of an order leads to, by what the service says of it; undefined: it says nothing. */
export const linkKindOf = (service: Service): LinkKind | undefined =>
  kindIn(aboutLink(service)) ?? kindIn(foldText(service.name));

/**
 * An address as the service takes one, to show its form: by its platform and by what its
 * description or its name says of the link. Null where the type takes no link.
 */
export function linkExample(service: Service): string | null {
  if (QUANTITY_FROM[service.type] === 'none') return null;
  const examples = EXAMPLES[foldText(service.platform).trim()];
  const kind = linkKindOf(service) ?? 'post';
  if (!examples || kind === 'site') return SITE;
  return examples[kind] ?? examples.post ?? examples.video ?? examples.profile ?? SITE;
}

/** Many descriptions say it after the word. */
const aboutLink = ({ description }: Service): string =>
  /\blink\s*[:=-]\s*([^\n.]+)/.exec(foldText(description))?.[1] ?? '';

const kindIn = (text: string): LinkKind | undefined =>
  KINDS.find(([, words]) => words.test(text))?.[0];
