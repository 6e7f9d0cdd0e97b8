export { checkContent, type ContentCheck } from './check-content.ts';
export { content } from './content.ts';
export { editPage, type PageEdit } from './edit-page.ts';
export { FAQ_TOPICS, type FaqEntry, type FaqTopic } from './faq-entry.ts';
export {
  fieldOf,
  IDENTITY_NAMES,
  isIdentityName,
  type Identity,
  type IdentityName,
} from './identity.ts';
export { renderMarkdown, type Heading, type Rendered } from './markdown.ts';
export { isPageName, LANGUAGES, PAGES, type PageName, type PageVersion } from './page.ts';
export { pageHistory } from './page-history.ts';
export { isPublic, type Post } from './post.ts';
export { publishPage } from './publish-page.ts';
export { publishPost } from './publish-post.ts';
export { readContent, type Content, type PublishedPage } from './read-content.ts';
export { readIdentity } from './read-identity.ts';
export { removeFaqEntry } from './remove-faq-entry.ts';
export { removePost } from './remove-post.ts';
export { revertPage } from './revert-page.ts';
export { savePost } from './save-post.ts';
export { setFaqEntry } from './set-faq-entry.ts';
export { setIdentity } from './set-identity.ts';
export { showFaq, type ShownEntry } from './show-faq.ts';
export { showPage, type ShownPage } from './show-page.ts';
export { showPost, showPosts, type ShownPost } from './show-posts.ts';
