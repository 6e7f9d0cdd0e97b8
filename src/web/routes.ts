import { index, layout, route, type RouteConfig } from '@react-router/dev/routes';

/** Every page, without the language before it (`/tr/…`), which the server takes off. */
export default [
  layout('routes/site/layout.tsx', [
    index('routes/site/home.tsx'),
    route('dev/components', 'routes/dev/components.tsx'),
    route('dev/live', 'routes/dev/live.tsx'),
  ]),
  route('preferences', 'routes/site/preferences.ts'),
  route('*', 'routes/site/missing.tsx'),
] satisfies RouteConfig;
