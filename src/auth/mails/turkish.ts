import type { Language } from './words.ts';

const IGNORE =
  'Bunu siz istemediyseniz bir şey yapmanız gerekmez: bağlantı kullanılmadıkça hiçbir şey değişmez.';
const ALARM = 'Bu siz değilseniz hemen yeni bir parola belirleyin: {reset}';

export const TURKISH: Language = {
  verify: {
    subject: 'E-posta adresinizi onaylayın',
    lines: [
      '{shop} hesabınızı kullanmak için {email} adresini onaylayın. Bağlantı bir gün içinde ve yalnızca bir kez kullanılabilir.',
    ],
    button: 'Adresi onayla',
    small: [
      'Hesabı siz açmadıysanız bir şey yapmanız gerekmez: bağlantı olmadan kimse giriş yapamaz.',
    ],
  },
  'sign-up-again': {
    subject: 'Zaten bir hesabınız var',
    lines: [
      'Birisi, büyük olasılıkla siz, {email} adresiyle {shop} üzerinde hesap açmak istedi. Bu adresin zaten bir hesabı var ve hiçbir şey değişmedi.',
      'Parolanızla giriş yapın ya da yeni bir parola belirleyin: {reset}',
    ],
    button: 'Giriş yap',
  },
  reset: {
    subject: 'Yeni parola belirleyin',
    lines: [
      '{shop} üzerindeki {email} hesabı için yeni bir parola belirleyin. Bağlantı bir saat içinde ve yalnızca bir kez kullanılabilir. İki adımlı girişiniz varsa olduğu gibi kalır.',
    ],
    button: 'Yeni parola belirle',
    small: [IGNORE],
  },
  'password-changed': {
    subject: 'Parolanız değişti',
    lines: [
      '{shop} üzerindeki {email} hesabının parolası {at} tarihinde değiştirildi. Diğer bütün cihazların oturumu kapatıldı.',
    ],
    small: [ALARM],
  },
  'email-change': {
    subject: 'Yeni e-posta adresinizi onaylayın',
    lines: [
      '{shop} hesabınızın yeni adresi olarak {email} adresini onaylayın. Bağlantı bir saat içinde ve yalnızca bir kez kullanılabilir. O zamana kadar eski adres geçerlidir.',
    ],
    button: 'Adresi onayla',
    small: [IGNORE],
  },
  'email-changed': {
    subject: 'E-posta adresiniz değişti',
    lines: ['{shop} hesabınıza artık {email} ile giriş yapılıyor. Bu adres artık kullanılmıyor.'],
    small: ['Bu siz değilseniz hemen mağazaya yazın: {contact}'],
  },
  'second-factor-on': {
    subject: 'Girişte artık kod soruluyor',
    lines: [
      '{at} tarihinden beri {shop} hesabınız doğrulama uygulamanızdan bir kod istiyor. Kurtarma kodlarını, telefonunuz yanınızda değilken de ulaşabileceğiniz bir yerde saklayın.',
    ],
    small: [ALARM],
  },
  'second-factor-off': {
    subject: 'Girişte artık kod sorulmuyor',
    lines: ['{at} tarihinde doğrulama uygulaması {shop} hesabınızdan kaldırıldı.'],
    small: [ALARM],
  },
  'recovery-codes-new': {
    subject: 'Yeni kurtarma kodları',
    lines: [
      '{at} tarihinde {shop} hesabınız için yeni kurtarma kodları oluşturuldu. Eskileri artık geçerli değil.',
    ],
    small: [ALARM],
  },
  'recovery-code-used': {
    subject: 'Bir kurtarma kodu kullanıldı',
    lines: [
      '{at} tarihinde {shop} hesabınıza bir kurtarma koduyla giriş yapıldı. Kalan kod sayısı: {count}.',
    ],
    small: [ALARM],
  },
  'passkey-added': {
    subject: 'Bir geçiş anahtarı eklendi',
    lines: [
      '{at} tarihinde {shop} hesabınıza “{name}” geçiş anahtarı eklendi. Bu anahtarla parola olmadan giriş yapılır.',
    ],
    small: [ALARM],
  },
  'passkey-removed': {
    subject: 'Bir geçiş anahtarı kaldırıldı',
    lines: ['{at} tarihinde “{name}” geçiş anahtarı {shop} hesabınızdan kaldırıldı.'],
    small: [ALARM],
  },
  'new-sign-in': {
    subject: 'Yeni bir cihazdan giriş yapıldı',
    lines: [
      '{at} tarihinde {shop} hesabınıza daha önce görülmemiş bir cihazdan giriş yapıldı: {client}, {address}.',
    ],
    small: [ALARM],
  },
  'key-created': {
    subject: 'Yeni bir API anahtarı',
    lines: [
      '{at} tarihinde {shop} hesabınızda “{name}” API anahtarı oluşturuldu. Bu anahtar bakiyenizi harcayabilir.',
    ],
    small: [ALARM],
  },
  'key-rotated': {
    subject: 'Bir API anahtarı yenilendi',
    lines: [
      '{at} tarihinde {shop} hesabınızdaki “{name}” API anahtarının yerine yenisi oluşturuldu.',
    ],
    small: [ALARM],
  },
  'key-changed': {
    subject: 'Bir API anahtarı değiştirildi',
    lines: ['{at} tarihinde {shop} hesabınızdaki “{name}” API anahtarının ayarları değiştirildi.'],
    small: [ALARM],
  },
  'key-revoked': {
    subject: 'Bir API anahtarı iptal edildi',
    lines: ['{at} tarihinde {shop} hesabınızdaki “{name}” API anahtarı iptal edildi.'],
    small: [ALARM],
  },
  'account-closed': {
    subject: 'Hesabınız kapatıldı',
    lines: [
      '{shop} sitesindeki {email} hesabı {at} tarihinde kapatıldı. Anahtarlar, webhook’lar ve oturumlar hemen sona erdi. Cüzdandaki tutarı mağaza geri öder.',
      '30 gün içinde hesabı geri alabilirsiniz: {contact} adresinden yazın. Sonrasında adınız, adresiniz ve mesajlarınız silinir; siparişler ve hareketler defterlerde bir numara altında kalır.',
    ],
    small: [ALARM],
  },
};
