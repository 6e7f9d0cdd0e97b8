/** Every mail about an account. */
export type MailKind =
  | 'verify'
  | 'sign-up-again'
  | 'reset'
  | 'password-changed'
  | 'email-change'
  | 'email-changed'
  | 'second-factor-on'
  | 'second-factor-off'
  | 'recovery-codes-new'
  | 'recovery-code-used'
  | 'passkey-added'
  | 'passkey-removed'
  | 'new-sign-in'
  | 'key-created'
  | 'key-rotated'
  | 'key-changed'
  | 'key-revoked'
  | 'account-closed';

/** What it says; `{shop}`, `{email}` and the like are filled in. */
export type Words = {
  subject: string;
  lines: readonly string[];
  button?: string;
  small?: readonly string[];
};

export type Language = Readonly<Record<MailKind, Words>>;
