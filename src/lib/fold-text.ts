// Letters that no Unicode decomposition takes apart, and those that Arabic and Persian write apart.
const LETTERS: Readonly<Record<string, string>> = {
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ٱ: 'ا',
  ـ: '',
  ...digits('٠'),
  ...digits('۰'),
};

const RARE = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/**
 * One spelling for what people mean as one: without letter case, accents, Turkish dots, Arabic
 * vowel signs, hamza seats and other forms of a letter, and with digits of any script as 0 to 9.
 */
export const foldText = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(RARE, (letter) => LETTERS[letter] ?? letter);

function digits(zero: string): Record<string, string> {
  const first = zero.codePointAt(0) ?? 0;
  return Object.fromEntries(
    Array.from({ length: 10 }, (_, n) => [String.fromCodePoint(first + n), String(n)]),
  );
}
