import { createInterface } from 'node:readline';

const encode = (fields) =>
  Object.entries(fields)
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((one, at) => [`${name}[${at}]`, one]) : [[name, value]],
    )
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');

class Client {
  constructor(url, key) {
    Object.assign(this, { url, key });
  }

  async send(action, fields = {}) {
    const response = await fetch(`${this.url}?action=${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: encode({ key: this.key, ...fields }),
    });
    return response.json();
  }

  balance = () => this.send('balance');
  services = () => this.send('services');
  status = (order) => this.send('status', { order });
  multiStatus = (orders) => this.send('status', { orders });
  refill = (order) => this.send('refill', { order });
  cancel = (orders) => this.send('cancel', { orders });

  order({ service, link, quantity, comments, runs, interval }) {
    return this.send('add', { service, link, quantity, comments, runs, interval });
  }
}

for await (const line of createInterface(process.stdin)) {
  const { url, key, call, args } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await new Client(url, key)[call](...args))}\n`);
}
