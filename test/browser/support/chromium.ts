import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { unpackWoff } from '#platform/fonts/index.ts';

// The Chromium that npm delivers is packed, for Linux on x64. It is unpacked once a machine, with
// the libraries and fonts that it needs, so that nothing has to be installed beside it.
const PACKAGE = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))));

const ARABIC = '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff';

/** Why there is no browser here; never in CI, where a browser is required. */
export const noBrowser: string | false =
  process.env['CI'] === 'true' || ownBrowser() || packed()
    ? false
    : 'no Chromium for this machine on npm: set NOTPANEL_TEST_CHROMIUM to yours';

/** Starts a Chromium; about 60 ms once it is unpacked. */
export async function openBrowser(): Promise<Browser> {
  const own = ownBrowser();
  if (own) return chromium.launch({ executablePath: own });
  const folder = await unpack();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ['--font-render-hinting=none'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  });
}

function ownBrowser(): string | undefined {
  return process.env['NOTPANEL_TEST_CHROMIUM'] || undefined;
}

function packed(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

async function unpack(): Promise<string> {
  const manifest = await readFile(join(PACKAGE, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = join(tmpdir(), `notpanel-chromium-${version}-arabic-${userInfo().uid}`);
  if (existsSync(folder)) return folder;
  const fresh = await mkdtemp(`${folder}-`);
  // Its own unpacking, told that it is on the machine whose libraries it carries.
  const script = "import('@sparticuz/chromium').then((it) => it.default.executablePath())";
  await promisify(execFile)(process.execPath, ['-e', script], {
    cwd: PACKAGE,
    env: { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  });
  await writeFile(join(fresh, 'fonts/fonts.conf'), fontsOf(folder));
  // Its only font has no Arabic, as which every system shows a word on pages of other languages.
  const arabic = createRequire(import.meta.url).resolve(ARABIC);
  const font = unpackWoff(await readFile(arabic), 'System Arabic');
  await writeFile(join(fresh, 'fonts/fonts/system-arabic.ttf'), font);
  try {
    await rename(fresh, folder);
  } catch (error) {
    // Another process was quicker, and its copy is the same.
    await rm(fresh, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

const fontsOf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
