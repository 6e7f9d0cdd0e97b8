import type { MailBody, NewMail } from './mail.ts';

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur']);

const FONT = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,sans-serif';
const INK = '#1c1917';
const FAINT = '#78716c';
const LINE = '#e7e5e4';

/** A mail's two forms: plain text, and HTML that needs no picture, font or script from anywhere. */
export function composeMail(
  mail: Pick<NewMail, 'locale' | 'shop' | 'text' | 'unsubscribe'>,
): MailBody {
  const { locale, shop, text, unsubscribe } = mail;
  const { paragraphs, button, small = [] } = text;
  const plain = [
    ...paragraphs,
    ...(button ? [`${button.label}:\n${button.url}`] : []),
    ...small,
    `-- \n${shop}`,
  ].join('\n\n');
  const html = [
    ...paragraphs.map((one) => `<p style="margin:0 0 16px">${lines(one)}</p>`),
    ...(button ? [link(button)] : []),
    ...small.map(
      (one) => `<p style="margin:0 0 8px;font-size:13px;color:${FAINT}">${lines(one)}</p>`,
    ),
  ].join('\n');
  const body = { text: `${plain}\n`, html: page(locale, shop, html) };
  return unsubscribe === undefined ? body : { ...body, unsubscribe };
}

const page = (locale: string, shop: string, body: string): string => `<!doctype html>
<html lang="${locale}" dir="${RIGHT_TO_LEFT.has(locale) ? 'rtl' : 'ltr'}">
<meta charset="utf-8">
<body style="margin:0;padding:32px 16px;${FONT};font-size:16px;line-height:1.55;color:${INK}">
<div style="max-width:520px;margin:0 auto">
<p style="margin:0 0 24px;padding:0 0 12px;border-bottom:1px solid ${LINE};font-weight:600">${escape(shop)}</p>
${body}
</div>
</body>
</html>
`;

const link = ({ label, url }: { label: string; url: string }): string =>
  `<p style="margin:0 0 16px"><a href="${escape(url)}" style="display:inline-block;padding:10px 18px;` +
  `border-radius:8px;background:${INK};color:#fff;text-decoration:none">${escape(label)}</a></p>\n` +
  `<p dir="ltr" style="margin:0 0 24px;font-size:13px;color:${FAINT};word-break:break-all">${escape(url)}</p>`;

const lines = (text: string): string => escape(text).replaceAll('\n', '<br>');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? '');
