import MarkdownIt from 'markdown-it';

const inline = new MarkdownIt({ html: false });

/** One line of Markdown as HTML. */
export const inlineHtml = (text: string): string => inline.renderInline(text);
