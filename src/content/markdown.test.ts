import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { renderMarkdown, slugOf } from './markdown.ts';

const html = (text: string) => renderMarkdown(text).html;

describe('renderMarkdown', () => {
  test('Markup of others is shown and never obeyed', () => {
    for (const text of [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      'a <b onclick="x">b</b>',
      '<svg/onload=alert(1)>',
      '`<script>`',
      '```\n</code></pre><script>\n```',
      '## <script>',
      '| <script> |\n| - |\n| <img src=x> |',
      '[<img src=x onerror=y>](/terms)',
      '[a](/x"onmouseover="alert(1))',
    ]) {
      assert.doesNotMatch(html(text), /<(script|img|svg|b)\b|<[^>]* on\w+=/i, text);
    }
  });

  test('Links lead to the web, to mail and to our own pages only', () => {
    for (const target of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java&#115;cript:alert(1)',
      'data:text/html,<script>',
      'vbscript:x',
      'file:///etc/passwd',
      '//elsewhere.example',
      'ftp://x.example',
    ]) {
      for (const text of [
        `[a](${target})`,
        `[a](<${target}>)`,
        `<${target}>`,
        `[a]\n\n[a]: ${target}`,
      ]) {
        assert.doesNotMatch(html(text), /<a /, text);
      }
    }
    assert.match(
      html('[a](https://x.example)'),
      /<a href="https:\/\/x.example" rel="noopener noreferrer">/,
    );
    assert.match(html('[a](mailto:a@b.example)'), /<a href="mailto:a@b.example">/);
  });

  test('Whatever is written, no tag leaves that is not ours', () => {
    const OURS =
      /<\/?(p|h[1-6]|ul|ol|li|strong|em|s|code|pre|blockquote|hr|br|a|mark|bdi|div|table|thead|tbody|tr|th|td)\b/i;
    const piece = fc.constantFrom(
      '<',
      '>',
      'script',
      '](',
      '[',
      ')',
      '`',
      '\n',
      '|',
      '-',
      '"',
      "'",
      '&lt;',
      'javascript:',
      '{{',
      '}}',
      'name',
      '#',
      ' ',
      'on',
      '=',
      '*',
      '!',
      '\\',
      '<!--',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const made = renderMarkdown(pieces.join(''), { values: { name: '<script>"\'' } }).html;
        for (const [tag] of made.matchAll(/<[^>]*>?/g)) {
          assert.match(tag, OURS);
          assert.doesNotMatch(tag, /\son|style=|javascript:/i);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('A column of figures goes to the end by a class, for no style may leave', () => {
    const table = html('| a | b |\n| --- | ---: |\n| 1 | 2 |');
    assert.match(table, /<td class="text-end">2/);
    assert.doesNotMatch(table, /style/);
  });

  test('Our own pages keep the language, feeds have none', () => {
    const options = { prefix: '/tr' };
    assert.match(renderMarkdown('[a](/terms)', options).html, /href="\/tr\/terms"/);
    assert.match(renderMarkdown('[a](/)', options).html, /href="\/tr"/);
    assert.match(renderMarkdown('[a](/blog/rss.xml)', options).html, /href="\/blog\/rss.xml"/);
    assert.match(renderMarkdown('[a](#part)', options).html, /href="#part"/);
  });

  test('Values are put in as text, and what has none is named', () => {
    const shown = renderMarkdown(
      '# Of {{name}}\n\nBy {{name}} at {{mail}}, {{nobody}}. `{{name}}`',
      {
        values: { name: 'Smith & <Sons>', mail: 'a@b.example' },
        unfilledText: 'not said',
      },
    );
    assert.equal(shown.title, 'Of Smith & <Sons>');
    assert.match(shown.html, /By <bdi>Smith &amp; &lt;Sons&gt;<\/bdi>/);
    assert.match(shown.html, /<a href="mailto:a@b.example">/);
    assert.match(shown.html, /<mark>not said<\/mark>/);
    assert.match(shown.html, /<code>{{name}}<\/code>/);
    assert.deepEqual(shown.unfilled, ['nobody']);
  });

  test('Headings have ids of their own words in any script, each once', () => {
    const { headings, html: made } = renderMarkdown(
      '# T\n\n## Who\n\n## Who\n\n### ما الذي يُباع\n\n## !',
    );
    assert.deepEqual(
      headings.map(({ id }) => id),
      ['who', 'who-2', 'ما-الذي-يُباع', 'part'],
    );
    assert.match(made, /<h2 id="who-2">/);
    assert.equal(slugOf('Ne satılıyor?'), 'ne-satılıyor');
  });

  test('The summary is the first paragraph without marks, cut between words', () => {
    const { summary } = renderMarkdown(`# T\n\n## A\n\n**One** [two](/x)\n\nThree`);
    assert.equal(summary, 'One two');
    const long = renderMarkdown(`word `.repeat(100)).summary;
    assert.ok(long.length <= 201 && long.endsWith('word…'), long);
  });
});
