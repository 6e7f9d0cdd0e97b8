// As in the tables: what a database refuses is refused in words before.
export const LONGEST_TEXT = 200_000;
export const LONGEST_QUESTION = 300;
export const LONGEST_ANSWER = 20_000;
export const LONGEST_SLUG = 80;
export const LONGEST_KEY = 60;
export const LONGEST_VALUE = 500;
