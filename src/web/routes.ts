import { index, layout, route, type RouteConfig } from '@react-router/dev/routes';

/** Every page, without the language before it (`/tr/…`), which the server takes off. */
export default [
  layout('routes/site/layout.tsx', [
    index('routes/site/home.tsx'),
    route('services', 'routes/site/services.tsx'),
    route('services/:id', 'routes/site/service.tsx'),
    route('about', 'routes/site/about.tsx'),
    route('faq', 'routes/site/faq.tsx'),
    route('blog', 'routes/site/blog.tsx'),
    route('blog/:slug', 'routes/site/post.tsx'),
    route('contact', 'routes/site/contact.tsx'),
    route('contact/:reference', 'routes/site/ticket.tsx'),
    ...['terms', 'privacy', 'refunds', 'acceptable-use'].map((policy) =>
      route(policy, 'routes/site/policy.tsx', { id: policy }),
    ),
    route('pricing', 'routes/site/pricing.tsx'),
    route('giveaway', 'routes/site/giveaway.tsx'),
    route('status', 'routes/site/status.tsx'),
    route('changes', 'routes/site/changes.tsx'),
    route('why', 'routes/site/why.tsx'),
    route('dev/components', 'routes/dev/components.tsx'),
    route('dev/live', 'routes/dev/live.tsx'),
  ]),
  layout('routes/docs/layout.tsx', [
    route('developers', 'routes/docs/page.tsx', { id: 'docs' }),
    route('developers/search', 'routes/docs/search.tsx'),
    route('developers/:page', 'routes/docs/page.tsx', { id: 'docs-page' }),
  ]),
  route('developers.md', 'routes/docs/markdown.ts', { id: 'docs-markdown' }),
  route('developers/:page.md', 'routes/docs/markdown.ts', { id: 'docs-page-markdown' }),
  route('llms.txt', 'routes/docs/llms.ts', { id: 'llms' }),
  route('llms-full.txt', 'routes/docs/llms.ts', { id: 'llms-full' }),
  ...['rss.xml', 'atom.xml', 'feed.json'].map((file) =>
    route(`blog/${file}`, 'routes/site/blog-feed.ts', { id: `blog-${file}` }),
  ),
  route('giveaway/verify.mjs', 'routes/site/giveaway-verify.ts'),
  route('giveaway/:id/entries.json', 'routes/site/giveaway-entries.ts'),
  route('status.json', 'routes/site/status-json.ts'),
  route('changes.rss', 'routes/site/changes-feed.ts', { id: 'changes-rss' }),
  route('changes.json', 'routes/site/changes-feed.ts', { id: 'changes-json' }),
  route('preferences', 'routes/site/preferences.ts'),
  route('*', 'routes/site/missing.tsx'),
] satisfies RouteConfig;
