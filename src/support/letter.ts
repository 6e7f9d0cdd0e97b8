import type { Tx } from '#platform/db/types.ts';
import { writeMail } from '#platform/mail/index.ts';
import type { Desk } from './ticket.ts';

type Occasion = 'opened' | 'answered' | 'closed';

type Words = { subject: string; paragraphs: readonly string[]; button: string; small: string };

type Facts = {
  reference: string;
  token: string;
  name: string;
  email: string;
  language: string;
  subject: string;
  /** What the operator answered. */
  answer?: string;
};

const WORDS: Readonly<Record<string, (shop: string, facts: Facts) => Record<Occasion, Words>>> = {
  en: (shop, { name, subject, reference, answer = '' }) => ({
    opened: {
      subject: `We have your message (${reference})`,
      paragraphs: [
        `Your message has reached us. Its reference is ${reference}.`,
        'The answer comes by mail and appears on the page below, where you can add to it.',
      ],
      button: 'Open the message',
      small:
        'Whoever has this link can read the conversation: please do not pass it on. If you have not written to us, somebody else gave your address, and you need do nothing.',
    },
    answered: {
      subject: `Answer to “${subject}” (${reference})`,
      paragraphs: [`Hello ${name},`, `${shop} has answered:`, answer],
      button: 'Reply',
      small: 'Replies are read on that page, not by mail.',
    },
    closed: {
      subject: `Closed: “${subject}” (${reference})`,
      paragraphs: [
        `Hello ${name},`,
        'we take it that this is settled and have closed the conversation. If it is not, reply on the page below within 30 days and it is open again.',
      ],
      button: 'Open the message',
      small: 'Replies are read on that page, not by mail.',
    },
  }),
  tr: (shop, { name, subject, reference, answer = '' }) => ({
    opened: {
      subject: `Mesajınızı aldık (${reference})`,
      paragraphs: [
        `Mesajınız bize ulaştı. Başvuru numarası: ${reference}.`,
        'Yanıt e-postayla gelir ve aşağıdaki sayfada görünür; oradan ekleme yapabilirsiniz.',
      ],
      button: 'Mesajı aç',
      small:
        'Bu bağlantıya sahip olan yazışmayı okuyabilir; lütfen paylaşmayın. Bize siz yazmadıysanız adresinizi bir başkası vermiştir; bir şey yapmanız gerekmez.',
    },
    answered: {
      subject: `“${subject}” konusuna yanıt (${reference})`,
      paragraphs: [`Merhaba ${name},`, `${shop} yanıtladı:`, answer],
      button: 'Yanıtla',
      small: 'Yanıtlar e-postayla değil, o sayfada okunur.',
    },
    closed: {
      subject: `Kapatıldı: “${subject}” (${reference})`,
      paragraphs: [
        `Merhaba ${name},`,
        'konunun çözüldüğünü düşünerek yazışmayı kapattık. Çözülmediyse 30 gün içinde aşağıdaki sayfada yanıtlayın; yeniden açılır.',
      ],
      button: 'Mesajı aç',
      small: 'Yanıtlar e-postayla değil, o sayfada okunur.',
    },
  }),
  ar: (shop, { name, subject, reference, answer = '' }) => ({
    opened: {
      subject: `وصلتنا رسالتك (${reference})`,
      paragraphs: [
        `وصلتنا رسالتك. رقمها المرجعي ${reference}.`,
        'يأتي الجواب بالبريد ويظهر في الصفحة أدناه، ويمكنك الإضافة إليها هناك.',
      ],
      button: 'افتح الرسالة',
      small:
        'من يملك هذا الرابط يمكنه قراءة المحادثة؛ فلا تشاركه من فضلك. وإن لم تكتب إلينا فقد أعطى شخص آخر عنوانك، ولا يلزمك شيء.',
    },
    answered: {
      subject: `جواب عن «${subject}» (${reference})`,
      paragraphs: [`مرحبًا ${name}،`, `أجاب ${shop}:`, answer],
      button: 'ردّ',
      small: 'تُقرأ الردود في تلك الصفحة لا بالبريد.',
    },
    closed: {
      subject: `أُغلقت: «${subject}» (${reference})`,
      paragraphs: [
        `مرحبًا ${name}،`,
        'نرى أن الأمر قد حُسم فأغلقنا المحادثة. فإن لم يُحسم فردّ في الصفحة أدناه خلال 30 يومًا تُفتح من جديد.',
      ],
      button: 'افتح الرسالة',
      small: 'تُقرأ الردود في تلك الصفحة لا بالبريد.',
    },
  }),
};
const ENGLISH = 'en';

/**
 * Writes to the writer of a ticket, in their language, with the link to it. The first mail holds
 * nothing of what was written: it goes to whatever address somebody has typed.
 */
export async function writeLetter(
  tx: Tx,
  { vault, now, shop }: Desk,
  occasion: Occasion,
  facts: Facts,
): Promise<void> {
  const language = facts.language in WORDS ? facts.language : ENGLISH;
  const words = WORDS[language]?.(shop.name, facts)[occasion];
  if (!words) return;
  const { subject, paragraphs, button, small } = words;
  const url = shop.url + ticketPath(language, facts.reference, facts.token);
  await writeMail(
    tx,
    { vault, now },
    {
      kind: `ticket.${occasion}`,
      recipient: facts.email,
      locale: language,
      shop: shop.name,
      text: { subject, paragraphs, button: { label: button, url }, small: [small] },
    },
  );
}

/** The page of a ticket, for whoever has its token. */
export const ticketPath = (language: string, reference: string, token: string): string =>
  `${language === ENGLISH ? '' : `/${language}`}/contact/${reference}?token=${token}`;
