import { renderToStaticMarkup } from 'react-dom/server';
import { recentMap } from 'notpanel/lib/recent-map.ts';
import type { ServiceRow } from 'notpanel/storefront/index.ts';
import { FrameContext, type Frame } from '../../../frame.ts';
import { Row } from './row.tsx';

const MOST_ROWS = 10_000; // about 1 kB each

const kept = recentMap<string, string>(MOST_ROWS);

/**
 * Rows as HTML. Each is rendered once for what it says, in what language and currency: most
 * pages show rows that other pages showed, and rendering them is most of a page's work.
 */
export const rowsHtml = (rows: readonly ServiceRow[], frame: Frame): string =>
  rows
    .map((row) => {
      const key = keyOf(row, frame);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const html = renderToStaticMarkup(
        <FrameContext value={frame}>
          <Row row={row} />
        </FrameContext>,
      );
      kept.set(key, html);
      return html;
    })
    .join('');

/** All that a row depends on. */
const keyOf = (row: ServiceRow, { locale, site, display }: Frame): string =>
  [
    ...[locale, site.currency, display?.currency, display?.rate],
    ...[row.id, row.rate, row.min, row.max, row.averageMinutes, row.refill, row.guaranteeDays],
    ...[row.platform, row.name],
  ].join('\n');
