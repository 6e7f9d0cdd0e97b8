export { createWeb, type WebOptions } from './create-web.ts';
export { ensureBuild } from './build.ts';
export { openDevWeb } from './open-dev-web.ts';
export { openWeb, type Web } from './open-web.ts';
