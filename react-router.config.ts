import type { Config } from '@react-router/dev/config';

export default {
  appDirectory: 'src/web',
  buildDirectory: process.env['NOTPANEL_BUILD'] ?? 'build/web',
  ssr: true,
  // The whole tree is known: nothing is asked for piece by piece.
  routeDiscovery: { mode: 'initial' },
} satisfies Config;
