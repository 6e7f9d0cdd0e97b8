import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// The floor that node:http itself sets: reads a POST body and answers sixteen bytes of JSON.
const ANSWER = Buffer.from('{"order":"1234"}');

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.writeHead(Buffer.concat(chunks).length > 0 ? 200 : 400, {
      'Content-Type': 'application/json',
      'Content-Length': ANSWER.length,
    });
    response.end(ANSWER);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit(0));
