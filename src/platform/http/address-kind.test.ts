import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressKind, type AddressKind } from './address-kind.ts';

const KINDS: Record<AddressKind, string> = {
  public:
    '1.1.1.1 93.184.216.34 100.63.255.255 100.128.0.0 172.15.0.1 172.32.0.1 192.0.1.1 198.17.0.1 198.20.0.1 223.255.255.255 2606:4700::1111 2a00:1450::1 2400:cb00::1',
  unspecified: '0.0.0.0 0.1.2.3 :: 0:0:0:0:0:0:0:0',
  private: '10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.1.1 fc00::1 fdff::1 fec0::1',
  loopback: '127.0.0.1 127.255.255.254 ::1 0:0:0:0:0:0:0:1',
  'link-local': '169.254.169.254 169.254.0.1 fe80::1 fe80::1%eth0 febf::1',
  'carrier-grade NAT': '100.64.0.1 100.127.255.255',
  multicast: '224.0.0.1 239.255.255.255 ff02::1 ff0e::1',
  documentation: '192.0.2.1 198.51.100.1 203.0.113.1 2001:db8::1 3fff::1',
  benchmarking: '198.18.0.1 198.19.255.255',
  reserved:
    '192.0.0.1 192.88.99.1 240.0.0.1 255.255.255.255 100::1 2001:10::1 2001:20::1 4000::1 5f00::1 no-address',
  'IPv4 in IPv6':
    '::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:1.1.1.1 ::127.0.0.1 ::7f00:1 64:ff9b::7f00:1 64:ff9b::127.0.0.1 64:ff9b:1::a00:1 2002:7f00:1::1 2001::7f00:1 2001:0:4136:e378:8000:63bf:3fff:fdd2',
};

for (const [kind, addresses] of Object.entries(KINDS)) {
  test(`${kind} addresses are known as such`, () => {
    for (const address of addresses.split(' ')) assert.equal(addressKind(address), kind, address);
  });
}
