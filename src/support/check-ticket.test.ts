import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTicket, type TicketForm } from './check-ticket.ts';

const FORM: TicketForm = {
  kind: 'order',
  name: 'Ada',
  email: 'Ada@Customer.example',
  subject: 'Where is it?',
  order: 'ord_17',
  message: 'It has not begun.',
};

test('A form that is in order is what it means', () => {
  assert.deepEqual(checkTicket(FORM).fields, {
    kind: 'order',
    name: 'Ada',
    email: 'ada@customer.example',
    subject: 'Where is it?',
    message: 'It has not begun.',
    orderId: 17,
  });
  assert.equal(checkTicket({ ...FORM, order: ' 18 ' }).fields?.orderId, 18);
  assert.equal(checkTicket({ ...FORM, order: '' }).fields?.orderId, null);
});

test('Everything that is wrong is said at once', () => {
  const empty = { kind: '', name: ' ', email: '', subject: '', order: 'x', message: '' };
  assert.deepEqual(checkTicket(empty).faults, {
    kind: 'invalid',
    name: 'missing',
    email: 'missing',
    subject: 'missing',
    order: 'invalid',
    message: 'missing',
  });
  const odd = { ...FORM, email: 'a@b, c@d', name: 'x'.repeat(101), message: 'Hi' };
  assert.deepEqual(checkTicket(odd).faults, { name: 'long', email: 'invalid', message: 'short' });
});

test('Controls are left out, and lines stay in the message only', () => {
  const { fields } = checkTicket({
    ...FORM,
    subject: 'One\r\nTwo\u0000',
    message: 'First\r\nsecond\u0007 line',
  });
  assert.deepEqual([fields?.subject, fields?.message], ['One Two', 'First\nsecond line']);
});
