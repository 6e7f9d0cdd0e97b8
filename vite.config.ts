import { globSync } from 'node:fs';
import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';

const SELF = 'notpanel/';
const PURE = `${SELF}lib/`; // knows nothing and keeps nothing: two instances do no harm

/**
 * What pages import by the package's own name stays an import: Node loads it, so that pages and API
 * share one instance of every domain. In the browser's build it is an error.
 */
const nativeCode = (): Plugin => ({
  name: 'native-code',
  enforce: 'pre',
  resolveId(id, importer) {
    if (!id.startsWith(SELF)) return null;
    if (id.startsWith(PURE))
      return new URL(`src/${id.slice(SELF.length)}`, import.meta.url).pathname;
    const inBrowser = this.environment.config.consumer === 'client';
    const building = this.environment.mode === 'build';
    if (inBrowser && building) {
      return this.error(`${importer} would put ${id} into the browser's bundle`);
    }
    // The build honours this; the dev server only the list below.
    return inBrowser || building ? { id, external: true } : null;
  },
});

const native = globSync('src/**/*.ts')
  .filter((path) => !path.startsWith('src/lib/'))
  .map((path) => SELF + path.slice('src/'.length));

export default defineConfig(({ command }) => ({
  plugins: [nativeCode(), tailwindcss(), reactRouter()],
  publicDir: 'src/web/public',
  build: {
    assetsInlineLimit: 0, // an inlined picture or font would need a looser content policy
    target: 'es2022',
    reportCompressedSize: false,
  },
  // The server's bundle keeps this as a question, which a panel without NODE_ENV would answer with
  // React for development: five times as slow.
  ...(command === 'build' ? { define: { 'process.env.NODE_ENV': '"production"' } } : {}),
  ssr: { external: native, ...(command === 'build' ? { noExternal: true as const } : {}) },
}));
