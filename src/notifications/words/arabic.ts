import type { NewsWords } from './words.ts';

/** Several are named after a colon, so that no number bends the words. */
const orders = (one: string, several: string) => (facts: { times: number; things: string }) =>
  facts.times === 1
    ? `الطلب ${facts.things} ${one}`
    : `${several} (${facts.times}): ${facts.things}`;

export const ARABIC: NewsWords = {
  news: {
    'order.completed': orders('اكتمل', 'طلبات اكتملت'),
    'order.partial': orders('نُفِّذ جزئيًا ورُدّ الباقي', 'طلبات نُفِّذت جزئيًا ورُدّ باقيها'),
    'order.canceled': orders('أُلغي ورُدّ مبلغه', 'طلبات أُلغيت ورُدّت مبالغها'),
    'order.failed': orders('تعذّر تنفيذه ورُدّ مبلغه', 'طلبات تعذّر تنفيذها ورُدّت مبالغها'),
    'order.paused': ({ things, of }) =>
      of('why') === 'funds' ? `الطلب ${things} ينتظر رصيدًا` : `الطلب ${things} متوقف مؤقتًا`,
    'refill.completed': orders('اكتمل تعويضه', 'طلبات اكتمل تعويضها'),
    'refill.rejected': orders('رُفض تعويضه', 'طلبات رُفض تعويضها'),
    'payment.credited': ({ of }) => `أُضيف ${of('amount')} إلى رصيدك`,
    'payment.refunded': ({ of }) => `أُعيد إليك ${of('amount')} من إحدى دفعاتك`,
    'payment.disputed': ({ of }) => `اعتُرض على ${of('amount')} من إحدى الدفعات، وجُمّد ما أضافته`,
    'balance.low': ({ of }) => `رصيدك ${of('balance')}، أي دون ${of('threshold')}`,
    'ticket.answered': ({ of }) => `جواب عن «${of('about')}» (${of('reference')})`,
    'ticket.closed': ({ of }) => `أُغلقت: «${of('about')}» (${of('reference')})`,
    'webhook.failing': ({ of }) =>
      `الويب هوك على ${of('host')} لا يستقبل الرسائل، ويُعطَّل بعد خمسة أيام`,
    'webhook.disabled': ({ of }) => `عُطّل الويب هوك على ${of('host')}: ${of('cause')}`,
    'key.unused': ({ of }) => `مفتاح API «${of('name')}» لم يُستخدم منذ 90 يومًا`,
    'security.new_device': ({ of }) => `تسجيل دخول من جهاز جديد: ${of('client')}`,
    'security.keys': ({ of }) => `${of('what')}: «${of('name')}»`,
    'security.sign_in': ({ of }) => of('what'),
  },
  causes: {
    gone: 'أجاب بالرمز 410 Gone',
    silent: 'لم يستقبل أي رسالة طوال خمسة أيام',
  },
  changes: {
    'key-created': 'أُنشئ مفتاح API',
    'key-rotated': 'استُبدل مفتاح API',
    'key-revoked': 'أُبطل مفتاح API',
    'password-changed': 'غُيّرت كلمة مرورك',
    'email-changed': 'غُيّر عنوان بريدك',
    'second-factor-on': 'صار تسجيل الدخول يطلب رمزًا',
    'second-factor-off': 'لم يعد تسجيل الدخول يطلب رمزًا',
    'recovery-codes-new': 'أُنشئت رموز استرداد جديدة',
    'recovery-code-used': 'استُخدم رمز استرداد لتسجيل الدخول',
    'passkey-added': 'أُضيف مفتاح مرور',
    'passkey-removed': 'أُزيل مفتاح مرور',
  },
  letter: {
    several: (count) => `أخبار حسابك (${count})`,
    hello: 'حدث في حسابك ما يلي:',
    open: 'افتح',
    all: 'اعرض الكل',
    why: 'وصلك هذا البريد لأن إعدادات إشعارات حسابك تطلبه.',
    choose: (url) => `اختر ما تُبلَّغ به: ${url}`,
    stop: (url) => `لإيقاف رسائل من هذا النوع: ${url}`,
  },
};
