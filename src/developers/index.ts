export { askAgain, isSafe } from './ask-again.ts';
export { openDocs, type Docs } from './docs.ts';
export { llmsFullText, llmsText } from './llms.ts';
export {
  READ_ACTIONS,
  type Block,
  type Code,
  type Facts,
  type Page,
  type ReadAction,
  type SampleView,
  type Section,
} from './page.ts';
export { orderCall } from './order-call.ts';
export {
  isPageName,
  neighbours,
  PAGE_NAMES,
  pageTree,
  pathOf,
  type PageGroup,
  type PageLink,
  type PageName,
} from './pages.ts';
export { isLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from './samples/languages.ts';
export { searchDocs, type Hit } from './search-docs.ts';
export { runReadCall, type ReadCall } from './run-read-call.ts';
