/** A rule that the shop broke. */
export class Broken extends Error {}
