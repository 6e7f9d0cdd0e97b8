export { aliveSessions } from './alive-sessions.ts';
export { changePassword, type PasswordChanged } from './change-password.ts';
export { confirmEmailChange, requestEmailChange } from './change-email.ts';
export { noSessionCookie } from './cookies.ts';
export { isLinkGood } from './is-link-good.ts';
export { listSignIns, type SignIn } from './list-sign-ins.ts';
export { mailUser } from './mails/mail-user.ts';
export {
  addPasskey,
  askForPasskey,
  beginPasskey,
  listPasskeys,
  removePasskey,
  signInByPasskey,
  type Passkey,
} from './passkeys.ts';
export { endSessions, removeSecondStep, usersOf } from './operator-help.ts';
export { proveAgain, type ProvedAgain } from './prove-again.ts';
export { readPending, readSession } from './read-session.ts';
export { requestLink } from './request-link.ts';
export { resetPassword } from './reset-password.ts';
export {
  listSessions,
  revokeOtherSessions,
  revokeSession,
  signOut,
  type Session,
} from './sessions.ts';
export { signIn, type SignedIn } from './sign-in.ts';
export { signUp } from './sign-up.ts';
export { sweepSignIns } from './sweep-sign-ins.ts';
export {
  confirmTotp,
  readTotp,
  renewRecoveryCodes,
  startTotp,
  stopTotp,
  type TotpState,
} from './totp-setup.ts';
export { timeZones, updateProfile } from './update-profile.ts';
export { verifyEmail, type Verified } from './verify-email.ts';
export { verifySecondFactor, type SecondFactor } from './verify-second-factor.ts';
export { requireFresh, type Client, type Site, type Visitor } from './visitor.ts';
