/** What the foot of each page says of the shop. */
export type Shop = { name: string; url: string };

export const footOf = ({ name, url }: Shop): readonly [string, string] => [
  `${name} · ${url.replace(/^https?:\/\//, '')}`,
  '{page} / {pages}',
];
