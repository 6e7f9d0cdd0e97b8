import type { NewsWords } from './words.ts';

const orders = (what: string) => (facts: { times: number; things: string }) =>
  facts.times === 1
    ? `${facts.things} numaralı sipariş ${what}`
    : `${facts.times} sipariş ${what}: ${facts.things}`;

export const TURKISH: NewsWords = {
  news: {
    'order.completed': orders('tamamlandı'),
    'order.partial': orders('kısmen teslim edildi; kalanı iade edildi'),
    'order.canceled': orders('iptal edildi ve bedeli iade edildi'),
    'order.failed': orders('teslim edilemedi ve bedeli iade edildi'),
    'order.paused': ({ things, of }) =>
      of('why') === 'funds'
        ? `${things} numaralı sipariş bakiye bekliyor`
        : `${things} numaralı sipariş duraklatıldı`,
    'refill.completed': orders('için telafi tamamlandı'),
    'refill.rejected': orders('için telafi reddedildi'),
    'payment.credited': ({ of }) => `Bakiyenize ${of('amount')} eklendi`,
    'payment.refunded': ({ of }) => `Bir ödemenizden ${of('amount')} size geri ödendi`,
    'payment.disputed': ({ of }) =>
      `Bir ödemenizin ${of('amount')} tutarına itiraz edildi; karşılığı donduruldu`,
    'balance.low': ({ of }) => `Bakiyeniz ${of('balance')}; sınırınız ${of('threshold')}`,
    'ticket.answered': ({ of }) => `“${of('about')}” konusuna yanıt (${of('reference')})`,
    'ticket.closed': ({ of }) => `Kapatıldı: “${of('about')}” (${of('reference')})`,
    'webhook.failing': ({ of }) =>
      `${of('host')} adresindeki webhook mesaj almıyor; beş gün sonra kapatılır`,
    'webhook.disabled': ({ of }) => `${of('host')} adresindeki webhook kapatıldı: ${of('cause')}`,
    'key.unused': ({ of }) => `“${of('name')}” adlı API anahtarı 90 gündür kullanılmadı`,
    'security.new_device': ({ of }) => `Yeni bir cihazdan giriş yapıldı: ${of('client')}`,
    'security.keys': ({ of }) => `${of('what')}: “${of('name')}”`,
    'security.sign_in': ({ of }) => of('what'),
  },
  causes: {
    gone: '410 Gone yanıtı verdi',
    silent: 'beş gün boyunca hiç mesaj almadı',
  },
  changes: {
    'key-created': 'API anahtarı oluşturuldu',
    'key-rotated': 'API anahtarı yenilendi',
    'key-revoked': 'API anahtarı iptal edildi',
    'password-changed': 'Parolanız değiştirildi',
    'email-changed': 'E-posta adresiniz değiştirildi',
    'second-factor-on': 'Giriş artık kod istiyor',
    'second-factor-off': 'Giriş artık kod istemiyor',
    'recovery-codes-new': 'Yeni kurtarma kodları oluşturuldu',
    'recovery-code-used': 'Girişte bir kurtarma kodu kullanıldı',
    'passkey-added': 'Bir geçiş anahtarı eklendi',
    'passkey-removed': 'Bir geçiş anahtarı kaldırıldı',
  },
  letter: {
    several: (count) => `Hesabınızdan haberler (${count})`,
    hello: 'Hesabınızda şunlar oldu:',
    open: 'Aç',
    all: 'Tümünü gör',
    why: 'Bu e-posta, hesabınızın bildirim tercihleri gereği gönderildi.',
    choose: (url) => `Nelerin bildirileceğini seçin: ${url}`,
    stop: (url) => `Bu tür e-postaları almak istemiyorsanız: ${url}`,
  },
};
