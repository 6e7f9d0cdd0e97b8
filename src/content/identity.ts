/** Who runs the shop. Policies name them by `{{field}}`. */
export type IdentityField = {
  /** What the command line calls it. */
  label: string;
  /** A shop that sells to strangers has to state it; the others' lines are left out. */
  required: boolean;
  example: string;
  /** Shape that is asked of the value, and what to say where it is another. */
  shape?: readonly [pattern: RegExp, advice: string];
};

const COUNTRY = [/^[A-Z]{2}$/, 'use the two letters of ISO 3166, such as DE'] as const;

export const IDENTITY = {
  name: { label: 'legal name', required: true, example: 'Harbour Media Ltd' },
  address: { label: 'postal address', required: true, example: '1 Quay Street, 20457 Hamburg' },
  country: { label: 'country of the seat', required: true, example: 'DE', shape: COUNTRY },
  email: {
    label: 'e-mail address for customers and authorities',
    required: true,
    example: 'office@harbour.example',
    shape: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'use an e-mail address'],
  },
  phone: { label: 'telephone number', required: false, example: '+49 40 555 0100' },
  register: { label: 'register and number', required: false, example: 'Hamburg HRB 12345' },
  tax: { label: 'tax or VAT number', required: false, example: 'DE123456789' },
  responsible: { label: 'who answers for it', required: true, example: 'Ada Example, director' },
  descriptor: {
    label: 'what the bank statement of a customer says',
    required: true,
    example: 'HARBOUR MEDIA',
  },
  law: { label: 'country whose law applies', required: true, example: 'DE', shape: COUNTRY },
  court: { label: 'place of the courts', required: true, example: 'Hamburg' },
  hosting: { label: 'who hosts the shop, and where', required: true, example: 'Hoster GmbH, DE' },
  mailer: { label: 'who delivers its mail', required: true, example: 'Mailer AS, NO' },
  payments: {
    label: 'who takes payments for it',
    required: true,
    example: 'Bank transfer only',
  },
  records_years: {
    label: 'years for which the law asks for financial records',
    required: true,
    example: '10',
    shape: [/^\d{1,2}$/, 'use a number of years'],
  },
} as const satisfies Record<string, IdentityField>;

export type IdentityName = keyof typeof IDENTITY;
export type Identity = Partial<Record<IdentityName, string>>;

export const IDENTITY_NAMES = Object.keys(IDENTITY) as IdentityName[];
export const isIdentityName = (text: string): text is IdentityName => text in IDENTITY;
export const fieldOf = (name: IdentityName): IdentityField => IDENTITY[name];
