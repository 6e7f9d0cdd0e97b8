import { createInterface } from 'node:readline';

async function post(url, data) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      accept: 'application/json, text/plain, */*',
      'content-type': 'application/json',
      'user-agent': 'axios/1.7.2',
    },
    body: JSON.stringify(data),
  });
  const answer = await response.json();
  if (response.status < 200 || response.status >= 300) {
    throw Object.assign(new Error(`Request failed with ${response.status}`), { data: answer });
  }
  return answer;
}

const CALLS = {
  balance: () => ({ action: 'balance' }),
  services: () => ({ action: 'services' }),
  order: (data) => ({ action: 'add', ...data }),
  status: (order) => ({ action: 'status', order }),
  multiStatus: (orders) => ({ action: 'status', orders: orders.join(',') }),
  refill: (order) => ({ action: 'refill', order }),
  cancel: (orders) => ({ action: 'cancel', orders }),
};

for await (const line of createInterface(process.stdin)) {
  const { url, key, call, args } = JSON.parse(line);
  const answer = await post(url, { key, ...CALLS[call](...args) }).catch(({ data }) => data);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
