export { clientIp, proxyList } from './client-ip.ts';
export { hardenServer, SERVER_OPTIONS } from './harden-server.ts';
export { createApi, type Api, type ApiOptions } from './server.ts';
