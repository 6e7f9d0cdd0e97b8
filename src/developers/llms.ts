import type { Docs } from './docs.ts';
import { pathOf } from './pages.ts';

/** `/llms.txt`: what there is to read, for programs that read before they write. */
export function llmsText({ facts, pages }: Docs, name: string): string {
  const lines = pages().map(
    (page) => `- [${page.title}](${facts.panelUrl}${pathOf(page.name)}.md): ${page.description}`,
  );
  return [
    `# ${name} API`,
    '',
    `> One endpoint, POST ${facts.panelUrl}/api/v2: a key, an action, parameters. Amounts are exact ` +
      'decimal strings, `add` needs a request_id and never places an order twice.',
    '',
    '## Documentation',
    '',
    ...lines,
    '',
    '## Machine-readable',
    '',
    `- [OpenAPI 3.1](${facts.panelUrl}/api/openapi.json): every action, parameter and answer`,
    `- [Everything in one file](${facts.panelUrl}/llms-full.txt): all of the pages above`,
    '',
  ].join('\n');
}

/** `/llms-full.txt`: every page, one after the other. */
export const llmsFullText = ({ pages }: Docs): string =>
  pages()
    .map(({ markdown }) => markdown)
    .join('\n---\n\n');
