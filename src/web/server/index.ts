export { createWeb, type WebOptions } from './create-web.ts';
export { ensureBuild } from './build.ts';
export { openWeb, type Web } from './open-web.ts';
