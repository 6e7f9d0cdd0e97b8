/** Enough to know one's own friends by, and no more: `a…@e….com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const [name, host] = [email.slice(0, at), email.slice(at + 1)];
  const first = (text: string): string => Array.from(text)[0] ?? '';
  return `${first(name)}…@${first(host)}…${host.slice(host.lastIndexOf('.'))}`;
}
