const GOOGLE = new Set(['gmail.com', 'googlemail.com']);

/** One spelling for addresses whose mail arrives at one place: without a tag, at Google without dots. */
export function normalEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const host = email.slice(at + 1).toLowerCase();
  const [name = ''] = email.slice(0, at).toLowerCase().split('+');
  return GOOGLE.has(host) ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${host}`;
}
