export { listMails } from './list-mails.ts';
export type { Mail, MailBody, MailText, NewMail } from './mail.ts';
export { openMailer, type Mailer, type MailerOptions } from './open-mailer.ts';
export { readMail } from './read-mail.ts';
export { retryMail } from './retry-mail.ts';
export { sendMails } from './send-mails.ts';
export { sweepMails } from './sweep-mails.ts';
export { tellOfMails } from './tell-of-mails.ts';
export { writeMail } from './write-mail.ts';
