/** What forms with files may be sent to, without the language, and how many bytes they may have. */
const UPLOADS: readonly { path: RegExp; mostBytes: number }[] = [
  { path: /^\/dashboard\/tickets\/(new|[\w-]+)$/, mostBytes: 10 * 1_024 * 1_024 },
  { path: /^\/dashboard\/mass$/, mostBytes: 512 * 1_024 },
];

/** How large a form with files may be at an address; undefined: it takes none. */
export const uploadLimit = (path: string): number | undefined =>
  UPLOADS.find((one) => one.path.test(path))?.mostBytes;
