import { foldText } from '#lib/fold-text.ts';

/** The words of a text as search compares them; a sign such as ★ is a word of its own. */
export const wordsOf = (text: string): string[] =>
  foldText(text).match(/[\p{L}\p{N}]+|\p{So}/gu) ?? [];
