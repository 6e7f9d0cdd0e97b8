import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key and a certificate for these names that it signs itself, made for this run alone. */
export function makeCertificate(names: { dns: readonly string[]; ips: readonly string[] }): {
  key: string;
  cert: string;
} {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const issuer = seq(set(seq(oid('55 04 03'), der(0x0c, Buffer.from('notpanel test')))));
  const alternatives = seq(
    ...names.dns.map((name) => der(0x82, Buffer.from(name))),
    ...names.ips.map((ip) => der(0x87, Buffer.from(ip.split('.').map(Number)))),
  );
  const extensions = seq(
    seq(oid('55 1d 13'), der(0x01, Buffer.of(0xff)), octets(seq(der(0x01, Buffer.of(0xff))))),
    seq(oid('55 1d 11'), octets(alternatives)),
  );
  const body = seq(
    der(0xa0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
    ECDSA_SHA256,
    issuer,
    seq(time('20200101000000Z'), time('29991231235959Z')),
    issuer,
    pair.publicKey,
    der(0xa3, extensions),
  );
  const signature = sign('sha256', body, createPrivateKey(pair.privateKey));
  const cert = seq(body, ECDSA_SHA256, der(0x03, Buffer.concat([Buffer.of(0), signature])));
  const lines = cert.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: pair.privateKey,
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

/** Distinguished encoding: a tag, the length, the content. */
function der(tag: number, content: Buffer): Buffer {
  const size = content.length;
  const length =
    size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
}

const seq = (...parts: Buffer[]) => der(0x30, Buffer.concat(parts));
const set = (...parts: Buffer[]) => der(0x31, Buffer.concat(parts));
const oid = (hex: string) => der(0x06, Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const integer = (bytes: Buffer) => der(0x02, bytes);
const octets = (content: Buffer) => der(0x04, content);
const time = (text: string) => der(0x18, Buffer.from(text));
const ECDSA_SHA256 = seq(oid('2a 86 48 ce 3d 04 03 02'));
